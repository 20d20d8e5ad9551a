"""Parts of a representation: the fields and the content of a 206 (RFC 9110 §15.3.7)."""

from collections.abc import Sequence

from interim.exchange.fields import FieldLine
from interim.simulator.content import Filler

__all__ = ["content_range", "cut"]

# RFC 2046 §5.1.1 wants a boundary that is not in the content. What content is there is the client's own.
_BOUNDARY = b"interim-simulator-5d1f0c9e7a3b"


def content_range(first: int, last: int, length: int) -> bytes:
    """The value of Content-Range for one part, both ends included: RFC 9110 §14.4."""
    return b"bytes %d-%d/%d" % (first, last, length)


def cut(
    content: bytes | Filler, lines: Sequence[FieldLine], ranges: Sequence[tuple[int, int]]
) -> tuple[bytes | Filler, list[FieldLine]]:
    """The content and the fields of a 206.

    Args:
        content: the whole representation. A 206 of nothing cannot be described, so it stays as it is.
        lines: the fields, Content-Type among them.
        ranges: the parts; none means that 206 was asked for by its number, and all of it is the part.
    """
    length = len(content)
    if not length:
        return content, list(lines)
    parts = ranges or ((0, length - 1),)
    if len(parts) == 1:
        ((first, last),) = parts
        return _part(content, first, last), [*lines, (b"content-range", content_range(first, last, length))]
    media_type = next((value for name, value in lines if name == b"content-type"), b"application/octet-stream")
    pieces = []
    for first, last in parts:
        pieces.append(
            b"--%b\r\nContent-Type: %b\r\nContent-Range: %b\r\n\r\n"
            % (_BOUNDARY, media_type, content_range(first, last, length))
        )
        part = _part(content, first, last)
        pieces += [part] if isinstance(part, bytes) else part.pieces()
        pieces.append(b"\r\n")
    pieces.append(b"--%b--\r\n" % _BOUNDARY)
    # RFC 9110 §15.3.7.2: Content-Range must not be in the header section of a multipart answer.
    return b"".join(pieces), [
        *(line for line in lines if line[0] != b"content-type"),
        (b"content-type", b"multipart/byteranges; boundary=" + _BOUNDARY),
    ]


def _part(content: bytes | Filler, first: int, last: int) -> bytes | Filler:
    return content[first : last + 1] if isinstance(content, bytes) else content.part(first, last)
