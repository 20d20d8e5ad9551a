"""The lines of a timeline, made from events one by one, so that they can be shown while the exchange runs."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from interim.exchange.fields import Fields
from interim.exchange.timeline import End
from interim.inspector.formats.events import event_time_ns
from interim.inspector.formats.printable import printable, shortened
from interim.inspector.formats.where import seconds
from interim.wire.events import (
    ContentSeen,
    Event,
    FaultSeen,
    FinalHead,
    Finished,
    InterimSeen,
    PhaseDone,
    RequestSent,
)

__all__ = ["Kind", "Line", "Lines"]

_FIELD_CHARACTERS = 200
_FIELD_LINES = 20
_BURST_GAP_NS = 1_000_000_000
_TIME_WIDTH = 10
_WHAT_WIDTH = 40
_ENDS = {
    End.CLOSE: "the server closed the connection",
    End.RESET: "the server reset the connection",
    End.DEADLINE: "we stopped watching",
    End.LIMIT: "we stopped: a limit was reached",
}


class Kind(enum.Enum):
    """What a line is about, for whoever colours it."""

    TITLE = "title"
    PLAIN = "plain"
    INTERIM = "interim"
    FIELD = "field"
    FINAL = "final"
    FAULT = "fault"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its end. Whatever the text is made of, it is printable."""

    text: str
    kind: Kind = Kind.PLAIN

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text).rstrip())


class Lines:
    """Makes the lines of a timeline. Content is told in bursts: one line for what came without a second's silence.

    Attributes:
        content_octets: how much content of the final response came so far.
        waiting: whether the request has left, and the end of the watching has not come.
        last_ns: the time of the last line's event, in ns since the end of the request.
    """

    __slots__ = ("_burst", "_sent", "content_octets", "last_ns", "waiting")

    def __init__(self) -> None:
        self._start()

    def of(self, event: Event) -> Iterator[Line]:
        """The lines that this event makes. Some make none until the next."""
        if isinstance(event, ContentSeen):
            yield from self._content(event)
            return
        yield from self._end_burst()
        match event:
            case PhaseDone(phase=phase, took_ns=took_ns, detail=detail):
                yield Line(f"  {phase.value:<8} {took_ns / 1_000_000:.1f} ms  {detail}")
            case RequestSent():
                self._sent = self.waiting = True
                yield Line("  sent")
            case InterimSeen(interim=interim, late=late):
                title = f"{interim.status} {interim.reason}" + (" after the final response" if late else "")
                yield self._row(event, title, Kind.FAULT if late else Kind.INTERIM)
                yield from _field_lines(interim.fields)
            case FinalHead(final=final):
                yield self._row(event, f"{final.status} {final.reason}", Kind.FINAL)
            case FaultSeen(fault=fault):
                yield self._row(event, f"fault: {fault.detail or fault.kind.value}", Kind.FAULT)
            case Finished(end=End.DEADLINE, complete=True):
                yield self._row(event, "nothing more came", Kind.REMARK)
                self._start()
            case Finished(end=end):
                yield self._row(event, _ENDS[end], Kind.REMARK)
                self._start()
            case _:
                assert_never(event)

    def _start(self) -> None:
        # Redirects make several exchanges: each begins anew.
        self._sent = self.waiting = False
        self._burst: tuple[int, int, int] | None = None
        self.content_octets = 0
        self.last_ns = 0

    def _content(self, event: ContentSeen) -> Iterator[Line]:
        self.content_octets += event.octets
        if self._burst is not None:
            first_ns, last_ns, octets = self._burst
            if event.at_ns - last_ns < _BURST_GAP_NS:
                self._burst = (first_ns, event.at_ns, octets + event.octets)
                return
            yield from self._end_burst()
        self._burst = (event.at_ns, event.at_ns, event.octets)

    def _end_burst(self) -> Iterator[Line]:
        if self._burst is None:
            return
        first_ns, last_ns, octets = self._burst
        self._burst = None
        until = f" until {seconds(last_ns)}" if last_ns - first_ns >= 1_000_000 else ""
        yield self._timed(first_ns, f"{octets:,} octets of content{until}", Kind.PLAIN)
        self.last_ns = last_ns

    def _row(self, event: Event, what: str, kind: Kind) -> Line:
        return self._timed(event_time_ns(event) or 0, what, kind)

    def _timed(self, at_ns: int, what: str, kind: Kind) -> Line:
        if not self._sent:
            remark = "while the request was sent"
        else:
            remark = f"gap {max(0, at_ns - self.last_ns) / 1_000_000_000:.3f} s"
            self.last_ns = max(at_ns, self.last_ns)
        what = printable(shortened(what, _FIELD_CHARACTERS))
        return Line(f"  {seconds(at_ns):<{_TIME_WIDTH}}  {what:<{_WHAT_WIDTH}}  {remark}", kind)


def _field_lines(fields: Fields) -> Iterator[Line]:
    for name, value in fields.lines[:_FIELD_LINES]:
        text = f"{name.decode('latin-1')}: {value.decode('latin-1')}"
        yield Line(" " * (_TIME_WIDTH + 6) + shortened(printable(text), _FIELD_CHARACTERS), Kind.FIELD)
    if len(fields) > _FIELD_LINES:
        yield Line(" " * (_TIME_WIDTH + 6) + f"... and {len(fields) - _FIELD_LINES} more fields", Kind.FIELD)
