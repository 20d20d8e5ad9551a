"""Splits the octets of an HTTP/2 connection into frames, with the offset of each: RFC 9113 §4.1."""

from collections.abc import Iterator
from dataclasses import dataclass

from interim.exchange.timeline import Elided

__all__ = [
    "CONTINUATION",
    "DATA",
    "GOAWAY",
    "HEADERS",
    "HEAD_BYTES",
    "MAX_FRAME_BYTES",
    "PING",
    "PRIORITY",
    "PUSH_PROMISE",
    "RST_STREAM",
    "SETTINGS",
    "STREAM",
    "WINDOW_UPDATE",
    "FrameHead",
    "FrameSplitter",
    "Piece",
    "block_fragment",
]

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(10)

HEAD_BYTES = 9
MAX_FRAME_BYTES = 16_384
"""The largest payload we allow: the initial SETTINGS_MAX_FRAME_SIZE (RFC 9113 §6.5.2), which we do not change."""
STREAM = 1
"""The stream of the request."""

_NAMES = (
    *("DATA", "HEADERS", "PRIORITY", "RST_STREAM", "SETTINGS", "PUSH_PROMISE"),
    *("PING", "GOAWAY", "WINDOW_UPDATE", "CONTINUATION"),
)
_END_STREAM = _ACK = 0x01
_END_HEADERS = 0x04
_PADDED = 0x08
_PRIORITY_FLAG = 0x20
_PRIORITY_BYTES = 5
_PROMISED_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHead:
    """The header of a frame.

    Attributes:
        offset: of its first octet, in all octets that the server sent on the connection.
        length: of the payload, in octets.
        kind: the type of the frame.
        octets: the header itself; of a padded DATA frame with the pad length.
        padding: the pad length of a DATA frame; 0 for other frames.
    """

    offset: int
    length: int
    kind: int
    flags: int
    stream: int
    octets: bytes = b""
    padding: int = 0

    @property
    def name(self) -> str:
        """The name of the type: RFC 9113 §6."""
        return _NAMES[self.kind] if self.known else f"frame of type {self.kind:#04x}"

    @property
    def known(self) -> bool:
        """Whether RFC 9113 defines the type. Others are ignored: RFC 9113 §5.5."""
        return self.kind < len(_NAMES)

    @property
    def carries_fields(self) -> bool:
        """Whether the payload holds a part of a field block: RFC 9113 §4.3."""
        return self.kind in (HEADERS, PUSH_PROMISE, CONTINUATION)

    @property
    def end(self) -> int:
        """The offset of the octet after the frame."""
        return self.offset + HEAD_BYTES + self.length

    @property
    def end_stream(self) -> bool:
        """Whether END_STREAM is set, on a frame that can carry it."""
        return self.kind in (DATA, HEADERS) and bool(self.flags & _END_STREAM)

    @property
    def end_headers(self) -> bool:
        """Whether END_HEADERS is set."""
        return bool(self.flags & _END_HEADERS)

    @property
    def ack(self) -> bool:
        """Whether ACK is set, on SETTINGS or PING."""
        return bool(self.flags & _ACK)

    @property
    def padded(self) -> bool:
        """Whether PADDED is set."""
        return bool(self.flags & _PADDED)

    @property
    def badly_padded(self) -> bool:
        """Whether a DATA frame has as much padding as payload, or more: RFC 9113 §6.1."""
        return self.kind == DATA and self.padded and self.padding >= self.length

    @property
    def content_octets(self) -> int:
        """Octets of content that a DATA frame announces; 0 for other frames."""
        if self.kind != DATA or self.badly_padded:
            return 0
        return self.length - (self.padding + 1 if self.padded else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one arrival holds of one frame.

    Attributes:
        octets: the octets themselves.
        head: None while its header is incomplete.
        starts: the header became complete with these octets.
        ends: the frame became complete with these octets.
        content: octets of content, of a DATA frame.
        payload: the whole payload of any other frame, in the piece that ends it; None when it is too long to keep.
    """

    octets: bytes
    head: FrameHead | None = None
    starts: bool = False
    ends: bool = False
    content: bytes = b""
    payload: bytes | None = None


class FrameSplitter:
    """Splits octets into pieces of frames.

    Attributes:
        payload_bytes: the longest payload that is kept until it is whole; none of DATA is.
        offset: how many octets it has read.
    """

    __slots__ = ("_buffer", "_content_left", "_head", "_left", "offset", "payload_bytes")

    def __init__(self, payload_bytes: int) -> None:
        self.offset = 0
        self.payload_bytes = payload_bytes
        self._head: FrameHead | None = None
        self._buffer = bytearray()
        self._left = 0
        self._content_left = 0

    @property
    def frame_offset(self) -> int:
        """The offset of the header that is under way, or comes next; only between frames."""
        return self.offset - len(self._buffer)

    @property
    def data_left(self) -> int:
        """Octets of payload that the frame under way still has to go; -1 where a frame starts."""
        return self._left if self._head is not None else -1

    def split(self, data: bytes) -> Iterator[Piece]:
        """The pieces of frames that these octets hold. Take all of them."""
        at = 0
        while at < len(data):
            start = at
            if self._head is None:
                if (piece := self._whole(data, at)) is not None:
                    at += len(piece.octets)
                    yield piece
                    continue
                while at < len(data) and len(self._buffer) < (wanted := _head_bytes(self._buffer)):
                    take = min(wanted - len(self._buffer), len(data) - at)
                    self._buffer += data[at : at + take]
                    at += take
                self.offset += at - start
                yield self._started(data[start:at])
            else:
                at += min(self._left, len(data) - at)
                self.offset += at - start
                yield self._went_on(data[start:at], self._head)

    def skip(self, elided: Elided) -> None:
        """Go past octets that are not there: payload of DATA, or whole DATA frames."""
        self.offset += elided.octets
        if elided.left <= 0:
            self._end_frame()
        else:
            if self._head is None or self._left != elided.octets + elided.left:
                self._head = FrameHead(offset=self.offset, length=elided.left, kind=DATA, flags=0, stream=STREAM)
            self._buffer.clear()
            self._left = self._content_left = elided.left

    def _whole(self, data: bytes, at: int) -> Piece | None:
        # A frame that is not DATA and came in one arrival, which most are, is one piece.
        payload_at = at + HEAD_BYTES
        if self._buffer or len(data) < payload_at or data[at + 3] == DATA:
            return None
        length = int.from_bytes(data[at : at + 3], "big")
        if len(data) < payload_at + length or length > self.payload_bytes:
            return None
        head = _head(data[at:payload_at], self.offset)
        octets = data[at : payload_at + length]
        self.offset += len(octets)
        return Piece(octets=octets, head=head, starts=True, ends=True, payload=octets[HEAD_BYTES:])

    def _started(self, octets: bytes) -> Piece:
        if len(self._buffer) < _head_bytes(self._buffer):
            return Piece(octets=octets)
        head = _head(bytes(self._buffer), self.offset - len(self._buffer))
        self._buffer.clear()
        self._head = head
        self._left = head.length - (len(head.octets) - HEAD_BYTES)
        self._content_left = head.content_octets
        if self._left:
            return Piece(octets=octets, head=head, starts=True)
        self._end_frame()
        return Piece(octets=octets, head=head, starts=True, ends=True, payload=b"")

    def _went_on(self, octets: bytes, head: FrameHead) -> Piece:
        self._left -= len(octets)
        ends = not self._left
        if head.kind == DATA:
            content = octets[: self._content_left]
            self._content_left -= len(content)
            if ends:
                self._end_frame()
            return Piece(octets=octets, head=head, ends=ends, content=content)
        kept = head.length <= self.payload_bytes
        if kept:
            self._buffer += octets
        if not ends:
            return Piece(octets=octets, head=head)
        payload = bytes(self._buffer) if kept else None
        self._end_frame()
        return Piece(octets=octets, head=head, ends=True, payload=payload)

    def _end_frame(self) -> None:
        self._head = None
        self._left = self._content_left = 0
        self._buffer.clear()


def block_fragment(head: FrameHead, payload: bytes) -> bytes | None:
    """The part of a field block that a frame carries; None when its padding and other parts leave less than nothing."""
    if head.kind == CONTINUATION:
        return payload
    start = 1 if head.padded else 0
    stop = len(payload) - (payload[0] if head.padded and payload else 0)
    if head.kind == PUSH_PROMISE:
        start += _PROMISED_BYTES
    elif head.flags & _PRIORITY_FLAG:
        start += _PRIORITY_BYTES
    return payload[start:stop] if start <= stop else None


def _head_bytes(octets: bytearray) -> int:
    # The pad length is read with the header, since it says how much of the frame is content.
    if len(octets) >= HEAD_BYTES and octets[3] == DATA and octets[4] & _PADDED and any(octets[:3]):
        return HEAD_BYTES + 1
    return HEAD_BYTES


def _head(octets: bytes, offset: int) -> FrameHead:
    return FrameHead(
        offset=offset,
        length=int.from_bytes(octets[:3], "big"),
        kind=octets[3],
        flags=octets[4],
        stream=int.from_bytes(octets[5:9], "big") & 0x7FFF_FFFF,
        octets=octets,
        padding=octets[HEAD_BYTES] if len(octets) > HEAD_BYTES else 0,
    )
