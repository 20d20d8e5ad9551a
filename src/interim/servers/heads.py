"""Heads: the octets of status lines and of interim responses in HTTP/1.1, made once.

The push of an interim response without fields is one dictionary look-up and one write.
"""

from collections.abc import Sequence

from interim.codes.registry import reason_phrase
from interim.exchange.fields import FieldLine

__all__ = ["INTERIM_HEADS", "REASON_PHRASES", "STATUS_LINES", "interim_head"]

REASON_PHRASES = {status: reason_phrase(status).encode("ascii") for status in range(100, 1000)}
"""The reason phrase of every status code that fits a status line; empty where the registry has none."""

STATUS_LINES = {status: b"HTTP/1.1 %d %s\r\n" % (status, phrase) for status, phrase in REASON_PHRASES.items()}
"""RFC 9112 §4: the space after the code stays when the reason phrase is empty."""

INTERIM_HEADS = {status: STATUS_LINES[status] + b"\r\n" for status in range(100, 200) if status != 101}
"""Whole interim responses without fields, of every status that may be one."""


def interim_head(status: int, lines: Sequence[FieldLine]) -> bytes:
    """An interim response with fields, which have been checked."""
    fields = b"".join([b"%s: %s\r\n" % line for line in lines])
    return b"%s%s\r\n" % (STATUS_LINES[status], fields)
