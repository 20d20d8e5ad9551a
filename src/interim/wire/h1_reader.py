"""Reads everything a server sends on an HTTP/1 connection after one request. After a fault it goes on."""

import enum
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from interim.exchange.fault import FaultKind
from interim.exchange.messages import Framing, Interim, Request
from interim.exchange.timeline import Elided, End
from interim.wire.events import ContentSeen, Event, FinalHead, InterimSeen
from interim.wire.fault_log import FaultLog
from interim.wire.h1_final import FinalReader
from interim.wire.h1_head import Head
from interim.wire.h1_marks import HTTP_NAME, find_mark, is_interim_mark, mark_at, unfinished_mark
from interim.wire.h1_stray import LEFTOVER_BYTES, Stray
from interim.wire.limits import Limits

__all__ = ["Passage", "Reader"]

_EMPTY_LINES = re.compile(rb"(?:\r\n)*+")


class _State(enum.Enum):
    START = enum.auto()
    """A status line is due."""
    HEAD = enum.auto()
    SWITCHED = enum.auto()
    """After a 101 that nobody asked for: an interim response if HTTP goes on, else the final one."""
    FINAL = enum.auto()
    """Within content or trailer section of the final response."""
    LOST = enum.auto()
    """Within octets that start no response, up to the next mark of one."""
    AFTER = enum.auto()
    """After the final response."""
    LEFTOVER = enum.auto()
    TUNNEL = enum.auto()
    STOPPED = enum.auto()
    """A bound of ours was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Octets that a timeline may leave out.

    Attributes:
        until: the offset after the last of them.
        content_octets: how many of them were content.
        left: as `Elided.left`.
        goes_on: whether what comes next may be left out as well.
    """

    until: int
    content_octets: int
    left: int
    goes_on: bool


class Reader:
    """The state machine: one step for each state, and each step reads as far as its state reaches.

    Attributes:
        interims: complete interim responses before the final one. Times are as given.
        late: complete 1xx responses after it.
        final: the final response; None before its head is complete.
        stray: the octets that belong to no response.
        stopped: whether a bound of ours was reached.
    """

    def __init__(self, request: Request, limits: Limits, faults: FaultLog, emit: Callable[[Event], None]) -> None:
        self.interims: list[Interim] = []
        self.late: list[Interim] = []
        self.final: FinalReader | None = None
        self.stray = Stray(faults)
        self.stopped = False
        self._request = request
        self._limits = limits
        self._faults = faults
        self._emit = emit
        self._state = _State.START
        self._at_ns = 0
        self._data = self._carry = b""
        self._base = 0
        # All heads together: without it, interims of the largest size would fill a timeline that cannot elide them.
        self._room = limits.head_bytes + limits.kept_bytes
        self._head = self._new_head(0)
        self._head_at_ns = 0
        self._discards = False
        self._steps: dict[_State, Callable[[int], int]] = {
            _State.START: self._read_start,
            _State.HEAD: self._read_head,
            _State.SWITCHED: self._read_switched,
            _State.LOST: self._read_lost,
            _State.AFTER: self._read_after,
            _State.LEFTOVER: self._read_leftover,
            _State.TUNNEL: self._read_away,
            _State.STOPPED: self._read_away,
        }

    @property
    def done(self) -> bool:
        """Whether the final response is complete, or no more of it needs to be waited for."""
        return self.final is not None and self.final.done

    @property
    def passes(self) -> bool:
        """Whether the octets that come next may be left out of the timeline: of their kind, enough was kept."""
        if self._faults.hungry:
            return False
        match self._state:
            case _State.FINAL:
                return self.final is not None and self.final.passes
            case _State.LOST | _State.LEFTOVER:
                return self.stray.full
            case _State.AFTER:
                return self._discards
            case _State.TUNNEL | _State.STOPPED:
                return True
            case _:
                return False

    def read(self, data: bytes, offset: int, at_ns: int) -> Passage:
        """Read octets.

        Args:
            data: all that came at once.
            offset: of the first of them, in all octets of the server.
            at_ns: when they came.

        Returns:
            Which of them the step of the present state read.
        """
        self._at_ns = self._faults.at_ns = at_ns
        self._data = self._carry + data if self._carry else data
        self._base = offset - len(self._carry)
        before, final = self._state, self.final if self._state is _State.FINAL else None
        broken_before, content_before = (final.broken, final.content_octets) if final else (False, 0)
        at, moves = self._step(0)
        passage = Passage(
            until=self._base + (final.safe if final else at),
            content_octets=final.content_octets - content_before if final else 0,
            left=final.left if final else 0,
            goes_on=self._state is before and self.passes and not (final and final.broken and not broken_before),
        )
        while moves and at < len(self._data):
            at, moves = self._step(at)
        self._carry = self._data[at:]
        self._data = b""
        return passage

    def skip(self, elided: Elided, offset: int) -> None:
        """Go on as if octets had been read that another recording left out.

        Args:
            elided: them.
            offset: of the octet after them.
        """
        self._at_ns = self._faults.at_ns = elided.until_ns
        self._carry = b""
        if self._state is not _State.FINAL or self.final is None:
            return
        octets = self.final.skip(elided, offset)
        self._emit(ContentSeen(at_ns=elided.until_ns, octets=octets))
        if self.final.complete:
            self._state = _State.AFTER

    def end(self, end: End, offset: int, at_ns: int) -> None:
        """No more octets come.

        Args:
            end: why.
            offset: of the octet after the last.
            at_ns: when.
        """
        carry, self._carry = self._carry, b""
        match self._state:
            case _State.AFTER if carry.strip(b"\r") and not self.late:
                self._begin_leftover(offset - len(carry), status_line=False)
                self.stray.keep(carry)
            case _State.LOST | _State.AFTER:
                self.stray.keep(carry.strip(b"\r"))
            case _State.SWITCHED:
                self._begin_final()
            case _:
                pass
        self._at_ns = self._faults.at_ns = at_ns
        if self._state is _State.HEAD and self.final is not None:
            self._note_late("1xx after the final response, its head incomplete")
        elif end.by_peer:
            self._end_by_peer(end, offset, carry)

    def _end_by_peer(self, end: End, offset: int, carry: bytes) -> None:
        missing = ""
        if self._state is _State.FINAL and self.final is not None:
            self._faults.place("final")
            missing = self.final.end(end, offset, self._at_ns)
        elif self._state is _State.HEAD or (self._state is _State.START and carry):
            self._faults.place("")
            missing = "it ended within a head"
        elif self._state is _State.START and not offset:
            self._faults.place("")
            missing = "no octet came"
        if missing:
            how = "closed" if end is End.CLOSE else "reset"
            self._faults.note(FaultKind.INCOMPLETE, offset, f"the connection was {how}: {missing}")

    def _step(self, at: int) -> tuple[int, bool]:
        state = self._state
        after = self._steps[state](at)
        return after, after > at or self._state is not state

    def _read_start(self, at: int) -> int:
        first = self._data[at : at + len(HTTP_NAME)]
        if not HTTP_NAME.startswith(first.upper()):
            if self.interims:
                self.stray.begin_after_interim(self._base + at, "interim", len(self.interims) - 1)
            else:
                self.stray.begin_without_status_line(self._base + at)
            self._state = _State.LOST
        elif len(first) == len(HTTP_NAME):
            self._begin_head(at)
        return at

    def _begin_head(self, at: int) -> None:
        self._faults.settle()
        self._head = self._new_head(self._base + at)
        self._state = _State.HEAD

    def _new_head(self, offset: int) -> Head:
        return Head(offset, min(self._limits.head_bytes, self._room), self._faults, self._place)

    def _place(self, status: int) -> None:
        if self.final is not None:
            self._faults.place("late", len(self.late))
        elif 100 <= status <= 199:
            self._faults.place("interim", len(self.interims))
        else:
            self._faults.place("final")

    def _read_head(self, at: int) -> int:
        at = self._head.read(self._data, at, self._base)
        if self._head.overlong:
            self._stop(self._head.offset, "the header section is too long", self._head.line)
        elif self._head.lost:
            self.stray.begin_without_status_line(self._head.offset)
            self.stray.keep(self._head.line)
            self._state = _State.LOST
        elif self._head.over:
            self._end_head()
        return at

    def _end_head(self) -> None:
        head = self._head
        self._head_at_ns = self._at_ns
        self._room -= head.octets
        if not head.interim:
            self._begin_final()
        elif head.status.status == 101 and self.final is None:
            if "upgrade" in self._request.fields:
                self._begin_final()
            else:
                self._state = _State.SWITCHED
        else:
            self._add_interim()
        if head.next_line:
            self._go_on_with(head.next_line, head.end)

    def _go_on_with(self, line: bytes, offset: int) -> None:
        """Read a status line that ended the head before it."""
        if self._state is _State.SWITCHED:
            self._add_interim()
        if self._state is _State.AFTER and not is_interim_mark(line, 0):
            self.stray.keep(line)
            self._state = _State.LEFTOVER
        elif self._state in (_State.START, _State.AFTER):
            self._head = self._new_head(offset)
            self._head.begin(line)
            self._state = _State.HEAD

    def _add_interim(self) -> None:
        """The head that was read is an interim response, or a late one."""
        head = self._head
        if len(self.interims) + len(self.late) >= self._limits.interims:
            self._stop(head.offset, f"more than {self._limits.interims} interim responses", head.line)
            return
        late = self.final is not None
        if late:
            self._note_late("a 1xx after the final response")
        interim = head.to_interim(self._head_at_ns)
        (self.late if late else self.interims).append(interim)
        self._emit(InterimSeen(interim=interim, late=late))
        self._state = _State.AFTER if late else _State.START

    def _begin_final(self) -> None:
        """The head that was read is the final response."""
        head = self._head.to_final(self._head_at_ns)
        room = min(self._limits.head_bytes, self._room)
        self.final = FinalReader(self._request, head, self._faults, self._limits, room)
        self._steps[_State.FINAL] = functools.partial(self._read_final, self.final)
        self.stray.clear()
        self._faults.place("final")
        self._emit(FinalHead(final=self.final.head))
        if self.final.head.framing is Framing.TUNNEL:
            self._state = _State.TUNNEL
        else:
            self._state = _State.AFTER if self.final.complete else _State.FINAL

    def _read_switched(self, at: int) -> int:
        first = self._data[at : at + len(HTTP_NAME)]
        if not HTTP_NAME.startswith(first):
            self._begin_final()
        elif len(first) == len(HTTP_NAME):
            self._add_interim()
        return at

    def _read_final(self, final: FinalReader, at: int) -> int:
        before = final.content_octets
        at = final.read(self._data, at, self._base, self._at_ns)
        if final.content_octets > before:
            self._emit(ContentSeen(at_ns=self._at_ns, octets=final.content_octets - before))
        if final.overlong_at is not None:
            self._stop(final.overlong_at, "a chunk-size line or the trailer section is too long")
        elif final.complete:
            self._state = _State.AFTER
        return at

    def _read_lost(self, at: int) -> int:
        mark = find_mark(self._data, at)
        stop = unfinished_mark(self._data, at) if mark < 0 else mark
        self._stray(at, stop)
        if mark < 0:
            return stop
        if self.final is None or is_interim_mark(self._data, mark):
            self._begin_head(mark)
        else:
            self._state = _State.LEFTOVER
        return mark

    def _read_after(self, at: int) -> int:
        # RFC 9112 §9.2: data without an outstanding request is no response, but CRLFs "can be discarded".
        start = self._skip_empty_lines(at)
        if start == len(self._data) or self._data[start:] == b"\r":
            return start
        mark = mark_at(self._data, start)
        if mark is None:
            return start
        if mark and is_interim_mark(self._data, start):
            self._begin_head(start)
        elif not self.late:
            self._begin_leftover(self._base + start, status_line=mark)
        elif mark:
            self._state = _State.LEFTOVER
        else:
            self.stray.begin_after_interim(self._base + start, "late", len(self.late) - 1)
            self._state = _State.LOST
        return start

    def _skip_empty_lines(self, at: int) -> int:
        found = _EMPTY_LINES.match(self._data, at)
        end = found.end() if found else at
        self._discards = self._discards or end > at
        return end

    def _read_leftover(self, at: int) -> int:
        self._stray(at, len(self._data))
        return len(self._data)

    def _read_away(self, at: int) -> int:
        return len(self._data)

    def _stray(self, start: int, stop: int) -> None:
        self.stray.keep(self._data[start : min(stop, start + LEFTOVER_BYTES)])

    def _begin_leftover(self, offset: int, *, status_line: bool) -> None:
        allowed = self.final is None or self.final.head.framing is not Framing.NONE
        self.stray.begin_after_final(offset, content_allowed=allowed, status_line=status_line)
        self._state = _State.LEFTOVER

    def _note_late(self, detail: str) -> None:
        self._faults.place("late", len(self.late))
        self._faults.note(FaultKind.INTERIM_AFTER_FINAL, self._head.offset, detail, excerpt=self._head.line)

    def stop(self, offset: int, detail: str) -> None:
        """Read no further: a bound of ours was reached."""
        if not self.stopped:
            self._stop(offset, detail)

    def _stop(self, offset: int, detail: str, excerpt: bytes = b"") -> None:
        self.stopped = True
        self._state = _State.STOPPED
        self._faults.note(FaultKind.LIMIT, offset, detail, excerpt=excerpt)
