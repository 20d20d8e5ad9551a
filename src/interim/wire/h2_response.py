"""Reads the responses on the stream of the request: interims, the final one, and what follows it. RFC 9113 §8.1."""

import enum
from dataclasses import dataclass, replace

from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Framing, Interim, Span
from interim.exchange.timeline import End
from interim.wire.events import ContentSeen, Event, FinalHead, InterimSeen
from interim.wire.fault_log import FaultLog
from interim.wire.h2_frames import FrameHead
from interim.wire.h2_head import FieldBlock
from interim.wire.limits import Limits

__all__ = ["BlockPlace", "ResponseReader"]

_LENGTH_DIGITS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """Where a field block stood.

    Attributes:
        at_ns: when it was complete.
        octets: the first octets of its frames.
    """

    at_ns: int
    span: Span
    end_stream: bool
    octets: bytes = b""


class _Stage(enum.Enum):
    WAITING = "no final response yet"
    CONTENT = "within the final response"
    ENDED = "the stream has ended"


class _Sink(enum.Enum):
    CONTENT = "content"
    LEFTOVER = "leftover"
    NOTHING = "nothing"


class ResponseReader:
    """What came on the stream so far.

    Attributes:
        interims: 1xx before the final response, on the clock that was given; `late` are those after it.
        end: how the stream ended without a complete final response, and `end_at_ns` when; None while it has not.
        crowded: whether there are more interims than the limits allow.
    """

    def __init__(self, *, method: str, limits: Limits, log: FaultLog, events: list[Event]) -> None:
        self.interims: list[Interim] = []
        self.late: list[Interim] = []
        self.leftover = b""
        self.end: End | None = None
        self.end_at_ns = 0
        self.crowded = False
        self._method = method
        self._limits = limits
        self._log = log
        self._events = events
        self._stage = _Stage.WAITING
        self._sink = _Sink.NOTHING
        self._head: Final | None = None
        self._trailers = Fields()
        self._content = bytearray()
        self._content_octets = 0
        self._length: int | None = None
        self._malformed = False
        self._told: set[object] = set()
        self._complete_at_ns: int | None = None
        self._stop = 0

    @property
    def answered(self) -> bool:
        """Whether the head of a final response came."""
        return self._head is not None

    @property
    def complete(self) -> bool:
        """Whether the final response is complete."""
        return self._complete_at_ns is not None

    @property
    def ended(self) -> bool:
        """Whether the server ended the stream."""
        return self._stage is _Stage.ENDED

    @property
    def final(self) -> Final | None:
        """The final response as far as it came, on the clock that was given."""
        if self._head is None or self._head.span is None:
            return None
        return replace(
            self._head,
            content=bytes(self._content),
            content_octets=self._content_octets,
            trailers=self._trailers,
            end_at_ns=self._complete_at_ns,
            span=(self._head.span[0], self._stop),
        )

    def read_block(self, block: FieldBlock, place: BlockPlace) -> None:
        """A field block, whole."""
        log = self._log
        if block.status is not None and 100 <= block.status <= 199:
            self._read_interim(block.status, block, place)
        elif self._stage is _Stage.WAITING:
            self._read_final(block, place)
        elif self._stage is _Stage.CONTENT:
            log.place("final")
            self._note_complaints(block, place)
            self._read_trailers(block, place)
        else:
            log.place("")
            self._note_complaints(block, place)
            self._note_closed(place.span[0], "HEADERS", place.octets)
        if place.end_stream:
            self._end_stream(place.span)

    def start_data(self, head: FrameHead, *, offset: int) -> None:
        """The header of a DATA frame; `offset` is that of the octet after what was read of it."""
        octets = head.content_octets
        self._sink = _Sink.NOTHING
        match self._stage:
            case _Stage.WAITING:
                self._note_early_data(head)
            case _Stage.CONTENT if self._head is not None and self._head.framing is Framing.NONE:
                self._sink = _Sink.LEFTOVER
                if octets:
                    self._log.place("final")
                    self._note_once(FaultKind.CONTENT_NOT_ALLOWED, head, f"DATA after {self._bodiless()}")
            case _Stage.CONTENT:
                self._sink = _Sink.CONTENT
                self._stop = offset
                if self._length is not None and self._content_octets + octets > self._length:
                    self._log.place("final")
                    self._note_once(FaultKind.SURPLUS, head, f"more DATA than Content-Length: {self._length}")
            case _Stage.ENDED:
                self._sink = _Sink.LEFTOVER
                self._log.place("")
                if octets and self._head is not None and self._head.framing is Framing.NONE and self.end is None:
                    self._note_once(FaultKind.CONTENT_NOT_ALLOWED, head, f"DATA after {self._bodiless()}")
                else:
                    self._note_closed(head.offset, "DATA", growing=True)

    def read_data(self, content: bytes, *, at_ns: int, offset: int, elided: bool) -> None:
        """Content of the DATA frame that was started, as much as came; `offset` is that of the octet after it.

        What is elided is not kept here either, so that a replay of the recording, which lacks it, gives the same.
        """
        match self._sink:
            case _Sink.CONTENT:
                if not elided and len(self._content) == self._content_octets:
                    self._content += content[: self._limits.content_bytes - len(self._content)]
                self._count(len(content), at_ns=at_ns, offset=offset)
            case _Sink.LEFTOVER:
                self.leftover += content[: EXCERPT_BYTES - len(self.leftover)]
            case _Sink.NOTHING:
                pass
        self._log.grow(content)

    def end_data(self, head: FrameHead) -> None:
        """The DATA frame that was started is whole."""
        self._log.settle()
        if head.end_stream:
            self._end_stream((head.offset, head.end))

    def may_elide(self, head: FrameHead) -> bool:
        """Whether a DATA frame is nothing but content that a recording can count instead of keeping it."""
        return (
            self._stage is _Stage.CONTENT
            and self._head is not None
            and self._head.framing is Framing.STREAM
            and head.content_octets > 0
            and not head.end_stream
            and (
                self._length is None
                or self._content_octets + head.content_octets <= self._length
                or FaultKind.SURPLUS in self._told
            )
        )

    def skip(self, content_octets: int, *, at_ns: int, offset: int) -> None:
        """Content that a recording counted; `offset` is that of the octet after it."""
        if self._stage is _Stage.CONTENT:
            self._sink = _Sink.CONTENT
            self._count(content_octets, at_ns=at_ns, offset=offset)

    def abort(self, end: End, at_ns: int, offset: int, detail: str, *, octets: bytes = b"") -> None:
        """The server broke the stream off, or its connection ended. Does nothing once the stream has ended."""
        if self._stage is _Stage.ENDED:
            return
        self._stage = _Stage.ENDED
        self.end, self.end_at_ns = end, at_ns
        self._log.place("final" if self.answered else "")
        if end.by_peer and (self.answered or not (self.interims or self._malformed)):
            self._log.note(FaultKind.INCOMPLETE, offset, detail, excerpt=octets)

    def _read_interim(self, status: int, block: FieldBlock, place: BlockPlace) -> None:
        late = self.answered and (self._stage is _Stage.CONTENT or self.complete or self.end is End.CLOSE)
        if self._stage is _Stage.ENDED and not late:
            self._log.place("")
            self._note_closed(place.span[0], f"HEADERS with :status {status}", place.octets)
            return
        messages = self.late if late else self.interims
        if len(self.interims) + len(self.late) >= self._limits.interims:
            if not self.crowded:
                self.crowded = True
                self._log.place("")
                self._log.note(FaultKind.LIMIT, place.span[0], f"more than {self._limits.interims} interim responses")
            return
        interim = Interim(status=status, fields=block.fields, version="HTTP/2", at_ns=place.at_ns, span=place.span)
        messages.append(interim)
        self._events.append(InterimSeen(interim=interim, late=late))
        self._log.place("late" if late else "interim", len(messages) - 1)
        self._note_complaints(block, place)
        if late:
            self._log.note(FaultKind.INTERIM_AFTER_FINAL, place.span[0], f"{status}", excerpt=place.octets)
        elif place.end_stream:
            self._log.note(FaultKind.AFTER_INTERIM, place.span[0], "END_STREAM", excerpt=place.octets)

    def _read_final(self, block: FieldBlock, place: BlockPlace) -> None:
        if block.status is None:
            self._read_nothing(block, place)
            return
        bodiless = self._method == "HEAD" or block.status in (204, 304)
        self._head = Final(
            status=block.status,
            fields=block.fields,
            version="HTTP/2",
            framing=Framing.NONE if bodiless else Framing.STREAM,
            head_at_ns=place.at_ns,
            span=place.span,
        )
        self._stop = place.span[1]
        self._length = None if bodiless else _content_length(block.fields)
        self._stage = _Stage.CONTENT
        self._events.append(FinalHead(final=self._head))
        self._log.place("final")
        self._note_complaints(block, place)

    def _read_nothing(self, block: FieldBlock, place: BlockPlace) -> None:
        if self.interims and not block.pseudo and place.end_stream:
            self._log.place("interim", len(self.interims) - 1)
            self._note_complaints(block, place)
            self._log.note(FaultKind.AFTER_INTERIM, place.span[0], "trailers", excerpt=place.octets)
            return
        self._malformed = True
        self._log.place("")
        self._note_complaints(block, place)
        if block.raw_status is None:
            self._log.note(FaultKind.STATUS_LINE, place.span[0], "no :status", excerpt=place.octets, field=":status")
        else:
            self._log.note(
                FaultKind.STATUS_LINE,
                place.span[0],
                ":status is not three digits",
                excerpt=block.raw_status,
                field=":status",
            )

    def _read_trailers(self, block: FieldBlock, place: BlockPlace) -> None:
        self._stop = place.span[1]
        if block.raw_status is not None:
            # RFC 9113 §8.1: "Trailers MUST NOT include pseudo-header fields".
            detail = ":status after the final response"
            self._log.note(FaultKind.FRAME, place.span[0], detail, excerpt=block.raw_status, field=":status")
        if place.end_stream:
            self._trailers = block.fields
        else:
            detail = "HEADERS without END_STREAM after the final response"
            self._log.note(FaultKind.FRAME, place.span[0], detail, excerpt=place.octets)

    def _end_stream(self, span: Span) -> None:
        if self._stage is _Stage.ENDED:
            return
        at_ns = self._log.at_ns
        if self._head is None:
            self.abort(End.CLOSE, at_ns, span[0], "END_STREAM before a response")
            return
        self._stop = span[1]
        if self._length is not None and self._content_octets < self._length:
            detail = f"END_STREAM after {self._content_octets} octets of DATA, with Content-Length: {self._length}"
            self.abort(End.CLOSE, at_ns, span[0], detail)
            return
        self._stage = _Stage.ENDED
        self._complete_at_ns = at_ns

    def _count(self, octets: int, *, at_ns: int, offset: int) -> None:
        self._content_octets += octets
        self._stop = offset
        if octets:
            self._events.append(ContentSeen(at_ns=at_ns, octets=octets))

    def _bodiless(self) -> str:
        return "a response to HEAD" if self._method == "HEAD" else f"a {self._head.status if self._head else ''}"

    def _note_early_data(self, head: FrameHead) -> None:
        if self._malformed:
            return
        if self.interims:
            self._log.place("interim", len(self.interims) - 1)
            self._note_once(FaultKind.AFTER_INTERIM, head, "DATA", key=len(self.interims))
        else:
            self._log.place("")
            self._note_once(FaultKind.FRAME, head, "DATA before HEADERS")

    def _note_complaints(self, block: FieldBlock, place: BlockPlace) -> None:
        for complaint in block.complaints:
            self._log.note(
                complaint.kind, place.span[0], complaint.detail, excerpt=complaint.excerpt, field=complaint.field
            )

    def _note_closed(self, offset: int, what: str, octets: bytes = b"", *, growing: bool = False) -> None:
        # RFC 9113 §5.1: frames on a closed stream. After a complete response they are octets that belong to none.
        kind = FaultKind.SURPLUS if self.answered and self.end is not End.RESET else FaultKind.FRAME
        self._log.note(kind, offset, f"{what} after the end of the stream", excerpt=octets, growing=growing)

    def _note_once(self, kind: FaultKind, head: FrameHead, detail: str, *, key: object = None) -> None:
        key = kind if key is None else key
        if key not in self._told:
            self._told.add(key)
            self._log.note(kind, head.offset, detail, growing=True)


def _content_length(fields: Fields) -> int | None:
    # What is no length, or not one, is for a rule to judge (RFC 9112 §6.3); there is nothing to compare with then.
    values = {value.strip() for line in fields.get_all("content-length") for value in line.split(",")}
    if len(values) != 1:
        return None
    (value,) = values
    return int(value) if value.isascii() and value.isdigit() and len(value) <= _LENGTH_DIGITS else None
