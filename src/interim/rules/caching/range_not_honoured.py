"""CAC008: ranges of bytes are offered, and asking for one does not give it."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Framing
from interim.rules.case import Case, Probe
from interim.rules.finding import Severity
from interim.rules.reading.content_range import ByteRange, ContentRange, parse_byte_range, parse_content_range
from interim.rules.reading.field_list import list_names
from interim.rules.reading.media_type import media_type
from interim.rules.reading.shown import shown
from interim.rules.reading.validators import Sameness, same_representation
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_SATISFIABLE: tuple[Probe, ...] = ("range", "range-end")


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or not _offered(final):
        return
    honoured = False
    for name in _SATISFIABLE:
        probe = case.probe(name)
        if probe is None or probe.final is None:
            continue
        fault = _fault(final, probe, probe.final)
        honoured = honoured or probe.final.status == 206
        if fault:
            yield _found(probe, probe.final, name, fault)
    past = case.probe("range-bad")
    # A server that does not do ranges at all ignores this one too; that was said above.
    if not honoured or past is None or past.final is None or past.final.status not in (200, 206):
        return
    if same_representation(final, past.final) is not Sameness.CHANGED:
        yield _found(past, past.final, "range-bad", f"got {past.final.status}, not 416, though it is past the end")


def _offered(final: Final) -> bool:
    return final.status == 206 or (final.status == 200 and "bytes" in list_names(final.fields, "accept-ranges"))


def _fault(whole: Final, probe: Exchange, part: Final) -> str:
    """What is wrong with the answer to a range that can be satisfied; "" when nothing, or nothing can be said."""
    sameness = same_representation(whole, part)
    asked = parse_byte_range(probe.request.fields.get("range") or "")
    if asked is None or sameness is Sameness.CHANGED:
        return ""
    if part.status == 416:
        return "got 416, although there are such octets" if sameness is Sameness.SAME or asked.first == 0 else ""
    if part.status == 200:
        return "got all of it: 200"
    if part.status != 206 or media_type(part.fields) == "multipart/byteranges":
        return ""
    value = part.fields.get("content-range")
    if value is None:
        return ""
    given = parse_content_range(value)
    if given is None or given.unit != "bytes" or given.first is None or given.last is None:
        return f"got the unusable Content-Range: {shown(value)}"
    if asked.first is not None and given.first != asked.first:
        return f"got Content-Range: {shown(value)}, which starts elsewhere"
    return _against_whole(whole, part, asked, given, value) if sameness is Sameness.SAME else ""


def _against_whole(whole: Final, part: Final, asked: ByteRange, given: ContentRange, value: str) -> str:
    if whole.status != 200 or not whole.complete or whole.framing is Framing.NONE:
        return ""
    if given.length not in (None, whole.content_octets):
        return f"got Content-Range: {shown(value)}, and the whole has {whole.content_octets} octets"
    bounds = asked.within(whole.content_octets)
    # A server may send less than was asked for, never something else (RFC 9110 §14.2).
    if bounds is not None and given.first is not None and given.last is not None:
        if given.first != bounds[0] or given.last > bounds[1]:
            return f"got Content-Range: {shown(value)}, and {bounds[0]}-{bounds[1]} was asked for"
        expected = whole.content[given.first : given.last + 1]
        if len(expected) == len(part.content) == given.octets and expected != part.content:
            return "got other octets than the whole has there"
    return ""


def _found(probe: Exchange, part: Final, name: Probe, fault: str) -> Found:
    return Found(
        message=f"Ranges are offered, and Range: {shown(probe.request.fields.get('range') or '')} {fault}",
        part="final",
        field="Content-Range" if part.status == 206 else "Accept-Ranges",
        at_ns=part.head_at_ns,
        probe=name,
    )


RULE = Rule(
    id="CAC008",
    name="range_not_honoured",
    severity=Severity.WARNING,
    summary="Ranges of bytes are offered, and are ignored or wrong when they are asked for",
    spec=("RFC 9110 §14.2", "RFC 9110 §14.3", "RFC 9110 §15.5.17"),
    codes=(200, 206, 416),
    why=(
        "Download managers, media players and package tools rely on the offer. If it is not kept, a download that "
        "broke off starts from zero; if the wrong octets come, the file that is put together from them is broken."
    ),
    bad=(
        "GET / HTTP/1.1\r\nRange: bytes=0-9\r\n\r\nHTTP/1.1 200 OK\r\n"
        "Accept-Ranges: bytes\r\nContent-Length: 100\r\n..."
    ),
    good=(
        "GET / HTTP/1.1\r\nRange: bytes=0-9\r\n\r\nHTTP/1.1 206 Partial Content\r\n"
        "Content-Range: bytes 0-9/100\r\nContent-Length: 10\r\n..."
    ),
    fix=(
        "Let the server do ranges where it serves files. Take Accept-Ranges out, or say none, where content is made or "
        "compressed on the way and ranges are not possible."
    ),
    probes=(*_SATISFIABLE, "range-bad"),
    check=_check,
)
