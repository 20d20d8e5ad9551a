"""Content-Length: RFC 9110 §8.6."""

import re
from dataclasses import dataclass

from interim.exchange.fields import Fields

__all__ = ["ContentLength", "read_content_length"]

# Python refuses to convert more than 4300 digits; no representation is that long.
_DIGITS = re.compile(r"[0-9]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentLength:
    """What the Content-Length lines of a message say.

    Attributes:
        values: every member of every line, in order.
        octets: the length when all members are valid and the same, which a recipient may take for one
            (RFC 9112 §6.3); else None.
    """

    values: tuple[str, ...]
    octets: int | None

    @property
    def malformed(self) -> bool:
        """Whether a member is no number, or there is none."""
        return not self.values or any(not _DIGITS.fullmatch(value) for value in self.values)


def read_content_length(fields: Fields) -> ContentLength | None:
    """The Content-Length of a message, or None when it has no such field."""
    lines = fields.get_all("content-length")
    if not lines:
        return None
    values = tuple(member.strip(" \t") for line in lines for member in line.split(","))
    lengths = {int(value) if _DIGITS.fullmatch(value) else None for value in values}
    return ContentLength(values=values, octets=lengths.pop() if len(lengths) == 1 else None)
