"""Writes a request as HTTP/2 frames, as far as the expectation and the windows of the server allow."""

import re
from dataclasses import replace

from hpack import Encoder
from hyperframe.frame import ContinuationFrame, DataFrame, Frame, HeadersFrame, SettingsFrame, WindowUpdateFrame

from interim.errors import InvalidInput
from interim.exchange.fields import NAME, FieldLine, Fields
from interim.exchange.messages import Request
from interim.wire.h2_flow import INITIAL_WINDOW, RECEIVE_WINDOW, SendWindow
from interim.wire.h2_frames import STREAM
from interim.wire.limits import Limits

__all__ = ["PIECE_BYTES", "RequestWriter"]

PIECE_BYTES = 64 * 1024
"""From so many octets of content on no more is given out at once, so that a recorder reads between two pieces."""

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_TABLE_BYTES = 4_096
"""The initial SETTINGS_HEADER_TABLE_SIZE (RFC 9113 §6.5.2). More is of no use for one field block."""
# RFC 9113 §8.2.2: "An endpoint MUST NOT generate an HTTP/2 message containing connection-specific header fields."
_CONNECTION_SPECIFIC = frozenset({b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade"})
# Servers that index these let an attacker guess them by the size of frames: RFC 7541 §7.1.3.
_NEVER_INDEXED = frozenset({b"authorization", b"cookie", b"proxy-authorization"})
_TARGET = re.compile(r"[!-~]+")
_WITH_CONTENT = frozenset({"POST", "PUT", "PATCH"})


class RequestWriter:
    """The client's octets up to the end of the request.

    Attributes:
        request: as it is sent: without connection-specific fields, with Content-Length and Expect where they are added.
            Host is still in it, though `:authority` goes in its place.
        window: what the server allows. The reader of its frames applies them.
        sent: whether all was given that will be, the content included unless it was dropped.
    """

    __slots__ = ("_at", "_authority", "_begun", "_content", "_held", "_limits", "_scheme", "request", "sent", "window")

    def __init__(self, request: Request, *, scheme: str, authority: str, expect: bool, limits: Limits) -> None:
        if request.method == "CONNECT":
            raise InvalidInput("method", "CONNECT", "a method other than CONNECT over HTTP/2")
        self.request = _as_sent(request, expect=expect)
        self.window = SendWindow()
        self.sent = False
        self._scheme = scheme
        self._authority = authority
        self._limits = limits
        self._content = memoryview(request.content)
        self._held = expect and bool(request.content)
        self._begun = False
        self._at = 0

    @property
    def holding(self) -> bool:
        """Whether the content waits for a 100."""
        return self._held

    def release_content(self) -> None:
        """Let the content go, as the windows allow."""
        self._held = False

    def drop_content(self) -> None:
        """Send nothing more: the server has answered without the content, or does not want the rest."""
        self._held = False
        self.sent = True

    def to_send(self, *, table_bytes: int = _TABLE_BYTES) -> bytes:
        """Take what may be written now; of long content a piece. None: nothing may be written until more is read.

        Args:
            table_bytes: the server's SETTINGS_HEADER_TABLE_SIZE, if it is known.

        Raises:
            InvalidInput: method, target or a field is not what HTTP allows.
        """
        octets = b""
        if not self._begun:
            self._begun = True
            octets = self._opening(min(table_bytes, _TABLE_BYTES))
        if self.sent or self._held:
            return octets
        return octets + self._data()

    def _opening(self, table_bytes: int) -> bytes:
        settings = {
            SettingsFrame.ENABLE_PUSH: 0,
            SettingsFrame.INITIAL_WINDOW_SIZE: RECEIVE_WINDOW,
            SettingsFrame.MAX_HEADER_LIST_SIZE: min(self._limits.head_bytes, 2**32 - 1),
        }
        frames: list[Frame] = [
            SettingsFrame(settings=settings),
            WindowUpdateFrame(0, window_increment=RECEIVE_WINDOW - INITIAL_WINDOW),
            *self._head(table_bytes),
        ]
        return _PREFACE + b"".join(frame.serialize() for frame in frames)

    def _head(self, table_bytes: int) -> list[Frame]:
        if not NAME.fullmatch(self.request.method.encode("latin-1", "replace")):
            raise InvalidInput("method", self.request.method, "a token such as GET (RFC 9110 §9.1)")
        if not _TARGET.fullmatch(self.request.target):
            raise InvalidInput("target", self.request.target, "visible ASCII; percent-encode other characters")
        Fields.checked(self.request.fields)
        encoder = Encoder()
        encoder.header_table_size = table_bytes
        block = encoder.encode([(name, value, name in _NEVER_INDEXED) for name, value in self._lines()])
        size = self.window.frame_bytes
        parts = [block[at : at + size] for at in range(0, len(block), size)]
        frames: list[Frame] = [HeadersFrame(STREAM, parts[0])]
        frames += [ContinuationFrame(STREAM, part) for part in parts[1:]]
        frames[-1].flags.add("END_HEADERS")
        if not self._content:
            frames[0].flags.add("END_STREAM")
            self.sent = True
        return frames

    def _lines(self) -> list[FieldLine]:
        authority = self._authority or self.request.fields.get("host") or ""
        lines = [
            (b":method", self.request.method.encode()),
            (b":scheme", self._scheme.encode()),
            (b":path", self.request.target.encode()),
        ]
        # RFC 9113 §8.3.1: without authority information there is no `:authority`, not an empty one.
        if authority:
            lines.append((b":authority", authority.encode()))
        return lines + [(name.lower(), value) for name, value in self.request.fields if name.lower() != b"host"]

    def _data(self) -> bytes:
        frames: list[bytes] = []
        stop = self._at + PIECE_BYTES
        while not self.sent and self.window.octets and self._at < stop:
            size = min(self.window.octets, self.window.frame_bytes, PIECE_BYTES, len(self._content) - self._at)
            frame = DataFrame(STREAM, bytes(self._content[self._at : self._at + size]))
            self._at += size
            self.window.take(size)
            if self._at == len(self._content):
                frame.flags.add("END_STREAM")
                self.sent = True
            frames.append(frame.serialize())
        return b"".join(frames)


def _as_sent(request: Request, *, expect: bool) -> Request:
    named = (request.fields.get("connection") or "").lower().encode("latin-1").split(b",")
    dropped = _CONNECTION_SPECIFIC | {name.strip() for name in named}
    # RFC 9113 §8.2.2: TE "MUST NOT contain any value other than "trailers"".
    lines = [
        (name, value)
        for name, value in request.fields
        if (name.lower() not in dropped if name.lower() != b"te" else value.strip().lower() == b"trailers")
    ]
    fields = Fields(tuple(lines))
    if "content-length" not in fields and (request.content or request.method in _WITH_CONTENT):
        lines.append((b"Content-Length", str(len(request.content)).encode()))
    # RFC 9110 §10.1.1: no expectation "in a request that does not include content".
    if expect and request.content and "expect" not in fields:
        lines.append((b"Expect", b"100-continue"))
    return replace(request, version="HTTP/2", fields=Fields(tuple(lines)))
