"""STA011: a 304 to a request that set no condition for it."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    if exchange.final is None or exchange.final.status != 304:
        return
    request = exchange.request
    conditional = "if-none-match" in request.fields or "if-modified-since" in request.fields
    if request.method not in ("GET", "HEAD"):
        message = f"The 304 answers a {shown(request.method)}; only a GET or a HEAD can be answered so"
    elif not conditional:
        message = f"The 304 answers a {request.method} without If-None-Match and without If-Modified-Since"
    else:
        return
    yield Found(message=message, part="final", at_ns=exchange.final.head_at_ns)


RULE = Rule(
    id="STA011",
    name="unconditional_304",
    severity=Severity.ERROR,
    summary="A 304 answers a request that was no conditional GET or HEAD",
    spec=("RFC 9110 §15.4.5", "RFC 9110 §13.2.2"),
    codes=(304,),
    why=(
        "A 304 tells the client to use the copy that it has. A client that set no condition has none, so it ends up "
        "with nothing. Where it comes from a cache, the cache mixed its own condition up with that of its client."
    ),
    bad='GET / HTTP/1.1\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n',
    good='GET / HTTP/1.1\r\nIf-None-Match: "v1"\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n',
    fix="Send 304 only when If-None-Match or If-Modified-Since came and says that the copy is current; else 200.",
    check=_check,
)
