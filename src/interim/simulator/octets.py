"""A final response as the octets of HTTP/1.1, for answers that no server would write: RFC 9112 §2."""

from collections.abc import Iterable
from email.utils import formatdate

from interim.asgi.channel import Raw
from interim.codes.registry import reason_phrase
from interim.exchange.fields import FieldLine
from interim.simulator.answer import Answer
from interim.simulator.content import Filler

__all__ = ["head_octets", "interim_octets", "write_content"]


def head_octets(answer: Answer, *, without: frozenset[bytes] = frozenset(), more: Iterable[FieldLine] = ()) -> bytes:
    """The status line and the header section, to the empty line. The connection is to close after it.

    Fields with a name in `without` are left out, those of `more` are added.
    """
    lines = [
        (b"date", formatdate(usegmt=True).encode()),
        *(line for line in answer.lines if line[0] not in without),
        *more,
        (b"connection", b"close"),
    ]
    return _head(answer.status, lines)


def interim_octets(status: int, lines: Iterable[FieldLine] = ()) -> bytes:
    """An interim response, whatever its fields."""
    return _head(status, lines)


async def write_content(raw: Raw, content: bytes | Filler) -> None:
    """Write content, as fast as the client takes it."""
    if isinstance(content, bytes):
        raw.write(content)
        await raw.drain()
        return
    for piece in content.pieces():
        raw.write(piece)
        await raw.drain()


def _head(status: int, lines: Iterable[FieldLine]) -> bytes:
    fields = b"".join(b"%b: %b\r\n" % line for line in lines)
    return b"HTTP/1.1 %d %b\r\n%b\r\n" % (status, reason_phrase(status).encode("latin-1"), fields)
