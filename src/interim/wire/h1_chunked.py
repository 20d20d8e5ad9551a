"""The chunked transfer coding, read: RFC 9112 §7.1."""

import enum
import re
from typing import assert_never

from interim.exchange.fault import FaultKind
from interim.exchange.timeline import Elided
from interim.wire.fault_log import FaultLog
from interim.wire.h1_content import Content
from interim.wire.h1_lines import Lines, without_end

__all__ = ["CHUNK_LINE_BYTES", "ChunkedBody"]

CHUNK_LINE_BYTES = 16 * 1024
"""How long a chunk-size line may be. RFC 9112 §7.1.1 asks recipients to limit extensions."""

_LARGEST = 1 << 62
_HEX = frozenset(b"0123456789abcdefABCDEF")
_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_QUOTED = rb'"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*+"'
_EXTENSIONS = re.compile(rb"(?:[ \t]*;[ \t]*%b(?:[ \t]*=[ \t]*(?:%b|%b))?)*" % (_TOKEN, _TOKEN, _QUOTED))
_SIZE = re.compile(rb"([0-9A-Fa-f]++)[ \t]*(?=;|$)", re.DOTALL)
_SIZE_LINE = re.compile(rb"([0-9A-Fa-f]{1,15})\r\n")


class _Part(enum.Enum):
    SIZE = enum.auto()
    DATA = enum.auto()
    DATA_END = enum.auto()


class ChunkedBody:
    """Reads chunks up to and with the last one; the trailer section is not its own.

    What leaves no doubt about the sizes, such as a bare LF, is a fault and reading goes on. Anything else breaks it.
    """

    __slots__ = (
        "_content",
        "_faults",
        "_lines",
        "_noted",
        "_part",
        "_saw_cr",
        "broken",
        "left",
        "line_at",
        "over",
        "overlong",
        "safe",
    )

    def __init__(self, content: Content, faults: FaultLog) -> None:
        self._content = content
        self._faults = faults
        self._lines = Lines()
        self.line_at = 0
        self._noted = self._saw_cr = False
        self._part = _Part.SIZE
        self.safe = 0
        self.left = -1
        self.over = self.broken = self.overlong = False

    def read(self, data: bytes, start: int, base: int) -> int:
        """Read up to the end of the last chunk, to a fault that breaks it, or everything; say where it stopped."""
        at = start
        self.safe = start - self._lines.octets - self._saw_cr
        end = len(data)
        while at < end and not (self.over or self.broken or self.overlong):
            match self._part:
                case _Part.DATA:
                    stop = min(end, at + self.left)
                    self._content.add(data, at, stop)
                    self.left -= stop - at
                    at = self.safe = stop
                    if not self.left:
                        self._part = _Part.DATA_END
                case _Part.DATA_END:
                    at = self._read_data_end(data, at, base)
                case _Part.SIZE:
                    at = self._read_size(data, self._read_whole_chunks(data, at), base)
                case _ as never:
                    assert_never(never)
        return at

    def skip(self, elided: Elided) -> int:
        """Go on at the place in the chunks that `Elided.left` says."""
        self._lines.drop()
        self._saw_cr = False
        self._content.octets += elided.content_octets
        self.left = elided.left
        self._part = _Part.SIZE if elided.left < 0 else _Part.DATA if elided.left else _Part.DATA_END
        return elided.content_octets

    def missing(self) -> str:
        """What was to come. An unfinished chunk-size line that is none breaks the framing instead."""
        partial = self._lines.partial.rstrip(b"\r")
        if partial and not _SIZE.match(partial):
            self._break(self.line_at, "the chunk size is not hexadecimal", partial)
            return ""
        if self._part is _Part.DATA:
            return f"the chunk has {self.left} octets to go, after {self._content.octets} octets of content"
        return f"no last chunk came, after {self._content.octets} octets of content"

    def _read_data_end(self, data: bytes, at: int, base: int) -> int:
        octet = data[at]
        if octet == 0x0D and not self._saw_cr:
            self._saw_cr = True
            return at + 1
        if octet != 0x0A:
            self._break(base + at, "no CRLF after the data of a chunk")
            return at
        if not self._saw_cr:
            self._note(base + at, "the data of a chunk ends in LF without CR")
        return self._next_size(at + 1)

    def _next_size(self, at: int) -> int:
        self._part, self._saw_cr = _Part.SIZE, False
        self.safe, self.left = at, -1
        return at

    def _read_whole_chunks(self, data: bytes, at: int) -> int:
        """Read the chunks that are all here and plain, without a step for each part of them."""
        if self._lines.octets:
            return at
        last = len(data) - 2
        while found := _SIZE_LINE.match(data, at):
            start = found.end()
            stop = start + int(found[1], 16)
            if stop == start or stop > last or data[stop : stop + 2] != b"\r\n":
                break
            self._content.add(data, start, stop)
            at = self.safe = stop + 2
        return at

    def _read_size(self, data: bytes, at: int, base: int) -> int:
        if at == len(data):
            return at
        if not self._lines.octets:
            self.line_at = base + at
            if found := _SIZE_LINE.match(data, at):
                self._begin(int(found[1], 16), found.end())
                return found.end()
            if data[at] not in _HEX:
                self._break(base + at, "the chunk size is not hexadecimal")
                return at
        line, stop = self._lines.take(data, at)
        if (self._lines.octets if line is None else len(line)) > CHUNK_LINE_BYTES:
            self.overlong = True
        elif line is not None:
            self._read_line(line, stop)
        return stop

    def _read_line(self, line: bytes, stop: int) -> None:
        content, crlf = without_end(line)
        size = _SIZE.match(content)
        if size is None:
            self._break(self.line_at, "the chunk size is not hexadecimal", line)
            return
        digits = size[1].lstrip(b"0")
        if len(digits) > 16 or int(digits or b"0", 16) > _LARGEST:
            self._break(self.line_at, "the chunk size is too large for any content", line)
            return
        if not crlf:
            self._note(self.line_at, "a chunk-size line ends in LF without CR", line)
        if not _EXTENSIONS.fullmatch(content, size.end(1)):
            self._note(self.line_at, "what follows the chunk size is no chunk extension", line)
        self._begin(int(digits or b"0", 16), stop)

    def _begin(self, size: int, at: int) -> None:
        if not size:
            self.over = True
            return
        self._part, self.left, self.safe = _Part.DATA, size, at

    def _note(self, offset: int, detail: str, octets: bytes = b"") -> None:
        if not self._noted:
            self._noted = True
            self._faults.note(FaultKind.CHUNK, offset, detail, excerpt=octets)

    def _break(self, offset: int, detail: str, octets: bytes = b"") -> None:
        self.broken = True
        self._faults.note(FaultKind.CHUNK, offset, detail, growing=True)
        self._faults.grow(octets)
