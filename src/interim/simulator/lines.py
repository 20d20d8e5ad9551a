"""Field lines from a URL or from request fields, checked so that nobody can inject or frame."""

from collections.abc import Iterable

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine, Fields
from interim.simulator.config import Config
from interim.simulator.location import check_location

__all__ = ["MARK", "SUMMARY", "checked_line", "parse_lines"]

MARK = b"x-simulated-status"
"""Tells a simulated answer from a real one: httpstat.us users could not."""
SUMMARY = b"x-sim-info"
"""Carries the summary where there is no content to carry it."""

_FRAMING = frozenset(
    {
        b"connection",
        b"content-length",
        b"keep-alive",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
_OURS = frozenset({MARK, SUMMARY, b"date", b"server"})
# It redirects like Location, in a syntax of its own.
_REDIRECTING = frozenset({b"refresh"})


def parse_lines(parameter: str, texts: Iterable[str]) -> tuple[FieldLine, ...]:
    """Field lines from texts such as ``Name: Value``. The names come out in lower case, as HTTP/2 has them.

    Raises:
        InvalidInput: there is no colon, or the name or value is none.
    """
    lines = []
    for text in texts:
        name, colon, value = text.partition(":")
        if not colon:
            raise InvalidInput(parameter, text, "Name: Value")
        lines.append(_line(parameter, text, name.strip(" "), value))
    return tuple(lines)


def checked_line(parameter: str, name: str, value: str, config: Config) -> FieldLine:
    """A line for a final response.

    Raises:
        InvalidInput: it is no field, it frames the message, it is ours, or it leads to another host.
    """
    line = _line(parameter, f"{name}: {value}", name, value)
    if line[0] in _FRAMING:
        raise InvalidInput(parameter, name, "fields that do not frame the message; see fault= for broken framing")
    if line[0] in _OURS:
        raise InvalidInput(parameter, name, "fields other than " + ", ".join(sorted(map(bytes.decode, _OURS))))
    if line[0] == b"cache-control":
        raise InvalidInput(parameter, name, "cache= for Cache-Control")
    if line[0] in _REDIRECTING:
        raise InvalidInput(parameter, name, "location= with a redirection code")
    if line[0] in {b"location", b"content-location"}:
        check_location(parameter, line[1].decode("latin-1"), config)
    return line


def _line(parameter: str, got: str, name: str, value: str) -> FieldLine:
    value = value.strip(" \t")
    if "\t" in value:
        # RFC 9110 §5.5 allows it; zttp 0.0.35 takes it for a control character and drops the HTTP/2 connection.
        raise InvalidInput(parameter, got, "Name: Value without a tab in it; use spaces")
    try:
        return Fields.checked([(name.lower(), value)]).lines[0]
    except InvalidInput as error:
        raise InvalidInput(parameter, got, f"Name: Value; {error.parameter}: {error.allowed}") from error
