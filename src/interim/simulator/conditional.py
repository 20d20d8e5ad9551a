"""Conditional and range requests: what a 200 becomes when the client already has some of it (RFC 9110 §13, §14)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interim.exchange.fields import FieldLine

__all__ = ["MAX_RANGES", "Decision", "evaluate"]

MAX_RANGES = 16
"""A server may ignore "a set of many small ranges" (RFC 9110 §14.2); nginx counts up to max_ranges, Apache to 200."""

_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~\x80-\xff]*"')
_RANGES = re.compile(r"bytes=(.*)", re.IGNORECASE | re.DOTALL)
_RANGE = re.compile(r"([0-9]*)-([0-9]*)")
# RFC 9110 §14.1.2: "recipients MUST anticipate potentially large decimal numerals". Python refuses to convert more
# than 4300 digits; no content has a position of more than 18.
_MANY_DIGITS = 18
_BEYOND = 10**_MANY_DIGITS

# RFC 9110 §13.2.1: ignored "with a request method that does not involve the selection or modification of a selected
# representation, such as CONNECT, OPTIONS, or TRACE".
_UNCONDITIONAL = frozenset({"CONNECT", "OPTIONS", "TRACE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to answer in place of 200.

    Attributes:
        status: 200 means that nothing in the request changes the answer.
        ranges: for 206: first and last position of each part, both included, none overlapping. More than one makes
            a multipart/byteranges (RFC 9110 §15.3.7.2).
        because: the request field that decided, for diagnostics; "" for 200.
    """

    status: Literal[200, 206, 304, 412, 416]
    ranges: tuple[tuple[int, int], ...] = ()
    because: str = ""


_WHOLE = Decision(status=200)


def evaluate(method: str, headers: Sequence[FieldLine], *, etag: str | None, size: int | None) -> Decision:
    """Evaluate the preconditions and the ranges of a request whose answer would be 200: RFC 9110 §13.2.2.

    Call it only then: preconditions are to be ignored when the answer is no 2xx without them (§13.2.1). There is no
    modification date, so If-Modified-Since and If-Unmodified-Since are ignored (§13.1.3, §13.1.4: "MUST ignore ... if
    the resource does not have a modification date available"), and a date in If-Range never matches (§13.1.5).

    Args:
        method: of the request, in capitals.
        headers: of the request; names in lower case, as ASGI has them.
        etag: the entity tag of the representation, quotes and weakness included; None if it has none.
        size: its octets; None if ranges are not supported.
    """
    values = _values(headers)
    if not values or method in _UNCONDITIONAL:
        return _WHOLE
    if b"if-match" in values and not _matches(values[b"if-match"], etag, weak=False):
        return Decision(status=412, because="If-Match")
    if b"if-none-match" in values and _matches(values[b"if-none-match"], etag, weak=True):
        return Decision(status=304 if method in {"GET", "HEAD"} else 412, because="If-None-Match")
    # §14.2: GET "is the only method for which range handling is defined". If-Range without Range is ignored (§13.1.5).
    if method != "GET" or size is None or b"range" not in values:
        return _WHOLE
    if b"if-range" in values and not _same(values[b"if-range"], etag):
        return _WHOLE
    return _select(values[b"range"], size)


def _values(headers: Sequence[FieldLine]) -> dict[bytes, str]:
    """The fields that matter; lines of one name are joined (§5.3)."""
    values: dict[bytes, str] = {}
    for name, value in headers:
        if name in _NAMES:
            text = value.decode("latin-1")
            values[name] = f"{values[name]}, {text}" if name in values else text
    return values


_NAMES = frozenset({b"if-match", b"if-none-match", b"if-range", b"range"})


def _matches(value: str, etag: str | None, *, weak: bool) -> bool:
    """Whether a list of entity tags, or ``*``, names the representation: §13.1.1, §13.1.2.

    ``*`` does, as there always is one. What is no entity tag matches nothing.
    """
    if value.strip() == "*":
        return True
    if etag is None:
        return False
    given: list[str] = _ENTITY_TAG.findall(value)
    if weak:
        return _opaque(etag) in map(_opaque, given)
    return not etag.startswith("W/") and etag in given


def _same(value: str, etag: str | None) -> bool:
    """Whether the one validator of If-Range is the representation's, by strong comparison: §13.1.5."""
    return etag is not None and not etag.startswith("W/") and value.strip() == etag


def _opaque(etag: str) -> str:
    """What weak comparison compares: §8.8.3.2."""
    return etag.removeprefix("W/")


def _select(value: str, size: int) -> Decision:
    specs = _parse_ranges(value)
    # §14.2: a server "MAY ignore the Range header field when the selected representation has no content"; no
    # Content-Range could say what a 206 of it holds.
    if specs is None or len(specs) > MAX_RANGES or size == 0:
        return _WHOLE
    ranges = [
        (max(size - (last or 0), 0), size - 1)
        if first is None
        else (first, size - 1 if last is None else min(last, size - 1))
        for first, last in specs
    ]
    # §14.1.2: satisfiable is a first-pos "less than the current length", or "a non-zero suffix-length".
    satisfiable = [(first, last) for first, last in ranges if first < size]
    if not satisfiable:
        return Decision(status=416, because="Range")
    return Decision(status=206, ranges=_coalesce(satisfiable), because="Range")


def _parse_ranges(value: str) -> list[tuple[int | None, int | None]] | None:
    """First and last position of each range, the suffix ones without a first; None if invalid.

    An invalid Range "MAY" be ignored or rejected (§14.2); everybody ignores it. A unit that is not bytes must be.
    """
    match = _RANGES.fullmatch(value.strip(" \t"))
    if match is None:
        return None
    specs: list[tuple[int | None, int | None]] = []
    # §5.6.1.2: empty elements of a list are ignored.
    for element in filter(None, (part.strip(" \t") for part in match[1].split(","))):
        spec = _RANGE.fullmatch(element)
        if spec is None or not (spec[1] or spec[2]):
            return None
        first, last = _position(spec[1]), _position(spec[2])
        # §14.1.1: "invalid if the last-pos value is present and less than the first-pos".
        if first is not None and last is not None and last < first:
            return None
        specs.append((first, last))
    return specs or None


def _position(digits: str) -> int | None:
    if not digits:
        return None
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _MANY_DIGITS else _BEYOND


def _coalesce(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Join those that overlap or touch, and keep the order asked for otherwise: §15.3.7.2."""
    parts: list[tuple[int, int]] = []
    for first, last in ranges:
        apart = []
        for other_first, other_last in parts:
            if other_first <= last + 1 and first <= other_last + 1:
                first, last = min(first, other_first), max(last, other_last)
            else:
                apart.append((other_first, other_last))
        parts = [*apart, (first, last)]
    return tuple(parts)
