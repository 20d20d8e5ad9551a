"""4xx: the client seems to have erred, RFC 9110 §15.5. Those of WebDAV and others are among them."""

from interim.codes.status import (
    UNUSED,
    Assignment,
    CacheRule,
    FieldRule,
    Level,
    RetryRule,
    StatusCode,
    rfc,
)

__all__ = ["CLIENT_ERROR"]

_CURL = "curl --retry"
_URLLIB3 = "urllib3 Retry, when Retry-After is there"

CLIENT_ERROR: tuple[StatusCode, ...] = (
    StatusCode(
        code=400,
        name="Bad Request",
        spec=rfc(9110, "15.5.1"),
        note=(
            "The server will not process what it takes for a client's mistake: syntax, framing, "
            "routing. Any unknown 4xx is treated as this one. After a framing error the server "
            "closes the connection, since it cannot tell where the next request starts."
        ),
    ),
    StatusCode(
        code=401,
        name="Unauthorized",
        spec=rfc(9110, "15.5.2"),
        fields=(FieldRule(name="WWW-Authenticate", level=Level.MUST, clause="RFC 9110 §15.5.2"),),
        retry=RetryRule(condition="with a new or replaced Authorization field", clause="RFC 9110 §15.5.2"),
        note=(
            "Who are you: credentials are missing or were refused. Without a challenge in "
            "WWW-Authenticate it is malformed, and a browser shows no dialog. "
            "A known user who may not do this gets 403."
        ),
    ),
    StatusCode(
        code=402,
        name="Payment Required",
        spec=rfc(9110, "15.5.3"),
        note=(
            "Reserved for future use. Services use it for unpaid accounts and exhausted quotas, "
            "each in its own way: read the content."
        ),
    ),
    StatusCode(
        code=403,
        name="Forbidden",
        spec=rfc(9110, "15.5.4"),
        retry=RetryRule(
            condition="with other credentials; not automatically with the same ones",
            clause="RFC 9110 §15.5.4",
        ),
        note=(
            "Understood and refused, for reasons that need not be the credentials. "
            "A server that wants to hide that the resource exists may answer 404 instead."
        ),
    ),
    StatusCode(
        code=404,
        name="Not Found",
        spec=rfc(9110, "15.5.5"),
        cache=CacheRule.HEURISTIC,
        note=(
            "Nothing here now, or nothing the server admits to; it does not say for how long. "
            "Cacheable by default, so a resource created a moment later can stay missing for some."
        ),
    ),
    StatusCode(
        code=405,
        name="Method Not Allowed",
        spec=rfc(9110, "15.5.6"),
        cache=CacheRule.HEURISTIC,
        fields=(FieldRule(name="Allow", level=Level.MUST, clause="RFC 9110 §15.5.6"),),
        note=(
            "The server knows the method, this resource does not support it, and Allow lists what "
            "it does support (an empty list is valid). A method the server knows nowhere is 501."
        ),
    ),
    StatusCode(
        code=406,
        name="Not Acceptable",
        spec=rfc(9110, "15.5.7"),
        note=(
            "No representation fits the Accept fields and the server does not send a default one. "
            "Often a default would help more: the client can judge it. "
            "The content should list what is available."
        ),
    ),
    StatusCode(
        code=407,
        name="Proxy Authentication Required",
        spec=rfc(9110, "15.5.8"),
        fields=(FieldRule(name="Proxy-Authenticate", level=Level.MUST, clause="RFC 9110 §15.5.8"),),
        retry=RetryRule(
            condition="with a new or replaced Proxy-Authorization field",
            clause="RFC 9110 §15.5.8",
        ),
        note="As 401, but it is the proxy that asks. An origin server has no use for it.",
    ),
    StatusCode(
        code=408,
        name="Request Timeout",
        spec=rfc(9110, "15.5.9"),
        fields=(
            FieldRule(
                name="Connection",
                level=Level.SHOULD,
                when="the server closes an HTTP/1.1 connection: with the option close",
                clause="RFC 9112 §9.6",
            ),
        ),
        retry=RetryRule(
            condition="the request was outstanding; on a new connection if this one is unusable",
            clause="RFC 9110 §15.5.9",
            retried_by=(_CURL,),
        ),
        note=(
            "The request did not arrive in full in time. It is about slow requests, not slow "
            "answers (those are 503 or 504), and some servers send it on an idle connection, "
            "where a client can take it for the answer to its next request."
        ),
    ),
    StatusCode(
        code=409,
        name="Conflict",
        spec=rfc(9110, "15.5.10"),
        retry=RetryRule(
            condition="after the conflict was resolved, usually by a person",
            clause="RFC 9110 §15.5.10",
        ),
        note=(
            "The state of the resource stands in the way: an edit conflict, a missing parent "
            "collection, a name that is taken. The content should say enough to resolve it."
        ),
    ),
    StatusCode(
        code=410,
        name="Gone",
        spec=rfc(9110, "15.5.11"),
        cache=CacheRule.HEURISTIC,
        note=(
            "Was here, is gone on purpose, links to it should go too. If the server does not know "
            "that it is permanent, 404 is right. Cacheable by default."
        ),
    ),
    StatusCode(
        code=411,
        name="Length Required",
        spec=rfc(9110, "15.5.12"),
        retry=RetryRule(condition="with a valid Content-Length field", clause="RFC 9110 §15.5.12"),
        note=(
            "The server does not accept content of unknown length. Clients that stream with chunked "
            "transfer coding meet it; they have to buffer or to know the length."
        ),
    ),
    StatusCode(
        code=412,
        name="Precondition Failed",
        spec=rfc(9110, "15.5.13"),
        note=(
            "A condition of the request, such as If-Match, was false, so the method was not "
            "applied: somebody else was faster. Fetch the current state before trying again. "
            "In WebDAV also for If and Overwrite, and never without a condition (RFC 4918 §12.1)."
        ),
    ),
    StatusCode(
        code=413,
        name="Content Too Large",
        spec=rfc(9110, "15.5.14"),
        fields=(
            FieldRule(
                name="Retry-After",
                level=Level.SHOULD,
                when="the condition is temporary",
                clause="RFC 9110 §15.5.14",
            ),
        ),
        retry=RetryRule(
            condition="after Retry-After, if the response has one",
            clause="RFC 9110 §15.5.14",
            retried_by=(_URLLIB3,),
        ),
        note=(
            "The content is larger than the server wants. It may close the connection while the "
            "client is still sending, which many clients report as a reset, not as 413: "
            "Expect: 100-continue avoids that. Earlier names: Request Entity Too Large, "
            "Payload Too Large."
        ),
    ),
    StatusCode(
        code=414,
        name="URI Too Long",
        spec=rfc(9110, "15.5.15"),
        cache=CacheRule.HEURISTIC,
        note=(
            "The target URI is longer than the server wants. Usual causes are a form sent with GET "
            "and a redirect that feeds on itself. Cacheable by default."
        ),
    ),
    StatusCode(
        code=415,
        name="Unsupported Media Type",
        spec=rfc(9110, "15.5.16"),
        fields=(
            FieldRule(
                name="Accept",
                level=Level.EXPECTED,
                when="the media type was the problem",
                clause="RFC 9110 §15.5.16",
            ),
            FieldRule(
                name="Accept-Encoding",
                level=Level.EXPECTED,
                when="the content coding was the problem",
                clause="RFC 9110 §15.5.16",
            ),
        ),
        note=(
            "The format of the request's content is not supported here; look at Content-Type and "
            "Content-Encoding of the request first. Content of the right type that makes no sense "
            "is 422."
        ),
    ),
    StatusCode(
        code=416,
        name="Range Not Satisfiable",
        spec=rfc(9110, "15.5.17"),
        fields=(
            FieldRule(
                name="Content-Range",
                level=Level.SHOULD,
                when="the range unit is bytes: with the current length, bytes */47022",
                clause="RFC 9110 §15.5.17",
            ),
        ),
        note=(
            "None of the ranges exists, or there are too many small ones. A server is free to "
            "ignore Range and send all of it with 200, so a client cannot count on this one."
        ),
    ),
    StatusCode(
        code=417,
        name="Expectation Failed",
        spec=rfc(9110, "15.5.18"),
        retry=RetryRule(condition="without the 100-continue expectation", clause="RFC 9110 §10.1.1"),
        note=(
            "Some server on the way does not do what Expect asks; 100-continue is the only "
            "expectation there is. It says that the expectation is not supported, nothing else "
            "about the request."
        ),
    ),
    StatusCode(
        code=418,
        name="I'm a teapot",
        iana_name=UNUSED,
        assignment=Assignment.UNUSED,
        spec=rfc(9110, "15.5.19"),
        note=(
            "From an April 1 RFC (RFC 2324), deployed as a joke so often that the number is no good "
            "for anything else, and therefore reserved."
        ),
    ),
    StatusCode(
        code=421,
        name="Misdirected Request",
        spec=rfc(9110, "15.5.20"),
        retry=RetryRule(
            condition="over another connection, whether or not the method is idempotent",
            clause="RFC 9110 §15.5.20",
        ),
        note=(
            "This server does not answer for that origin, at least not on this connection. Seen "
            "when HTTP/2 clients reuse a connection for another name on the same certificate. "
            "A proxy must not generate it; it is not cacheable by default since RFC 9110."
        ),
    ),
    StatusCode(
        code=422,
        name="Unprocessable Content",
        spec=rfc(9110, "15.5.21"),
        note=(
            "Type and syntax are right, the instructions cannot be followed: failed validation. "
            "The same request fails again. From WebDAV, with the earlier name Unprocessable Entity."
        ),
    ),
    StatusCode(
        code=423,
        name="Locked",
        spec=rfc(4918, "11.3"),
        note=(
            "WebDAV: source or destination is locked. The content should name a condition such as "
            "lock-token-submitted or no-conflicting-lock."
        ),
    ),
    StatusCode(
        code=424,
        name="Failed Dependency",
        spec=rfc(4918, "11.4"),
        note=(
            "WebDAV: not done, because another action it depended on failed; typically the other "
            "properties of a PROPPATCH. Look for the real error beside it in the 207."
        ),
    ),
    StatusCode(
        code=425,
        name="Too Early",
        spec=rfc(8470, "5.2"),
        cache_clause="RFC 8470 §5.2",
        retry=RetryRule(
            condition="not in TLS early data; a user agent SHOULD do it by itself",
            clause="RFC 8470 §5.2",
        ),
        note=(
            "The request came in TLS early data, where it could be a replay, and the server does "
            "not take that risk. A server should send it only for such requests or when "
            "Early-Data: 1 says so."
        ),
    ),
    StatusCode(
        code=426,
        name="Upgrade Required",
        spec=rfc(9110, "15.5.22"),
        fields=(
            FieldRule(name="Upgrade", level=Level.MUST, clause="RFC 9110 §15.5.22"),
            FieldRule(name="Connection", level=Level.MUST, clause="RFC 9110 §7.8"),
        ),
        retry=RetryRule(condition="over one of the protocols that Upgrade lists", clause="RFC 9110 §15.5.22"),
        note=(
            "Not over this protocol. WebSocket endpoints send it to plain requests. "
            "Upgrade goes with Connection: upgrade, or intermediaries would forward it."
        ),
    ),
    StatusCode(
        code=428,
        name="Precondition Required",
        spec=rfc(6585, "3"),
        cache=CacheRule.NEVER_STORE,
        cache_clause="RFC 6585 §3",
        retry=RetryRule(condition="made conditional, for example with If-Match", clause="RFC 6585 §3"),
        note=(
            "The server insists on a conditional request, against lost updates. "
            "The response should explain how to send it again successfully."
        ),
    ),
    StatusCode(
        code=429,
        name="Too Many Requests",
        spec=rfc(6585, "4"),
        cache=CacheRule.NEVER_STORE,
        cache_clause="RFC 6585 §4",
        fields=(FieldRule(name="Retry-After", level=Level.MAY, clause="RFC 6585 §4"),),
        retry=RetryRule(
            condition="after Retry-After, or else after a growing pause",
            clause="RFC 6585 §4",
            retried_by=(_CURL, _URLLIB3),
        ),
        note=(
            "Slow down. How users are told apart and requests counted is up to the server. "
            "A server under attack need not send it: it may just drop connections."
        ),
    ),
    StatusCode(
        code=431,
        name="Request Header Fields Too Large",
        spec=rfc(6585, "5"),
        cache=CacheRule.NEVER_STORE,
        cache_clause="RFC 6585 §5",
        retry=RetryRule(condition="after reducing the size of the header fields", clause="RFC 6585 §5"),
        note=(
            "One header field, or all together, are too large; cookies are the usual cause. "
            "nginx answers 400 in this case and has 494 for it inside."
        ),
    ),
    StatusCode(
        code=451,
        name="Unavailable For Legal Reasons",
        spec=rfc(7725, "3"),
        cache=CacheRule.HEURISTIC,
        cache_clause="RFC 7725 §3",
        fields=(
            FieldRule(
                name="Link",
                level=Level.SHOULD,
                when="with rel=blocked-by, naming the entity that blocks",
                clause="RFC 7725 §4",
            ),
        ),
        note=(
            "Denied because of a legal demand, by the origin or by somebody on the way. "
            "It says neither that the resource exists nor that it would be served otherwise. "
            "Cacheable by default."
        ),
    ),
)
