"""The head of one response of HTTP/1: its status line and its header section."""

from collections.abc import Callable

from interim.exchange.fault import FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Interim
from interim.wire.fault_log import FaultLog
from interim.wire.h1_lines import without_end
from interim.wire.h1_marks import mark_at
from interim.wire.h1_section import Section
from interim.wire.h1_status_line import StatusLine, parse_status_line

__all__ = ["Head"]


class Head:
    """Reads one head.

    Attributes:
        offset: of its first octet.
        end: the offset after its last.
        line: its first line as received; empty before it came.
        status: what its status line says, if it is one.
        lost: whether the first line is no status line.
        next_line: the status line of the next response, which came where the empty line of this one belongs.
    """

    __slots__ = ("_faults", "_place", "_section", "end", "line", "lost", "next_line", "offset", "status")

    def __init__(self, offset: int, room_bytes: int, faults: FaultLog, place: Callable[[int], None]) -> None:
        """Start at an offset.

        Args:
            offset: of the first octet.
            room_bytes: how many octets it may have.
            faults: where faults go.
            place: is told the status code before faults of the head are noted.
        """
        self.offset = self.end = offset
        self.line = b""
        self.status = StatusLine(version="", status=0, reason="")
        self.lost = False
        self.next_line: bytes | None = None
        self._faults = faults
        self._place = place
        self._section = Section(faults, room_bytes)

    @property
    def over(self) -> bool:
        """Whether it is complete."""
        return self._section.over or self.next_line is not None

    @property
    def overlong(self) -> bool:
        """Whether it has more octets than it may."""
        return self._section.overlong

    @property
    def octets(self) -> int:
        """How many octets its complete lines have."""
        return self._section.octets

    @property
    def fields(self) -> Fields:
        """Its fields so far."""
        return self._section.fields

    @property
    def interim(self) -> bool:
        """Whether it is that of a 1xx."""
        return 100 <= self.status.status <= 199

    def read(self, data: bytes, at: int, base: int) -> int:
        """Read lines until the head is over, lost or overlong, or the octets end; say where it stopped."""
        while at < len(data) and not (self.over or self.overlong or self.lost):
            line, at = self._section.take_line(data, at, base)
            if line is None:
                continue
            if not self.line:
                self.begin(line)
            elif self.interim and mark_at(line, 0):
                self._faults.note(
                    FaultKind.FIELD_NAME,
                    self._section.line_at,
                    "a status line where the empty line of the header section belongs",
                    excerpt=line,
                )
                self.next_line, self.end = line, self._section.line_at
            else:
                self._section.add(line)
                self.end = base + at
        return at

    def begin(self, line: bytes) -> None:
        """Read the first line."""
        self.line = line
        status = parse_status_line(without_end(line)[0])
        if status is None:
            self.lost = True
            return
        self.status = status
        self._place(status.status)
        if status.problem:
            self._faults.note(FaultKind.STATUS_LINE, self.offset, status.problem, excerpt=line)
        self._section.line_at = self.offset
        self._section.content_of(line)

    def to_interim(self, at_ns: int) -> Interim:
        """The interim response that it is, complete at this time."""
        return Interim(
            status=self.status.status,
            fields=self.fields,
            reason=self.status.reason,
            version=self.status.version,
            at_ns=at_ns,
            span=(self.offset, self.end),
        )

    def to_final(self, at_ns: int) -> Final:
        """The final response as far as its head says, which was complete at this time."""
        return Final(
            status=self.status.status,
            fields=self.fields,
            reason=self.status.reason,
            version=self.status.version,
            head_at_ns=at_ns,
            span=(self.offset, self.end),
        )
