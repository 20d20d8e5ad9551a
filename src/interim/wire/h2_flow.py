"""Flow control of HTTP/2, on one stream: what we may send, and what we let the server send. RFC 9113 §5.2, §6.9."""

from hyperframe.frame import WindowUpdateFrame

from interim.wire.h2_frames import MAX_FRAME_BYTES, STREAM

__all__ = ["INITIAL_WINDOW", "MAX_WINDOW", "RECEIVE_WINDOW", "Credit", "SendWindow"]

INITIAL_WINDOW = 65_535
"""Of a connection, and of a stream unless SETTINGS_INITIAL_WINDOW_SIZE says otherwise (RFC 9113 §6.9.2)."""
MAX_WINDOW = 2**31 - 1
RECEIVE_WINDOW = 16 * 1024 * 1024
"""What we let the server have under way, in octets: enough to fill 1 Gbit/s over 130 ms."""


class SendWindow:
    """How much content we may send now, by what the server allows.

    Attributes:
        frame_bytes: the largest payload the server takes (SETTINGS_MAX_FRAME_SIZE).
    """

    __slots__ = ("_connection", "_initial", "_stream", "frame_bytes")

    def __init__(self) -> None:
        self.frame_bytes = MAX_FRAME_BYTES
        self._connection = INITIAL_WINDOW
        self._stream = INITIAL_WINDOW
        self._initial = INITIAL_WINDOW

    @property
    def octets(self) -> int:
        """How many octets may be sent; 0 while a window is negative (RFC 9113 §6.9.2)."""
        return max(0, min(self._connection, self._stream))

    def take(self, octets: int) -> None:
        """Count octets of DATA that are sent."""
        self._connection -= octets
        self._stream -= octets

    def set_initial(self, octets: int) -> bool:
        """Apply SETTINGS_INITIAL_WINDOW_SIZE. False when a window would exceed its maximum; then nothing changes."""
        if octets > MAX_WINDOW or self._stream + octets - self._initial > MAX_WINDOW:
            return False
        self._stream += octets - self._initial
        self._initial = octets
        return True

    def update(self, stream: int, increment: int) -> bool:
        """Apply WINDOW_UPDATE. False when the window would exceed its maximum; then nothing changes."""
        window = self._stream if stream else self._connection
        if window + increment > MAX_WINDOW:
            return False
        if stream:
            self._stream += increment
        else:
            self._connection += increment
        return True


class Credit:
    """What we give back to the server as its DATA is read. Padding counts (RFC 9113 §6.1)."""

    __slots__ = ("_connection", "_stream")

    def __init__(self) -> None:
        self._connection = 0
        self._stream = 0

    def consume(self, octets: int, *, stream: bool) -> None:
        """Count payload of DATA that was read; `stream` is whether it was that of the request, and is open."""
        self._connection += octets
        if stream:
            self._stream += octets

    def close_stream(self) -> None:
        """Give the stream no more: it has ended."""
        self._stream = 0

    def to_send(self) -> bytes:
        """Take the WINDOW_UPDATE frames that are due: each when half of the window is used up."""
        frames = b""
        if self._connection >= RECEIVE_WINDOW // 2:
            frames += _update(0, self._connection)
            self._connection = 0
        if self._stream >= RECEIVE_WINDOW // 2:
            frames += _update(STREAM, self._stream)
            self._stream = 0
        return frames


def _update(stream: int, octets: int) -> bytes:
    return WindowUpdateFrame(stream, window_increment=min(octets, MAX_WINDOW)).serialize()
