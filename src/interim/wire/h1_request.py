"""A request as octets of HTTP/1, given out in pieces: RFC 9112 §3."""

import re
from dataclasses import replace

from interim.errors import InvalidInput
from interim.exchange.fields import NAME, FieldLine, Fields
from interim.exchange.messages import Request

__all__ = ["PIECE_BYTES", "RequestOctets"]

PIECE_BYTES = 64 * 1024
"""The most that is given out at once, so that a recorder reads between two pieces."""

# RFC 9110 §8.6: a user agent SHOULD send Content-Length when the method anticipates content, be it 0.
_WITH_CONTENT = frozenset({"POST", "PUT", "PATCH"})
_TARGET = re.compile(r"[!-~\x80-\xff]+")


class RequestOctets:
    """Gives out the octets of one request.

    Attributes:
        request: as it goes out, once any of it was given out: with the fields that were added.
        sent: whether all were taken.
        held: whether the content waits for a 100 (Continue).
    """

    __slots__ = ("_at", "_content", "_head", "held", "request", "sent")

    def __init__(self, request: Request, *, expect: bool) -> None:
        self.sent = False
        # RFC 9110 §10.1.1: no expectation in a request without content.
        self.held = expect and bool(request.content)
        self.request = request
        self._head = b""
        self._content = memoryview(b"")
        self._at = 0

    def take(self) -> bytes:
        """The next octets, at most `PIECE_BYTES`; none when all were given out, or while the content is held.

        Raises:
            InvalidInput: method, target or a field could not be told from the rest of the request.
        """
        if not self._head:
            self.request = _completed(self.request, expect=self.held)
            self._head = _head(self.request)
            self._content = memoryview(_framed(self.request))
        within = max(0, self._at - len(self._head))
        piece = self._head[self._at : self._at + PIECE_BYTES]
        if not self.held:
            piece += self._content[within : within + PIECE_BYTES - len(piece)]
        self._at += len(piece)
        self.sent = not self.held and self._at == len(self._head) + len(self._content)
        return piece


def _head(request: Request) -> bytes:
    if not NAME.fullmatch(request.method.encode("latin-1", "replace")):
        raise InvalidInput("method", request.method, "a token such as GET (RFC 9110 §9.1)")
    if not _TARGET.fullmatch(request.target):
        raise InvalidInput("target", request.target, "no white space and no control characters (RFC 9112 §3.2)")
    lines = [f"{request.method} {request.target} {request.version}".encode("latin-1")]
    lines += [name + b": " + value for name, value in Fields.checked(request.fields)]
    return b"\r\n".join((*lines, b"", b""))


def _completed(request: Request, *, expect: bool) -> Request:
    added: list[FieldLine] = []
    framed = "content-length" in request.fields or "transfer-encoding" in request.fields
    if not framed and (request.content or request.method in _WITH_CONTENT):
        added.append((b"Content-Length", str(len(request.content)).encode("ascii")))
    if expect and "expect" not in request.fields:
        added.append((b"Expect", b"100-continue"))
    return replace(request, fields=Fields((*request.fields.lines, *added))) if added else request


def _framed(request: Request) -> bytes:
    coding = (request.fields.get("transfer-encoding") or "").rpartition(",")[2].strip().lower()
    if coding != "chunked":
        return request.content
    chunk = b"%x\r\n%b\r\n" % (len(request.content), request.content) if request.content else b""
    return chunk + b"0\r\n\r\n"
