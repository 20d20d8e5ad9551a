"""STA004: a 206 without Content-Range, or a multipart one with it."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.media_type import media_type
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 206:
        return
    content_range = final.fields.get("content-range")
    multipart = media_type(final.fields) == "multipart/byteranges"
    if multipart and content_range is not None:
        message = f"The 206 has several parts and carries Content-Range: {shown(content_range)} for all of them"
    elif not multipart and content_range is None:
        message = "The 206 does not say which part it carries: there is no Content-Range"
    else:
        return
    yield Found(message=message, part="final", field="Content-Range", at_ns=final.head_at_ns)


RULE = Rule(
    id="STA004",
    name="bad_partial_form",
    severity=Severity.ERROR,
    summary="A 206 of one part lacks Content-Range, or one of several parts has it in the header section",
    spec=("RFC 9110 §15.3.7.1", "RFC 9110 §15.3.7.2"),
    codes=(206,),
    why=(
        "A client that resumes a download puts the part where Content-Range says. Without it the part may end up in "
        "the wrong place, or be taken for the whole file. With several parts each has its own Content-Range, and one "
        "for all would contradict them."
    ),
    bad="HTTP/1.1 206 Partial Content\r\nContent-Length: 3\r\n\r\nabc",
    good="HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-2/10\r\nContent-Length: 3\r\n\r\nabc",
    fix=(
        "Send Content-Range with one part. With several, send multipart/byteranges and put Content-Range into each "
        "part."
    ),
    check=_check,
)
