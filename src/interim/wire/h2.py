"""HTTP/2 as a client speaks it for one request, without IO: writes the request, and reads what the server sends.

Not with the h2 package: it raises where a peer breaks the protocol, and the evidence is lost. Frames come from
hyperframe and field blocks from hpack; what they mean is told here, by RFC 9113.
"""

from dataclasses import replace

from hyperframe.frame import Frame, GoAwayFrame, RstStreamFrame

from interim.exchange.exchange import Exchange
from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End
from interim.wire.events import Event, Finished
from interim.wire.fault_log import FaultLog
from interim.wire.h2_blocks import Block, BlockJoiner
from interim.wire.h2_connection import ConnectionState, error_name, parse_frame
from interim.wire.h2_flow import Credit
from interim.wire.h2_frames import (
    DATA,
    HEAD_BYTES,
    HEADERS,
    MAX_FRAME_BYTES,
    PUSH_PROMISE,
    SETTINGS,
    STREAM,
    FrameHead,
    FrameSplitter,
    Piece,
)
from interim.wire.h2_head import Complaint, judge_block
from interim.wire.h2_request import RequestWriter
from interim.wire.h2_response import BlockPlace, ResponseReader
from interim.wire.h2_shelf import Shelf
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits

__all__ = ["CONTROL_BYTES", "H2Conversation"]

CONTROL_BYTES = 512 * 1024
"""How many octets of frames that bring neither fields nor content are read: SETTINGS, PING, empty DATA, unknown types.
A server that sends more is flooding (RFC 9113 §10.5). One PING for each 32 KiB of 1 GiB would be as many."""
_CONTENT_PER_CONTROL = 256
"""For so many octets of content that we send, one more of them: the server answers DATA with WINDOW_UPDATE."""

_BLOCK_OVERHEAD = 1 + 255 + 5
"""Octets of a frame that carries fields beside them: pad length, padding, priority."""
_HTTP_1 = b"HTTP/"


class H2Conversation:
    """One request on one HTTP/2 connection, on stream 1. A `Conversation`.

    Args:
        request: fields and content to send. Connection-specific fields are left out, Host goes as `:authority`, and
            Content-Length is added where the content needs it.
        scheme: the value of `:scheme`.
        authority: the value of `:authority`; that of Host when empty.
        expect: hold the content back for a 100, and add the field that says so. Nothing is held without content.

    Raises:
        InvalidInput: the method is CONNECT, which this does not speak (RFC 9113 §8.5).
    """

    def __init__(
        self,
        request: Request,
        *,
        scheme: str = "http",
        authority: str = "",
        expect: bool = False,
        limits: Limits = Limits(),  # noqa: B008 - it is frozen
    ) -> None:
        self._limits = limits
        self._writer = RequestWriter(request, scheme=scheme, authority=authority, expect=expect, limits=limits)
        self._connection = ConnectionState(self._writer.window)
        self._credit = Credit()
        self._splitter = FrameSplitter(max(MAX_FRAME_BYTES, limits.head_bytes + _BLOCK_OVERHEAD))
        self._blocks = BlockJoiner(limits)
        self._keeper = Keeper(limits)
        self._shelf = Shelf(self._keeper)
        self._events: list[Event] = []
        self._log = FaultLog(limits, self._events.append)
        self._response = ResponseReader(method=request.method, limits=limits, log=self._log, events=self._events)
        self._began = False
        self._stopped = False
        self._foreign: bytearray | None = None
        self._eliding = False
        self._control_left = CONTROL_BYTES + len(request.content) // _CONTENT_PER_CONTROL
        self._at_ns = 0
        self._end: End | None = None

    def to_send(self) -> bytes:
        """Take the octets to write now: the request as flow control and expectation allow, and acknowledgements.

        Long content comes in pieces, so call it again until it gives none.

        Raises:
            InvalidInput: method, target or a field of the request is not what HTTP allows.
        """
        octets = self._writer.to_send(table_bytes=self._connection.table_bytes)
        return octets + self._connection.to_send() + self._credit.to_send()

    @property
    def request_sent(self) -> bool:
        """Whether `to_send` has given all of the request that it will give: content can be dropped."""
        return self._writer.sent

    def release_content(self) -> None:
        """Send the content though no 100 came (RFC 9110 §10.1.1). Does nothing if it was not held back."""
        self._writer.release_content()

    def receive(self, data: bytes, at_ns: int) -> list[Event]:
        """Read octets that arrived at this time. Event times are on the clock that was given."""
        self._at_ns = self._log.at_ns = at_ns
        for piece in self._splitter.split(data):
            if self._stopped:
                self._shelve_unread(piece.octets)
            elif piece.head is None:
                self._shelve_unknown(piece.octets)
            else:
                self._read(piece, piece.head)
        self._shelf.flush()
        if self._keeper.full and not self._stopped:
            self._stop(
                FaultKind.LIMIT, self._limits.total_bytes, f"{self._limits.total_bytes} octets on the connection"
            )
        self._settle_request()
        return self._take_events()

    def skip(self, elided: Elided) -> list[Event]:
        """Read past content that a capture does not hold. Only where a reader of the recording elided it."""
        self._at_ns = self._log.at_ns = elided.until_ns
        self._shelf.skip(elided)
        self._splitter.skip(elided)
        if not self._stopped:
            self._response.skip(elided.content_octets, at_ns=elided.until_ns, offset=self._splitter.offset)
        return self._take_events()

    @property
    def done(self) -> bool:
        """Whether the final response is complete, or none can come any more on this exchange."""
        return self._response.ended

    @property
    def full(self) -> bool:
        """Whether a limit was reached, or the octets are no HTTP/2 any more, so that reading on is useless."""
        return self._stopped

    def end(self, end: End, at_ns: int) -> list[Event]:
        """No more octets will be read. Call it once, last."""
        self._at_ns = self._log.at_ns = at_ns
        self._end = end
        if self._foreign is not None and not self._stopped:
            self._refuse_foreign()
        if not self._response.ended:
            how = "the connection was reset" if end is End.RESET else "the connection was closed"
            detail = f"{how}, after {self._connection.goaway}" if self._connection.goaway else how
            self._response.abort(end, at_ns, self._splitter.offset, detail)
        self._events.append(Finished(at_ns=at_ns, end=end))
        return self._take_events()

    def exchange(self, *, request_end_ns: int) -> Exchange:
        """The exchange as read, with all times relative to the end of the request, on the clock that was given."""
        end = self._end or End.DEADLINE
        response = self._response
        final = response.final
        if final is not None:
            final = replace(
                final,
                head_at_ns=final.head_at_ns - request_end_ns,
                end_at_ns=None if final.end_at_ns is None else final.end_at_ns - request_end_ns,
            )
        self._shelf.release()
        return Exchange(
            request=self._writer.request,
            interims=tuple(replace(interim, at_ns=interim.at_ns - request_end_ns) for interim in response.interims),
            final=final,
            late=tuple(replace(interim, at_ns=interim.at_ns - request_end_ns) for interim in response.late),
            leftover=response.leftover,
            faults=self._log.faults(request_end_ns=request_end_ns),
            timeline=self._keeper.timeline(end, self._at_ns, request_end_ns=request_end_ns),
            end=end if response.end is None else response.end,
            end_at_ns=(self._at_ns if response.end is None else response.end_at_ns) - request_end_ns,
        )

    def _read(self, piece: Piece, head: FrameHead) -> None:
        if piece.starts:
            self._start(head)
        self._shelve(piece, head)
        if self._foreign is not None:
            self._read_foreign(head.octets if piece.starts else piece.octets)
        elif self._stopped:
            return
        elif head.kind == DATA:
            self._read_data(piece, head)
        elif piece.payload is not None:
            self._read_frame(head, piece.payload)

    def _start(self, head: FrameHead) -> None:
        if not self._began:
            self._began = True
            self._judge_preface(head)
            if self._foreign is not None or self._stopped:
                return
        misplaced = self._blocks.judge_next(head)
        too_long = head.length > MAX_FRAME_BYTES
        if too_long and head.known:
            self._note(head, f"{head.name} with {head.length} octets of payload; {MAX_FRAME_BYTES} are allowed")
        if misplaced:
            self._note(head, misplaced)
            # What follows of either field block cannot be told apart, and so no further block can be decoded.
            self._stopped = self._blocks.under_way and head.carries_fields
        sound = head.stream == STREAM and not (misplaced or too_long or head.badly_padded)
        elidable = sound and self._response.may_elide(head)
        self._eliding = elidable and self._enough_kept(head.offset)
        if not elidable:
            self._control_left -= HEAD_BYTES + (0 if head.carries_fields else head.length)
            if self._control_left < 0:
                self._stop(FaultKind.LIMIT, head.offset, "too many frames without fields or content")
        if head.carries_fields and head.length > self._splitter.payload_bytes:
            self._stop(FaultKind.LIMIT, head.offset, f"a field block of more than {self._limits.head_bytes} octets")
        if head.kind == DATA and not self._stopped:
            self._start_data(head)

    def _judge_preface(self, head: FrameHead) -> None:
        if head.octets.startswith(_HTTP_1):
            self._foreign = bytearray()
        elif head.kind != SETTINGS or head.ack or head.stream:
            if head.known and head.length <= MAX_FRAME_BYTES:
                self._note(head, f"the first frame is {head.name}, not SETTINGS")
            else:
                self._stop(FaultKind.FRAME, head.offset, "the answer is not HTTP/2", excerpt=head.octets)

    def _read_foreign(self, octets: bytes) -> None:
        if self._foreign is not None:
            self._foreign += octets
            if b"\n" in self._foreign or len(self._foreign) >= EXCERPT_BYTES:
                self._refuse_foreign()

    def _refuse_foreign(self) -> None:
        line, end, _ = bytes(self._foreign or b"")[:EXCERPT_BYTES].partition(b"\n")
        self._foreign = None
        self._stop(FaultKind.FRAME, 0, f"the answer is HTTP/1: {line.decode('latin-1').rstrip()}", excerpt=line + end)

    def _start_data(self, head: FrameHead) -> None:
        if head.badly_padded:
            self._note(head, f"DATA with {head.padding} octets of padding in {head.length} octets of payload")
        if head.stream == STREAM:
            self._response.start_data(head, offset=self._splitter.offset)
        else:
            self._note(head, f"DATA on stream {head.stream}, which is not open")

    def _read_data(self, piece: Piece, head: FrameHead) -> None:
        ours = head.stream == STREAM
        payload = len(head.octets) - HEAD_BYTES if piece.starts else len(piece.octets)
        self._credit.consume(payload, stream=ours and not self._response.ended)
        if ours:
            if not piece.starts:
                self._response.read_data(
                    piece.content, at_ns=self._at_ns, offset=self._splitter.offset, elided=self._eliding
                )
            if piece.ends:
                self._response.end_data(head)

    def _read_frame(self, head: FrameHead, payload: bytes) -> None:
        if head.carries_fields:
            self._read_fields(head, payload)
        elif head.known:
            frame = parse_frame(head, payload)
            wrong = frame if isinstance(frame, str) else self._connection.apply(frame)
            if wrong:
                self._note(head, wrong, payload)
            if isinstance(frame, Frame):
                self._read_ending(head, frame, payload)

    def _read_ending(self, head: FrameHead, frame: Frame, payload: bytes) -> None:
        match frame:
            case RstStreamFrame() if head.stream == STREAM:
                detail = f"RST_STREAM with {error_name(frame.error_code)}"
            case GoAwayFrame() if frame.last_stream_id < STREAM:
                detail = f"{self._connection.goaway}, the request was not processed"
            case RstStreamFrame():
                self._note(head, f"RST_STREAM on stream {head.stream}, which is not open", payload)
                return
            case _:
                return
        self._response.abort(End.RESET, self._at_ns, head.offset, detail, octets=head.octets + payload)
        self._writer.drop_content()

    def _read_fields(self, head: FrameHead, payload: bytes) -> None:
        if self._blocks.judge_next(head):
            return
        if head.kind == PUSH_PROMISE:
            self._note(head, "PUSH_PROMISE, though push was disabled", payload)
        elif head.stream != STREAM:
            self._note(head, f"{head.name} on stream {head.stream}, which is not open", payload)
        block = self._blocks.add(head, payload)
        if isinstance(block, Complaint):
            self._stop(block.kind, head.offset, block.detail, excerpt=block.excerpt)
        elif block is not None and block.kind == HEADERS and block.stream == STREAM:
            self._read_block(block)

    def _read_block(self, block: Block) -> None:
        place = BlockPlace(at_ns=self._at_ns, span=block.span, end_stream=block.end_stream, octets=block.octets)
        self._response.read_block(judge_block(block.lines), place)
        if any(interim.status == 100 for interim in self._response.interims[-1:]):
            self._writer.release_content()
        self._stopped = self._stopped or self._response.crowded

    def _settle_request(self) -> None:
        if self._response.ended:
            self._credit.close_stream()
        if (self._writer.holding and (self._response.answered or self._response.ended)) or self._stopped:
            self._writer.drop_content()

    def _shelve(self, piece: Piece, head: FrameHead) -> None:
        if not self._eliding or self._stopped:
            self._shelf.keep(piece.octets, self._at_ns)
        elif piece.starts:
            self._shelf.count_head(piece.octets, self._at_ns, left=head.length - (len(head.octets) - HEAD_BYTES))
        else:
            left = -1 if piece.ends else self._splitter.data_left
            self._shelf.count(len(piece.octets), self._at_ns, content=len(piece.content), left=left)

    def _shelve_unknown(self, octets: bytes) -> None:
        if self._enough_kept(self._splitter.frame_offset):
            self._shelf.hold(octets, self._at_ns)
        else:
            self._shelf.keep(octets, self._at_ns)

    def _shelve_unread(self, octets: bytes) -> None:
        if self._keeper.eliding:
            self._shelf.count(len(octets), self._at_ns, content=0, left=0)
        else:
            self._shelf.keep(octets, self._at_ns)

    def _enough_kept(self, offset: int) -> bool:
        return offset - self._shelf.elided >= self._limits.kept_bytes

    def _note(self, head: FrameHead, detail: str, payload: bytes = b"") -> None:
        self._log.place("")
        self._log.note(FaultKind.FRAME, head.offset, detail, excerpt=head.octets + payload)

    def _stop(self, kind: FaultKind, offset: int, detail: str, *, excerpt: bytes = b"") -> None:
        self._log.place("")
        self._log.note(kind, offset, detail, excerpt=excerpt)
        self._stopped = True

    def _take_events(self) -> list[Event]:
        events = self._events.copy()
        self._events.clear()
        return events
