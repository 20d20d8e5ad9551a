"""Content-Range and Range in bytes: RFC 9110 §14.4 and §14.1.2."""

import re
from dataclasses import dataclass

__all__ = ["ByteRange", "ContentRange", "parse_byte_range", "parse_content_range"]

_CONTENT_RANGE = re.compile(
    r"(?P<unit>[!#$%&'*+\-.^_`|~0-9A-Za-z]+) (?:(?P<first>[0-9]{1,100})-(?P<last>[0-9]{1,100})|\*)"
    r"/(?P<length>[0-9]{1,100}|\*)"
)
_BYTE_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,100})-(?P<last>[0-9]{0,100})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRange:
    """A valid Content-Range.

    Attributes:
        unit: in lower case.
        first: the first position; None in the unsatisfied form `bytes */47022`.
        last: the last position, included; None in the unsatisfied form.
        length: of the whole representation; None when it is given as unknown.
    """

    unit: str
    first: int | None
    last: int | None
    length: int | None

    @property
    def octets(self) -> int | None:
        """How many octets a range of bytes encloses; None for other units and the unsatisfied form."""
        if self.unit != "bytes" or self.first is None or self.last is None:
            return None
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ByteRange:
    """A single range of a request.

    Attributes:
        first: the first position; None for the last `suffix` octets.
        last: the last position, included; None for all from `first` on.
        suffix: how many octets from the end; None otherwise.
    """

    first: int | None = None
    last: int | None = None
    suffix: int | None = None

    def within(self, length: int) -> tuple[int, int] | None:
        """The first and the last position in a representation of this length, or None when it has none of them."""
        if self.first is None:
            wanted = min(self.suffix or 0, length)
            return (length - wanted, length - 1) if wanted else None
        if self.first >= length:
            return None
        return self.first, length - 1 if self.last is None else min(self.last, length - 1)


def parse_content_range(text: str) -> ContentRange | None:
    """The range, or None when the value is malformed or invalid: last before first, or not before the length."""
    match = _CONTENT_RANGE.fullmatch(text.strip(" \t"))
    if match is None:
        return None
    first, last, length = (_number(match[name]) for name in ("first", "last", "length"))
    if first is None and length is None:
        return None
    if first is not None and last is not None and (last < first or (length is not None and length <= last)):
        return None
    return ContentRange(unit=match["unit"].lower(), first=first, last=last, length=length)


def parse_byte_range(text: str) -> ByteRange | None:
    """The one range of a Range field in bytes, or None when it has several, is malformed, or has another unit."""
    match = _BYTE_RANGE.fullmatch(text.strip(" \t"))
    if match is None:
        return None
    first, last = _number(match["first"]), _number(match["last"])
    if first is None:
        return None if last is None else ByteRange(suffix=last)
    return None if last is not None and last < first else ByteRange(first=first, last=last)


def _number(text: str | None) -> int | None:
    return int(text) if text and text != "*" else None
