"""The status line of HTTP/1: RFC 9112 §4."""

import re
from dataclasses import dataclass

__all__ = ["StatusLine", "parse_status_line"]

_STRICT = re.compile(rb"(HTTP/[0-9]\.[0-9]) ([0-9]{3}) ([\t -~\x80-\xff]*)")
# RFC 9112 §4 lets a recipient go by word boundaries instead; we do, and say what was wrong.
_LENIENT = re.compile(
    rb"[\t\x0b\x0c\r ]*((?i:HTTP)/(?:[0-9]\.[0-9][\t\x0b\x0c\r ]*|[0-9]?(?:\.[0-9])?[\t\x0b\x0c\r ]+))"
    rb"([0-9]{1,3})(?![0-9])[\t\x0b\x0c\r ]*([^\n]*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """A status line as it was received.

    Attributes:
        version: as received, such as "HTTP/1.1".
        status: 0 to 999.
        problem: how it breaks the grammar, in plain words; "" when it does not.
    """

    version: str
    status: int
    reason: str
    problem: str = ""


def parse_status_line(line: bytes) -> StatusLine | None:
    """Read a line without its line end, or give None when no status code can be made out."""
    if found := _STRICT.fullmatch(line):
        version, code, reason = found.groups()
        return StatusLine(version=_text(version), status=int(code), reason=_text(reason))
    if not (found := _LENIENT.match(line)):
        return None
    version, code, reason = (part.strip(b"\t\x0b\x0c\r ") for part in found.groups())
    return StatusLine(version=_text(version), status=int(code), reason=_text(reason), problem=_problem(line, code))


def _problem(line: bytes, code: bytes) -> str:
    if len(code) != 3:
        return f"the status code has {len(code)} digit{'s' if len(code) > 1 else ''}, not three"
    if not re.match(rb"HTTP/[0-9]\.[0-9][ \t]", line):
        return "it does not start with HTTP-version and a space"
    if re.fullmatch(rb"HTTP/[0-9]\.[0-9] [0-9]{3}", line):
        return "the space after the status code is missing"
    if not re.match(rb"HTTP/[0-9]\.[0-9] [0-9]{3} ", line):
        return "version, code and reason are not separated by single spaces"
    return "the reason phrase holds a control character"


def _text(octets: bytes) -> str:
    return octets.decode("latin-1")
