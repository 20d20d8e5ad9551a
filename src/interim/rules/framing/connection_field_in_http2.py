"""FRM009: a connection-specific field in a message of HTTP/2 or HTTP/3."""

from collections.abc import Iterator

from interim.exchange.fields import Fields
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_SPECIFIC = frozenset({b"connection", b"proxy-connection", b"keep-alive", b"transfer-encoding", b"upgrade", b"te"})


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    if exchange.request.version not in ("HTTP/2", "HTTP/3"):
        return
    for part, messages in (("interim", exchange.interims), ("late", exchange.late)):
        for index, interim in enumerate(messages):
            yield from _judge(interim.fields, f"The {interim.status}", part, index, interim.at_ns)
    if exchange.final is not None:
        final = exchange.final
        yield from _judge(final.fields, f"The {final.status}", "final", None, final.head_at_ns)
        yield from _judge(final.trailers, f"The trailer section of the {final.status}", "final", None, final.end_at_ns)


def _judge(fields: Fields, where: str, part: str, index: int | None, at_ns: int | None) -> Iterator[Found]:
    for name, value in fields:
        if name.lower() in _SPECIFIC:
            text = name.decode("latin-1")
            yield Found(
                message=f"{where} carries {text}: {shown(value)}, which belongs to a connection of HTTP/1.1",
                part=part,
                index=index,
                field=text,
                at_ns=at_ns,
            )


RULE = Rule(
    id="FRM009",
    name="connection_field_in_http2",
    severity=Severity.ERROR,
    summary="A message of HTTP/2 or HTTP/3 carries a connection-specific field",
    spec=("RFC 9113 §8.2.2", "RFC 9114 §4.2"),
    why=(
        "Such a message is malformed, interim responses included: a client MUST treat it as an error of the stream, so "
        "the whole response is lost. It happens when a gateway copies the fields of an HTTP/1.1 response as they are."
    ),
    bad=":status: 103\r\nlink: </a.css>; rel=preload\r\nconnection: keep-alive\r\n\r\n:status: 200\r\n...",
    good=":status: 103\r\nlink: </a.css>; rel=preload\r\n\r\n:status: 200\r\n...",
    fix=(
        "Take Connection, the fields it names, Proxy-Connection, Keep-Alive, Transfer-Encoding, Upgrade and TE out of "
        "every message before it goes to HTTP/2 or HTTP/3, the interim ones too."
    ),
    check=_check,
)
