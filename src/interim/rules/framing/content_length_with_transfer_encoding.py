"""FRM001: a final response with both Content-Length and Transfer-Encoding."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None:
        return
    length, coding = final.fields.get("content-length"), final.fields.get("transfer-encoding")
    if length is not None and coding is not None:
        yield Found(
            message=(
                f"The {final.status} carries Content-Length: {shown(length)} and Transfer-Encoding: {shown(coding)}"
            ),
            part="final",
            field="Content-Length",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="FRM001",
    name="content_length_with_transfer_encoding",
    severity=Severity.ERROR,
    summary="A response carries both Content-Length and Transfer-Encoding",
    spec=("RFC 9112 §6.1", "RFC 9112 §6.2", "RFC 9112 §6.3"),
    why=(
        "A sender MUST NOT send a length in a message that has a transfer coding. The coding wins, but a recipient "
        "that goes by the length stops at another octet. The rest is then taken for the next response on the "
        "connection, which is how responses are smuggled through a proxy."
    ),
    bad=("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n"),
    good="HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n",
    fix="Set Content-Length when the length is known and let the server choose the framing otherwise; never set both.",
    check=_check,
)
