"""STA005: a 206 that nobody asked for, or whose content is not what Content-Range says."""

from collections.abc import Iterator

from interim.exchange.messages import Final, Framing
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.content_length import read_content_length
from interim.rules.reading.content_range import parse_content_range
from interim.rules.reading.media_type import media_type
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 206:
        return
    if "range" not in case.exchange.request.fields:
        yield Found(
            message="The 206 answers a request without Range",
            part="final",
            at_ns=final.head_at_ns,
        )
    value = final.fields.get("content-range")
    if value is None or media_type(final.fields) == "multipart/byteranges":
        return
    content_range, octets = parse_content_range(value), _octets(final)
    if content_range is None or octets is None or content_range.octets in (None, octets):
        return
    yield Found(
        message=f"Content-Range: {shown(value)} is {content_range.octets} octets, and the 206 carries {octets}",
        part="final",
        field="Content-Range",
        at_ns=final.head_at_ns,
        data={"range_octets": content_range.octets, "content_octets": octets},
    )


def _octets(final: Final) -> int | None:
    # What came counts when all of it came; else, as after a HEAD, what was announced.
    if final.complete and final.framing is not Framing.NONE:
        return final.content_octets
    length = read_content_length(final.fields)
    return None if length is None else length.octets


RULE = Rule(
    id="STA005",
    name="wrong_partial_content",
    severity=Severity.ERROR,
    summary="A 206 was not asked for, or its Content-Range disagrees with the length of its content",
    spec=("RFC 9110 §14.4", "RFC 9110 §15.3.7"),
    codes=(206,),
    why=(
        "A client that sent no Range takes the part for the whole. One that did puts the octets where Content-Range "
        "says; if there are fewer or more of them, the file it puts together is broken, and so is the copy in a cache."
    ),
    bad="HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 3\r\n\r\nabc",
    good="HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-2/10\r\nContent-Length: 3\r\n\r\nabc",
    fix=(
        "Compute Content-Range from the octets that are really sent: the last position is included, so 0-9 is ten. Do "
        "not compress a part after its range was chosen. Answer a request without Range with 200."
    ),
    check=_check,
)
