"""A header or trailer section of HTTP/1, line by line: RFC 9112 §5."""

from interim.exchange.fault import FaultKind
from interim.exchange.fields import NAME, Fields
from interim.wire.fault_log import FaultLog
from interim.wire.h1_lines import Lines, without_end

__all__ = ["Section"]

_OWS = b" \t"


class Section:
    """Reads field lines until the empty line. A line that breaks the grammar is a fault, and reading goes on.

    Attributes:
        octets: how many it has so far, its start line included.
        line_at: the offset of the line that was read last, or is being read.
        over: whether the empty line came.
        overlong: whether it has more octets than it may.
    """

    __slots__ = (
        "_faults",
        "_fields",
        "_foldable",
        "_lines",
        "_noted_lf",
        "_room",
        "line_at",
        "octets",
        "over",
        "overlong",
    )

    def __init__(self, faults: FaultLog, room_bytes: int) -> None:
        self.octets = self.line_at = 0
        self.over = self.overlong = False
        self._faults = faults
        self._room = room_bytes
        self._lines = Lines()
        self._fields: list[tuple[bytes, list[bytes]]] = []
        self._foldable: list[bytes] | None = None
        self._noted_lf = False

    @property
    def fields(self) -> Fields:
        """The fields so far. A folded value is joined by one space (RFC 9112 §5.2)."""
        return Fields(tuple((name, b" ".join(parts).strip(_OWS)) for name, parts in self._fields))

    def take_line(self, data: bytes, at: int, base: int) -> tuple[bytes | None, int]:
        """The next line with its end, if it is complete and there is room for it, and where reading stopped."""
        if not self._lines.octets:
            self.line_at = base + at
        line, stop = self._lines.take(data, at)
        octets = self._lines.octets if line is None else len(line)
        if self.octets + octets > self._room:
            self.overlong = True
            return None, stop
        if line is not None:
            self.octets += octets
        return line, stop

    def read(self, data: bytes, at: int, base: int) -> int:
        """Read lines up to the end of the section or of the octets, and say where it stopped."""
        while at < len(data) and not (self.over or self.overlong):
            line, at = self.take_line(data, at, base)
            if line is not None:
                self.add(line)
        return at

    def content_of(self, line: bytes) -> bytes:
        """A line without its end. The first that is not CRLF is a fault."""
        content, crlf = without_end(line)
        if not crlf and not self._noted_lf:
            self._noted_lf = True
            self._note(FaultKind.BARE_LF, line, "a line ends in LF without CR")
        return content

    def add(self, line: bytes) -> None:
        """Read one line, its end included."""
        content = self.content_of(line)
        if not content:
            self.over = True
        elif content[:1] in (b" ", b"\t"):
            self._fold(content)
        else:
            self._add_field(content)

    def _add_field(self, content: bytes) -> None:
        name, colon, value = content.partition(b":")
        if not colon:
            self._foldable = None
            self._note(FaultKind.FIELD_NAME, content, "a field line without a colon")
            return
        bare = name.rstrip(_OWS)
        if bare != name:
            self._note(FaultKind.SPACE_BEFORE_COLON, content, "white space between field name and colon", field=bare)
        if not NAME.fullmatch(bare):
            self._note(FaultKind.FIELD_NAME, content, "the field name is no token", field=bare)
        self._foldable = [value.strip(_OWS)]
        self._fields.append((bare, self._foldable))
        self._check(bare, value)

    def _fold(self, content: bytes) -> None:
        if self._foldable is not None:
            name = self._fields[-1][0]
            self._note(FaultKind.OBS_FOLD, content, "a folded field line", field=name)
            self._foldable.append(content.strip(_OWS))
            self._check(name, content)
        elif not self._fields:
            # RFC 9112 §2.2: such a line is consumed "without further processing of it".
            self._note(FaultKind.SPACE_BEFORE_COLON, content, "white space before the first field line")
        else:
            self._note(FaultKind.OBS_FOLD, content, "a folded line after one that is no field line")

    def _check(self, name: bytes, value: bytes) -> None:
        if b"\0" in value or b"\r" in value:
            octet = "NUL" if b"\0" in value else "CR"
            self._note(FaultKind.FIELD_VALUE, value, f"{octet} in a field value", field=name)

    def _note(self, kind: FaultKind, octets: bytes, detail: str, *, field: bytes = b"") -> None:
        self._faults.note(kind, self.line_at, detail, excerpt=octets, field=field.decode("latin-1"))
