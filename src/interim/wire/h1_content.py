"""The content of a final response of HTTP/1, by length or up to the close: RFC 9112 §6.3."""

from typing import Protocol

from interim.exchange.timeline import Elided

__all__ = ["Body", "CloseBody", "Content", "LengthBody"]


class Content:
    """Content as it comes: the first octets are kept, the others counted.

    Attributes:
        octets: how many came.
    """

    __slots__ = ("_kept", "_limit", "octets")

    def __init__(self, limit_bytes: int) -> None:
        self.octets = 0
        self._kept = bytearray()
        self._limit = limit_bytes

    @property
    def kept(self) -> bytes:
        """The first octets."""
        return bytes(self._kept)

    @property
    def full(self) -> bool:
        """Whether no more are kept."""
        return len(self._kept) >= self._limit

    def add(self, data: bytes, start: int, stop: int) -> None:
        """Take `data[start:stop]`."""
        self.octets += stop - start
        if not self.full:
            self._kept += memoryview(data)[start : min(stop, start + self._limit - len(self._kept))]


class Body(Protocol):
    """Reads content by one framing.

    Attributes:
        over: whether the framing says that the content has ended.
        safe: the position in the octets last read up to which they may be elided; negative when it lies before them.
        left: what `Elided.left` is at that position.
        broken: whether the framing cannot be followed any more.
        overlong: whether a line of the framing is longer than we read.
        line_at: the offset of the line of the framing that was read last.
    """

    over: bool
    safe: int
    left: int
    broken: bool
    overlong: bool
    line_at: int

    def read(self, data: bytes, start: int, base: int) -> int:
        """Read from `start` on, and say where it stopped: at the end of the octets, of the content, or at a fault.

        Args:
            data: octets as they came.
            start: the first of them to read.
            base: the offset of the first octet of `data`.
        """
        ...

    def skip(self, elided: Elided) -> int:
        """Go on as if the elided octets had been read, and say how many of them were content."""
        ...

    def missing(self) -> str:
        """What is missing when the connection ends here, in words; "" when that breaks the framing instead."""
        ...


class LengthBody:
    """Content of a known length."""

    __slots__ = ("_content", "_length", "broken", "left", "line_at", "over", "overlong", "safe")

    def __init__(self, content: Content, length: int) -> None:
        self._content = content
        self._length = length
        self.over = not length
        self.safe = self.left = self.line_at = 0
        self.broken = self.overlong = False

    def read(self, data: bytes, start: int, base: int) -> int:
        """Read up to the length, and say where that was."""
        stop = min(len(data), start + self._length - self._content.octets)
        self._content.add(data, start, stop)
        self.over = self._content.octets >= self._length
        self.safe = stop
        return stop

    def skip(self, elided: Elided) -> int:
        """Count them, up to the length."""
        octets = min(elided.content_octets, self._length - self._content.octets)
        self._content.octets += octets
        self.over = self._content.octets >= self._length
        return octets

    def missing(self) -> str:
        """How much came of how much."""
        return f"{self._content.octets} of {self._length} octets of content came"


class CloseBody:
    """Content that ends with the connection."""

    __slots__ = ("_content", "broken", "left", "line_at", "over", "overlong", "safe")

    def __init__(self, content: Content) -> None:
        self._content = content
        self.safe = self.left = self.line_at = 0
        self.over = self.broken = self.overlong = False

    def read(self, data: bytes, start: int, base: int) -> int:
        """Read everything."""
        self._content.add(data, start, len(data))
        self.safe = len(data)
        return len(data)

    def skip(self, elided: Elided) -> int:
        """Count them."""
        self._content.octets += elided.content_octets
        return elided.content_octets

    def missing(self) -> str:
        """How much came."""
        return (
            f"the content ends with the connection, and after {self._content.octets} octets that did not end properly"
        )
