"""Frames of an HTTP/2 server, one after the other, as octets: what a test lets the server say."""

from collections.abc import Iterable

from hpack import Encoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)

__all__ = ["H2Frames", "raw_frame"]


class H2Frames:
    """A server's side of one connection. Field blocks share one HPACK table, so make them in the order of sending."""

    def __init__(self) -> None:
        self.encoder = Encoder()

    def settings(self, settings: dict[int, int] | None = None, *, ack: bool = False) -> bytes:
        return SettingsFrame(settings=settings, flags=["ACK"] if ack else []).serialize()

    def block(self, lines: Iterable[tuple[str | bytes, str | bytes]]) -> bytes:
        return self.encoder.encode(list(lines))

    def headers(
        self,
        status: int | str | None,
        *lines: tuple[str | bytes, str | bytes],
        end_stream: bool = False,
        stream: int = 1,
        pad: int | None = None,
        priority: bool = False,
        parts: int = 1,
    ) -> bytes:
        first = [] if status is None else [(":status", str(status))]
        block = self.block([*first, *lines])
        size = max(1, -(-len(block) // parts))
        pieces = [block[at : at + size] for at in range(0, len(block), size)] or [b""]
        frame = HeadersFrame(stream, pieces[0])
        if end_stream:
            frame.flags.add("END_STREAM")
        if pad is not None:
            frame.flags.add("PADDED")
            frame.pad_length = pad
        if priority:
            frame.flags.add("PRIORITY")
            frame.depends_on, frame.stream_weight = 3, 10
        frames: list[HeadersFrame | ContinuationFrame] = [frame]
        frames += [ContinuationFrame(stream, piece) for piece in pieces[1:]]
        frames[-1].flags.add("END_HEADERS")
        return b"".join(frame.serialize() for frame in frames)

    def data(self, content: bytes = b"", *, end_stream: bool = False, stream: int = 1, pad: int | None = None) -> bytes:
        frame = DataFrame(stream, content)
        if end_stream:
            frame.flags.add("END_STREAM")
        if pad is not None:
            frame.flags.add("PADDED")
            frame.pad_length = pad
        return frame.serialize()

    def reset(self, error_code: int, *, stream: int = 1) -> bytes:
        return RstStreamFrame(stream, error_code=error_code).serialize()

    def goaway(self, last_stream: int, error_code: int = 0) -> bytes:
        return GoAwayFrame(last_stream_id=last_stream, error_code=error_code).serialize()

    def ping(self, opaque: bytes = b"12345678", *, ack: bool = False) -> bytes:
        return PingFrame(opaque_data=opaque, flags=["ACK"] if ack else []).serialize()

    def window(self, increment: int, *, stream: int = 0) -> bytes:
        return WindowUpdateFrame(stream, window_increment=increment).serialize()


def raw_frame(kind: int, payload: bytes = b"", *, flags: int = 0, stream: int = 0, length: int | None = None) -> bytes:
    """A frame that need not be sound."""
    size = len(payload) if length is None else length
    return size.to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload
