"""What httplint says of a final response, as findings of our rules. The only module that names it.

httplint knows the syntax of some 200 fields. It is asked about final responses alone, since it judges a 1xx as if it
were final, and what it says goes through the table in `httplint_notes.py`. It is imported when the first exchange is
judged: that takes a quarter of a second, which a command that judges nothing need not spend.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interim.exchange.exchange import Exchange
from interim.exchange.fields import FieldLine, Fields
from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.fields.httplint_notes import NOTES, OWN_SYNTAX, by_category
from interim.rules.finding import Severity
from interim.rules.reading.codings import content_codings
from interim.rules.reading.shown import shown
from interim.rules.rule import Found

if TYPE_CHECKING:
    from httplint import Note

    _Linter = Callable[[Exchange, Final], Iterable[tuple[Note, list[FieldLine]]]]

__all__ = ["Remark", "founds_of", "remarks_on"]

# It looks at the first 8 KiB of the content once any coding is undone; a little more tells it that there is more. It
# undoes codings up to 100 MiB, and a bomb in brotli, or in two codings, needs less than this for that.
_SAMPLE_BYTES = 16 * 1024
_HARMLESS = frozenset({(), ("gzip",), ("deflate",)})
# Its patterns were not made for adversaries: longer lines are left out, and so is what goes beyond the section.
_LINE_BYTES = 4 * 1024
_SECTION_BYTES = 16 * 1024
_MOST_REMARKS = 100
_MESSAGE_CHARACTERS = 300
# RFC 9111 §5.3: caches read these two as a time in the past, and servers send them for that.
_PAST = frozenset({"0", "-1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note of httplint that one of our rules speaks.

    Attributes:
        rule_id: the rule.
        found: what the rule finds; its `data` names the class of the note.
    """

    rule_id: str
    found: Found


class _Memory:
    """The remarks on the exchange that was judged last. Six rules ask for them, one after the other."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: tuple[weakref.ref[Exchange], tuple[Remark, ...]] | None = None

    def remarks(self, exchange: Exchange) -> tuple[Remark, ...]:
        last = self._last
        if last is not None and last[0]() is exchange:
            return last[1]
        remarks = remarks_on(exchange)
        self._last = (weakref.ref(exchange), remarks)
        return remarks


_MEMORY = _Memory()


def founds_of(case: Case, rule_id: str) -> Iterator[Found]:
    """What httplint has to say for this rule."""
    return (remark.found for remark in _MEMORY.remarks(case.exchange) if remark.rule_id == rule_id)


def remarks_on(exchange: Exchange, linter: "_Linter | None" = None) -> tuple[Remark, ...]:
    """What httplint has to say on the final response; nothing without one, after a 101, and where it fails.

    Args:
        exchange: what is judged.
        linter: what to ask instead of httplint. It gives notes, each with the field lines that it is about.
    """
    final = exchange.final
    if final is None or final.status == 101:
        return ()
    remarks: dict[tuple[str, str], Remark] = {}
    try:
        for note, lines in (linter or _lint)(exchange, final):
            for remark in _remarks(note, lines, final.head_at_ns):
                # Some notes come once for every line or member of a field.
                remarks.setdefault((remark.rule_id, remark.found.message), remark)
            if len(remarks) >= _MOST_REMARKS:
                break
    except Exception:  # noqa: S110 - a fault in another linter must not hide what our own rules find
        pass
    return tuple(remarks.values())


def _lint(exchange: Exchange, final: Final) -> "Iterator[tuple[Note, list[FieldLine]]]":
    from httplint import HttpRequestLinter, HttpResponseLinter

    asked = HttpRequestLinter()
    target = exchange.url or exchange.request.target
    asked.process_request_topline(exchange.request.method.encode(), target.encode(), b"")
    asked.process_headers(_lines(exchange.request.fields))
    start_time = exchange.clock.timestamp() + final.head_at_ns / 1e9 if exchange.clock is not None else None
    answer = HttpResponseLinter(start_time=start_time)
    answer.request = asked
    answer.base_uri = exchange.url
    answer.is_head_response = exchange.request.method == "HEAD"
    answer.process_response_topline(b"", b"%03d" % final.status)
    head, trailers = _lines(final.fields), _lines(final.trailers)
    answer.process_headers(head)
    sample = final.content[:_SAMPLE_BYTES] if content_codings(final) in _HARMLESS else b""
    answer.feed_content(sample)
    before = len(list(answer.notes))
    answer.finish_content(final.complete and final.content_octets == len(sample), trailers)
    for at, note in enumerate(answer.notes):
        # A note on a line by its number is about the section that was being read, one by name about either.
        by_number = note.subject.startswith("offset-")
        lines = [*head, *trailers] if not by_number else head if at < before else trailers
        for each in _flat([note]):
            yield each, lines


def _lines(fields: Fields) -> list[FieldLine]:
    lines, octets = [], 0
    for name, value in fields:
        octets += len(name) + len(value)
        if octets > _SECTION_BYTES:
            break
        if len(name) + len(value) <= _LINE_BYTES and not name.startswith(b":"):
            lines.append((name, value))
    return lines


def _flat(notes: "Iterable[Note]") -> "Iterator[Note]":
    for note in notes:
        yield note
        yield from _flat(note.subnotes)


def _remarks(note: "Note", lines: list[FieldLine], at_ns: int) -> Iterator[Remark]:
    name = type(note).__name__
    verdict = NOTES[name] if name in NOTES else by_category(note.category.name, note.level.name)
    if verdict is None:
        return
    rule_id, severity = verdict
    field, value = _place(note.subject, lines)
    if rule_id == "HDR003":
        if field.lower() in OWN_SYNTAX and (name != "SINGLE_HEADER_REPEAT" or field.lower() == "content-length"):
            return
        if name == "BAD_DATE_SYNTAX" and field.lower() == "expires" and value in _PAST:
            severity = Severity.NOTE
    message = shown(note.summary.removesuffix("."), _MESSAGE_CHARACTERS)
    if rule_id == "HDR003" and field:
        message += f": '{shown(value)}'"
    yield Remark(
        rule_id=rule_id,
        found=Found(
            message=message,
            part="final",
            field=shown(field),
            at_ns=at_ns,
            severity=severity,
            data={"httplint": name},
        ),
    )


def _place(subject: str, lines: list[FieldLine]) -> tuple[str, str]:
    """The field that a note is on, as it stands on the wire, and its value; both empty when it is on none."""
    kind, _, rest = subject.partition(" ")[0].partition("-")
    if kind == "offset":
        chosen = lines[int(rest) : int(rest) + 1]
    else:
        chosen = [line for line in lines if kind == "field" and line[0].lower() == rest.encode()]
    if not chosen:
        return "", ""
    return chosen[0][0].decode("latin-1"), b", ".join(value for _, value in chosen).decode("latin-1")
