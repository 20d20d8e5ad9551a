"""Where a response starts in HTTP/1 octets: the marks that a status line begins with."""

import re

__all__ = ["HTTP_NAME", "MARK_BYTES", "find_mark", "is_interim_mark", "mark_at", "unfinished_mark"]

HTTP_NAME = b"HTTP/"
"""What every status line begins with: RFC 9112 §2.3."""

MARK_BYTES = 13
"""The length of a mark: `HTTP/1.1 102` and the octet that ends the code."""

_MARK = re.compile(rb"HTTP/1\.[0-9] [0-9]{3}[ \r\n]")
_DIGIT = frozenset(b"0123456789")
_SHAPE = (*(frozenset({octet}) for octet in b"HTTP/1."), _DIGIT, frozenset(b" "), _DIGIT, _DIGIT, _DIGIT, b" \r\n")


def find_mark(data: bytes, start: int) -> int:
    """Where the next mark stands at or after `start`, or -1."""
    found = _MARK.search(data, start)
    return found.start() if found else -1


def mark_at(data: bytes, start: int) -> bool | None:
    """Whether a mark stands at `start`; None when too few octets are there to tell."""
    for octet, allowed in zip(data[start : start + MARK_BYTES], _SHAPE, strict=False):
        if octet not in allowed:
            return False
    return True if len(data) - start >= MARK_BYTES else None


def is_interim_mark(data: bytes, start: int) -> bool:
    """Whether the mark at `start` is that of a 1xx."""
    return data[start + 9 : start + 10] == b"1"


def unfinished_mark(data: bytes, start: int) -> int:
    """From where on, at or after `start`, the last octets could be the first ones of a mark."""
    at = max(start, len(data) - MARK_BYTES + 1)
    while (at := data.find(b"H", at)) >= 0:
        if mark_at(data, at) is None:
            return at
        at += 1
    return len(data)
