"""STA006: a 416 that does not say how long the representation is."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.content_range import parse_content_range
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 416:
        return
    asked = case.exchange.request.fields.get("range")
    if asked is not None and asked.partition("=")[0].strip(" \t").lower() != "bytes":
        return
    value = final.fields.get("content-range")
    content_range = None if value is None else parse_content_range(value)
    if content_range is not None and content_range.unit == "bytes" and content_range.first is None:
        return
    has = "has no Content-Range" if value is None else f"has Content-Range: {shown(value)}"
    yield Found(
        message=f"The 416 {has}; bytes */LENGTH would say how long the representation is",
        part="final",
        field="Content-Range",
        at_ns=final.head_at_ns,
    )


RULE = Rule(
    id="STA006",
    name="bare_416",
    severity=Severity.WARNING,
    summary="A 416 lacks Content-Range: bytes */LENGTH",
    spec=("RFC 9110 §15.5.17", "RFC 9110 §14.4"),
    codes=(416,),
    why=(
        "A client that asked for a range past the end, as when it resumes a download that was already complete, learns "
        "the length from this field. Without it, the client cannot tell a finished download from a broken one and "
        "starts again."
    ),
    bad="HTTP/1.1 416 Range Not Satisfiable\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */47022\r\nContent-Length: 0\r\n\r\n",
    fix="Send Content-Range with an asterisk and the current length in octets.",
    check=_check,
)
