"""Filler content: the alphabet over and over, so that every octet tells where it is from."""

from collections.abc import Iterator

__all__ = ["PIECE_BYTES", "Filler"]

_ALPHABET = b"abcdefghijklmnopqrstuvwxyz"
PIECE_BYTES = 65_520
"""How much is sent at a time: what a transport takes at once, and a multiple of the alphabet."""
_BLOCK = _ALPHABET * (PIECE_BYTES // len(_ALPHABET) + 1)


class Filler:
    """So many octets of filler, never in memory all at once.

    Args:
        size_bytes: how many.
        first: where in the endless row they begin; a part of a representation does not begin at 0.
    """

    __slots__ = ("_first", "_size_bytes")

    def __init__(self, size_bytes: int, first: int = 0) -> None:
        self._size_bytes = size_bytes
        self._first = first

    def __len__(self) -> int:
        return self._size_bytes

    def part(self, first: int, last: int) -> "Filler":
        """The octets from `first` to `last`, both included."""
        return Filler(last - first + 1, self._first + first)

    def pieces(self, size_bytes: int = PIECE_BYTES) -> Iterator[bytes]:
        """The octets in pieces of at most `size_bytes`, which must not exceed `PIECE_BYTES`."""
        at = 0
        while at < self._size_bytes:
            length = min(size_bytes, self._size_bytes - at)
            offset = (self._first + at) % len(_ALPHABET)
            yield _BLOCK[offset : offset + length]
            at += length
