"""3xx: the user agent has to act further, RFC 9110 §15.4."""

from interim.codes.status import (
    UNUSED,
    Assignment,
    CacheRule,
    ContentRule,
    FieldRule,
    Level,
    Redirect,
    StatusCode,
    rfc,
)

__all__ = ["REDIRECTION"]

_WITH_A_200 = "it would be in a 200 to the same request"

REDIRECTION: tuple[StatusCode, ...] = (
    StatusCode(
        code=300,
        name="Multiple Choices",
        spec=rfc(9110, "15.4.1"),
        cache=CacheRule.HEURISTIC,
        fields=(
            FieldRule(
                name="Location",
                level=Level.SHOULD,
                when="the server has a preferred choice",
                clause="RFC 9110 §15.4.1",
            ),
        ),
        note=(
            "Several representations, and the user or user agent picks. No format for the list is "
            "standardized, so in practice it is a page of links. An unknown 3xx is treated as this."
        ),
    ),
    StatusCode(
        code=301,
        name="Moved Permanently",
        spec=rfc(9110, "15.4.2"),
        cache=CacheRule.HEURISTIC,
        fields=(FieldRule(name="Location", level=Level.SHOULD, clause="RFC 9110 §15.4.2"),),
        redirect=Redirect(permanent=True, changes_method="may", clause="RFC 9110 §15.4.2"),
        note=(
            "Moved for good. Clients may turn POST into GET when they follow; 308 forbids that. "
            "Cacheable by default: a wrong one stays in browsers long after it was taken back."
        ),
    ),
    StatusCode(
        code=302,
        name="Found",
        spec=rfc(9110, "15.4.3"),
        fields=(FieldRule(name="Location", level=Level.SHOULD, clause="RFC 9110 §15.4.3"),),
        redirect=Redirect(permanent=False, changes_method="may", clause="RFC 9110 §15.4.3"),
        note=(
            "Elsewhere for now; keep using this URI. Clients may turn POST into GET when they "
            "follow: to forbid it use 307, to demand it use 303."
        ),
    ),
    StatusCode(
        code=303,
        name="See Other",
        spec=rfc(9110, "15.4.4"),
        fields=(FieldRule(name="Location", level=Level.EXPECTED, clause="RFC 9110 §15.4.4"),),
        redirect=Redirect(permanent=False, changes_method="yes", clause="RFC 9110 §15.4.4"),
        note=(
            "The answer is at another URI, to be fetched with GET (or HEAD). The way to end a POST "
            "so that a reload does not repeat it, and the way for a status monitor to point to the "
            "finished result."
        ),
    ),
    StatusCode(
        code=304,
        name="Not Modified",
        spec=rfc(9110, "15.4.5"),
        content=ContentRule.FORBIDDEN,
        fields=tuple(
            FieldRule(name=name, level=Level.MUST, when=_WITH_A_200, clause="RFC 9110 §15.4.5")
            for name in ("Content-Location", "Date", "ETag", "Vary", "Cache-Control", "Expires")
        ),
        note=(
            "The condition of a GET or HEAD says that the client's copy is still good. It is not "
            "stored by itself: it freshens the stored response (RFC 9111 §4.3.4). "
            "Content-Length, if sent, has to be that of the 200 it stands for (RFC 9110 §8.6), "
            "and still no content follows."
        ),
    ),
    StatusCode(
        code=305,
        name="Use Proxy",
        assignment=Assignment.DEPRECATED,
        spec=rfc(9110, "15.4.6"),
        note=(
            "Once told the client to repeat the request through a proxy. Deprecated by the same "
            "section: do not send it, and do not follow it."
        ),
    ),
    StatusCode(
        code=306,
        name=UNUSED,
        assignment=Assignment.UNUSED,
        spec=rfc(9110, "15.4.7"),
        note="Defined in an earlier version of HTTP, no longer used, and reserved.",
    ),
    StatusCode(
        code=307,
        name="Temporary Redirect",
        spec=rfc(9110, "15.4.8"),
        fields=(FieldRule(name="Location", level=Level.SHOULD, clause="RFC 9110 §15.4.8"),),
        redirect=Redirect(permanent=False, changes_method="no", clause="RFC 9110 §15.4.8"),
        note=(
            "As 302, and the method must stay. A client that follows sends the content again, so "
            "content that came from a stream cannot be redirected."
        ),
    ),
    StatusCode(
        code=308,
        name="Permanent Redirect",
        spec=rfc(9110, "15.4.9"),
        cache=CacheRule.HEURISTIC,
        fields=(FieldRule(name="Location", level=Level.SHOULD, clause="RFC 9110 §15.4.9"),),
        redirect=Redirect(permanent=True, changes_method="no", clause="RFC 7538 §3"),
        note=(
            "As 301, and the method does not change. The youngest of the redirects: a client that "
            "does not know it treats it as 300 and stays where it is (RFC 7538 §4). "
            "Cacheable by default."
        ),
    ),
)
