"""Field lines: an ordered, immutable list of names and values, as they stood on the wire."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["NAME", "VALUE", "FieldLine", "Fields"]

FieldLine = tuple[bytes, bytes]
"""One field line: name and value, without the colon and the white space around the value."""

# RFC 9110 §5.1: field-name = token. §5.6.2 lists the characters of a token.
NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# RFC 9110 §5.5: CR, LF and NUL are invalid and dangerous; other control characters are invalid. Obs-text
# is allowed, and so is an empty value. White space around a value is not part of it.
VALUE = re.compile(rb"(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)?")


@dataclass(frozen=True, slots=True)
class Fields:
    """The field section of a message: RFC 9110 §5.

    Keeps order, case and repetition, because an inspector judges them. It holds what was *received* too, so it does
    not insist on valid names; `checked` does, for what we send.
    """

    lines: tuple[FieldLine, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[tuple[bytes | str, bytes | str]]) -> "Fields":
        """Fields from pairs of text or bytes; text is encoded as ISO-8859-1 (RFC 9110 §5.5)."""
        return cls(tuple((_octets(name), _octets(value)) for name, value in lines))

    @classmethod
    def checked(cls, lines: Iterable[tuple[bytes | str, bytes | str]]) -> "Fields":
        """Like `of`, for a message that we generate.

        Raises:
            InvalidInput: a name is not a token, or a value holds a control character (RFC 9110 §5.1, §5.5).
        """
        fields = cls.of(lines)
        for name, value in fields.lines:
            if not NAME.fullmatch(name):
                raise InvalidInput("field name", name.decode("latin-1"), "a token (RFC 9110 §5.6.2)")
            if not VALUE.fullmatch(value):
                raise InvalidInput(
                    f"value of field {name.decode('latin-1')}",
                    value.decode("latin-1"),
                    "visible characters, spaces and tabs between them, no CR, LF or NUL (RFC 9110 §5.5)",
                )
        return fields

    def __iter__(self) -> Iterator[FieldLine]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def __contains__(self, name: str) -> bool:
        return bool(self._values(name))

    def get(self, name: str) -> str | None:
        """The combined value of all lines of this name, joined by a comma (RFC 9110 §5.3), or None."""
        values = self._values(name)
        return b", ".join(values).decode("latin-1") if values else None

    def get_all(self, name: str) -> list[str]:
        """The value of each line of this name, in order. For Set-Cookie, which must not be combined."""
        return [value.decode("latin-1") for value in self._values(name)]

    def without(self, *names: str) -> "Fields":
        """The same without the lines of these names, in any case."""
        dropped = {name.lower().encode("latin-1") for name in names}
        return Fields(tuple(line for line in self.lines if line[0].lower() not in dropped))

    def replaced(self, name: bytes | str, value: bytes | str) -> "Fields":
        """The same with one line of this name, the last, instead of all of that name."""
        line = (_octets(name), _octets(value))
        return Fields((*self.without(line[0].decode("latin-1")).lines, line))

    def to_json(self) -> list[list[str]]:
        """Pairs of text, ISO-8859-1, which gives every octet back."""
        return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in self.lines]

    def _values(self, name: str) -> list[bytes]:
        wanted = name.lower().encode("latin-1")
        length = len(wanted)
        # Rules look up some hundred names in one exchange; most lines differ in length already.
        return [value for line_name, value in self.lines if len(line_name) == length and line_name.lower() == wanted]


def _octets(text: bytes | str) -> bytes:
    if isinstance(text, bytes):
        return text
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise InvalidInput("field", text, "ISO-8859-1 characters; percent-encode others") from error
