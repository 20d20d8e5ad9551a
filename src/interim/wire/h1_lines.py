"""Cuts octets into lines, however they arrive."""

__all__ = ["Lines", "without_end"]


class Lines:
    """The line that is being read. Each octet is copied once, so a line that drips in costs no more than one at once.

    Attributes:
        octets: how many of the line are here so far.
    """

    __slots__ = ("_partial",)

    def __init__(self) -> None:
        self._partial = bytearray()

    @property
    def octets(self) -> int:
        """How many octets of an unfinished line are here."""
        return len(self._partial)

    @property
    def partial(self) -> bytes:
        """The octets of an unfinished line."""
        return bytes(self._partial)

    def take(self, data: bytes, start: int) -> tuple[bytes | None, int]:
        """The line that ends in `data`, its LF included, and where it ends; None when it does not end there."""
        end = data.find(b"\n", start) + 1
        if not end:
            self._partial += memoryview(data)[start:]
            return None, len(data)
        if not self._partial:
            return data[start:end], end
        self._partial += memoryview(data)[start:end]
        line = bytes(self._partial)
        self._partial.clear()
        return line, end

    def drop(self) -> bytes:
        """Forget the unfinished line, and give what was there of it."""
        partial = bytes(self._partial)
        self._partial.clear()
        return partial


def without_end(line: bytes) -> tuple[bytes, bool]:
    """A line without its line end, and whether that was CRLF rather than a bare LF."""
    if line.endswith(b"\r\n"):
        return line[:-2], True
    return line[:-1], False
