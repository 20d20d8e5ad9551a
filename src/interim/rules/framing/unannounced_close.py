"""FRM011: a connection of HTTP/1.1 that closes unannounced, or whose close ends the content."""

from collections.abc import Iterator

from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_names
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange, final = case.exchange, case.exchange.final
    if final is None or not final.complete or exchange.end is not End.CLOSE:
        return
    if exchange.request.version != "HTTP/1.1" or final.version != "HTTP/1.1" or final.framing is Framing.TUNNEL:
        return
    if final.framing is Framing.CLOSE:
        yield Found(
            message=f"Only the close of the connection ends the content of the {final.status}",
            part="final",
            at_ns=exchange.end_at_ns,
        )
    elif not any("close" in list_names(fields, "connection") for fields in (final.fields, exchange.request.fields)):
        yield Found(
            message=f"The connection closed after the {final.status}, which does not say Connection: close",
            part="final",
            field="Connection",
            at_ns=exchange.end_at_ns,
        )


RULE = Rule(
    id="FRM011",
    name="unannounced_close",
    severity=Severity.NOTE,
    summary="A connection of HTTP/1.1 closes without Connection: close, or its close ends the content",
    spec=("RFC 9112 §9.6", "RFC 9112 §6.3"),
    why=(
        "Connections of HTTP/1.1 stay open unless they say otherwise. A client that sends its next request on one that "
        "is about to close has to find out and repeat it, which it may not do with a POST. Content that ends with the "
        "close cannot be told from content that was cut off."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok\n, and the connection closes",
    good="HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n, and the connection closes",
    fix="Send Content-Length or chunks, and Connection: close whenever the server will not read another request.",
    check=_check,
)
