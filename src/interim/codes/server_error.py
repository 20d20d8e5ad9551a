"""5xx: the server erred, or cannot do it, RFC 9110 §15.6. Those of WebDAV and others are among them."""

from interim.codes.status import (
    Assignment,
    CacheRule,
    FieldRule,
    Level,
    RetryRule,
    StatusCode,
    rfc,
)

__all__ = ["SERVER_ERROR"]

_CURL = "curl --retry"
_URLLIB3 = "urllib3 Retry, when Retry-After is there"

# The status promises nothing; what makes the retry safe is the method.
_IF_IDEMPOTENT = RetryRule(
    condition="the request is idempotent: repeated, it has the same intended effect",
    clause="RFC 9110 §9.2.2",
    retried_by=(_CURL,),
)

SERVER_ERROR: tuple[StatusCode, ...] = (
    StatusCode(
        code=500,
        name="Internal Server Error",
        spec=rfc(9110, "15.6.1"),
        retry=_IF_IDEMPOTENT,
        note=(
            "Something unexpected happened, and the request may or may not have been carried out. "
            "Any unknown 5xx is treated as this one, and so is any code outside 100-599."
        ),
    ),
    StatusCode(
        code=501,
        name="Not Implemented",
        spec=rfc(9110, "15.6.2"),
        cache=CacheRule.HEURISTIC,
        note=(
            "The server lacks the function altogether: it does not know the method for any "
            "resource. For one resource it is 405. The only 5xx that is cacheable by default."
        ),
    ),
    StatusCode(
        code=502,
        name="Bad Gateway",
        spec=rfc(9110, "15.6.3"),
        retry=_IF_IDEMPOTENT,
        note=(
            "A gateway or proxy got an invalid response from behind it, which includes an upstream "
            "that closed the connection and, with some proxies, more interim responses than they "
            "accept."
        ),
    ),
    StatusCode(
        code=503,
        name="Service Unavailable",
        spec=rfc(9110, "15.6.4"),
        fields=(FieldRule(name="Retry-After", level=Level.MAY, clause="RFC 9110 §15.6.4"),),
        retry=RetryRule(
            condition="after Retry-After; without one, if the request is idempotent",
            clause="RFC 9110 §10.2.3",
            retried_by=(_CURL, _URLLIB3),
        ),
        note=(
            "Overloaded or under maintenance, and expected to recover. "
            "A Retry-After that is the same for everybody brings everybody back at once."
        ),
    ),
    StatusCode(
        code=504,
        name="Gateway Timeout",
        spec=rfc(9110, "15.6.5"),
        retry=_IF_IDEMPOTENT,
        note=(
            "A gateway or proxy waited too long for the server behind it, which may still be "
            "working. It is what long requests die of, and what 102 or a 202 with a status monitor "
            "are meant to avoid."
        ),
    ),
    StatusCode(
        code=505,
        name="HTTP Version Not Supported",
        spec=rfc(9110, "15.6.6"),
        note=(
            "The server refuses the major version of HTTP that the request used. "
            "The content should say why, and which protocols are supported."
        ),
    ),
    StatusCode(
        code=506,
        name="Variant Also Negotiates",
        spec=rfc(2295, "8.1"),
        note=(
            "Transparent content negotiation, an experiment: the chosen variant negotiates itself, "
            "so the server is configured wrongly."
        ),
    ),
    StatusCode(
        code=507,
        name="Insufficient Storage",
        spec=rfc(4918, "11.5"),
        retry=RetryRule(
            allowed=False,
            condition="if a user's action caused it, only by a separate action of the user",
            clause="RFC 4918 §11.5",
        ),
        note=(
            "WebDAV: the server cannot store what it would need to complete the request. "
            "Considered temporary, yet not to be retried automatically for a user."
        ),
    ),
    StatusCode(
        code=508,
        name="Loop Detected",
        spec=rfc(5842, "7.2"),
        note=(
            "WebDAV bindings: a request with Depth: infinity ran into a loop, and the whole "
            "operation failed. For clients that do not know 208."
        ),
    ),
    StatusCode(
        code=510,
        name="Not Extended",
        assignment=Assignment.OBSOLETED,
        spec=rfc(2774, "7"),
        retry=RetryRule(
            condition="modified as the response says, if it names extensions",
            clause="RFC 2774 §7",
        ),
        note=(
            "The HTTP extension framework: the request lacks an extension the server insists on. "
            "An experiment that was moved to Historic; IANA marks the code as obsoleted."
        ),
    ),
    StatusCode(
        code=511,
        name="Network Authentication Required",
        spec=rfc(6585, "6"),
        cache=CacheRule.NEVER_STORE,
        cache_clause="RFC 6585 §6",
        note=(
            "A captive portal, not the origin: log in to the network first. The content should link "
            "to the login, not contain it. Origin servers should not generate it; over TLS "
            "the client sees a certificate error instead."
        ),
    ),
)
