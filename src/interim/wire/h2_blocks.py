"""Joins HEADERS, PUSH_PROMISE and CONTINUATION frames to field blocks: RFC 9113 §4.3."""

from dataclasses import dataclass

from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.exchange.fields import FieldLine
from interim.exchange.messages import Span
from interim.wire.h2_frames import CONTINUATION, PUSH_PROMISE, FrameHead, block_fragment
from interim.wire.h2_head import BlockDecoder, Complaint
from interim.wire.limits import Limits

__all__ = ["Block", "BlockJoiner"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A field block that is whole and decoded.

    Attributes:
        kind: the type of its first frame.
        octets: the first octets of that frame.
    """

    kind: int
    stream: int
    end_stream: bool
    span: Span
    lines: list[FieldLine]
    octets: bytes


class BlockJoiner:
    """The field block that is under way, if one is. No block takes more than `limits.head_bytes`, encoded or not."""

    __slots__ = ("_decoder", "_first", "_limit_bytes", "_octets", "_parts", "_size")

    def __init__(self, limits: Limits) -> None:
        self._decoder = BlockDecoder(limits)
        self._limit_bytes = limits.head_bytes
        self._first: FrameHead | None = None
        self._octets = b""
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def under_way(self) -> bool:
        """Whether a block has begun and not ended."""
        return self._first is not None

    def judge_next(self, head: FrameHead) -> str:
        """What is wrong with a frame at this place, in words; "" when nothing is."""
        if self._first is None:
            return "CONTINUATION without a field block to continue" if head.kind == CONTINUATION else ""
        if head.kind == CONTINUATION and head.stream == self._first.stream:
            return ""
        return f"{head.name} on stream {head.stream} within a field block of stream {self._first.stream}"

    def add(self, head: FrameHead, payload: bytes) -> Block | Complaint | None:
        """Add a frame that may stand here. A block when it is whole; after a complaint no more blocks can be read."""
        fragment = block_fragment(head, payload)
        if fragment is not None and self._size + len(fragment) > self._limit_bytes:
            return Complaint(kind=FaultKind.LIMIT, detail=f"a field block of more than {self._limit_bytes} octets")
        octets = (head.octets + payload)[:EXCERPT_BYTES]
        if fragment is None:
            return Complaint(
                kind=FaultKind.FRAME, detail=f"{head.name} with more padding than the frame holds", excerpt=octets
            )
        if self._first is None:
            self._first, self._octets = head, octets
        self._parts.append(fragment)
        self._size += len(fragment)
        return self._whole(self._first, head.end) if head.end_headers else None

    def _whole(self, first: FrameHead, end: int) -> Block | Complaint:
        encoded = b"".join(self._parts)
        self._first, self._size = None, 0
        self._parts.clear()
        lines = self._decoder.decode(encoded)
        if isinstance(lines, Complaint):
            return lines
        return Block(
            kind=first.kind,
            stream=first.stream,
            end_stream=first.end_stream and first.kind != PUSH_PROMISE,
            span=(first.offset, end),
            lines=lines,
            octets=self._octets,
        )
