"""The octets of a server, built again from what a file says they meant."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from interim.exchange.fields import FieldLine
from interim.exchange.timeline import Elided, Octets

__all__ = ["Rebuilt", "Section", "h1_octets", "h2_octets"]

# RFC 9113 §6.
_DATA, _HEADERS, _SETTINGS, _CONTINUATION = 0, 1, 4, 9
_END_STREAM, _END_HEADERS = 1, 4
_STREAM = 1
_MAX_FRAME = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A header section, and when it came in ns since the end of the request."""

    status: int
    reason: bytes
    lines: tuple[FieldLine, ...]
    at_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A response and the interim ones before it.

    Attributes:
        version: what an HTTP/1 status line claims.
        head: of the final response; None when none came.
        elided: octets of content that the file does not hold, after those of `content`.
        late: 1xx responses after the content.
        end_at_ns: when the content ended, in ns since the end of the request.
    """

    version: str
    interims: tuple[Section, ...]
    head: Section | None
    content: bytes
    elided: int
    late: tuple[Section, ...]
    end_at_ns: int

    @property
    def sections(self) -> tuple[Section, ...]:
        """The header sections before the content."""
        return self.interims if self.head is None else (*self.interims, self.head)


def h1_octets(response: Rebuilt) -> Iterator[Octets | Elided]:
    """As HTTP/1 messages. The fields frame the content: Content-Length is among them."""
    yield from (_h1_section(response, section) for section in response.sections)
    if response.content:
        yield Octets(at_ns=response.end_at_ns, data=response.content)
    if response.elided:
        yield _elided(response, response.elided, left=0)
    yield from (_h1_section(response, section) for section in response.late)


def h2_octets(response: Rebuilt) -> Iterator[Octets | Elided]:
    """As the frames of a connection with one stream: RFC 9113 §8.1."""
    # Costs some milliseconds, and is for HTTP/2 alone.
    from hpack import Encoder

    encoder = Encoder()
    bare = not response.content and not response.elided

    def headers(section: Section, flags: int) -> Octets:
        lines = [(name.lower(), value) for name, value in section.lines]
        block = encoder.encode([(b":status", b"%03d" % section.status), *lines])
        return Octets(at_ns=section.at_ns, data=b"".join(_field_block(block, flags)))

    start = response.sections[0].at_ns if response.sections else response.end_at_ns
    yield Octets(at_ns=start, data=_frame(_SETTINGS, 0, 0, b""))
    for section in response.sections:
        yield headers(section, _END_STREAM if bare and section is response.head else 0)
    yield from _h2_content(response)
    for section in response.late:
        yield headers(section, 0)


def _h1_section(response: Rebuilt, section: Section) -> Octets:
    lines = b"".join(b"%s: %s\r\n" % line for line in section.lines)
    start = b"%s %03d %s\r\n" % (response.version.encode("ascii"), section.status, section.reason)
    return Octets(at_ns=section.at_ns, data=start + lines + b"\r\n")


def _h2_content(response: Rebuilt) -> Iterator[Octets | Elided]:
    pieces = [response.content[at : at + _MAX_FRAME] for at in range(0, len(response.content), _MAX_FRAME)]
    last = len(pieces) - 1 if not response.elided else -1
    for at, piece in enumerate(pieces):
        yield Octets(at_ns=response.end_at_ns, data=_frame(_DATA, _END_STREAM if at == last else 0, _STREAM, piece))
    if response.elided:
        yield _elided(response, response.elided + 9 * (response.elided // _MAX_FRAME + 1), left=-1)
        yield Octets(at_ns=response.end_at_ns, data=_frame(_DATA, _END_STREAM, _STREAM, b""))


def _elided(response: Rebuilt, octets: int, *, left: int) -> Elided:
    at_ns = response.end_at_ns
    return Elided(at_ns=at_ns, until_ns=at_ns, octets=octets, content_octets=response.elided, left=left)


def _field_block(block: bytes, flags: int) -> Iterator[bytes]:
    pieces = [block[at : at + _MAX_FRAME] for at in range(0, len(block), _MAX_FRAME)]
    for at, piece in enumerate(pieces):
        kind = _HEADERS if at == 0 else _CONTINUATION
        ends = _END_HEADERS if at == len(pieces) - 1 else 0
        yield _frame(kind, (flags if at == 0 else 0) | ends, _STREAM, piece)


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload
