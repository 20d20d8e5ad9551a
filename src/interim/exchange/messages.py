"""The messages of an exchange: one request, interim responses, one final response."""

import enum
from dataclasses import dataclass, field
from typing import Literal

from interim.errors import InvalidInput
from interim.exchange.fields import Fields

__all__ = ["Final", "Framing", "Interim", "Request", "Span", "Version"]

Version = Literal["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]

Span = tuple[int, int]
"""Where a message, its content included, stands in all octets of the server: the first, and the one after the last."""


class Framing(enum.Enum):
    """What says where the content of a response ends: RFC 9112 §6.3."""

    NONE = "none"
    """There is no content: 204, 304, a response to HEAD."""
    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"
    """The end of the connection."""
    STREAM = "stream"
    """END_STREAM of HTTP/2 or HTTP/3."""
    TUNNEL = "tunnel"
    """What follows is another protocol: after 101, or 2xx to CONNECT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it was sent: RFC 9110 §3.4.

    Attributes:
        target: the request target, as in the request line (RFC 9112 §3.2) or `:path`.
        content: the octets of the content, decoded from any transfer coding.
    """

    method: str
    target: str
    version: Version = "HTTP/1.1"
    fields: Fields = field(default_factory=Fields)
    content: bytes = b""

    def __post_init__(self) -> None:
        if not self.method:
            raise InvalidInput("method", self.method, "a token such as GET")
        if not self.target:
            raise InvalidInput("target", self.target, "a path, an absolute URI, an authority or *")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim:
    """An interim response: RFC 9110 §15.2. It has no content and no framing.

    Attributes:
        status: 100 to 199. 101 is here only as something received; it ends HTTP on the connection.
        version: the version that the status line claims, as received; HTTP/2 claims "HTTP/2".
        at_ns: when its last octet arrived or left, in ns since the end of the request; negative before it.
    """

    status: int
    fields: Fields = field(default_factory=Fields)
    reason: str = ""
    version: str = "HTTP/1.1"
    at_ns: int = 0
    span: Span | None = None

    def __post_init__(self) -> None:
        if not 100 <= self.status <= 199:
            raise InvalidInput("status", self.status, "100 to 199 for an interim response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """The final response: RFC 9110 §15, any status that three digits can carry, except 1xx other than 101.

    Attributes:
        status: 0 to 99, 101, or 200 to 999. Outside 100 to 599 is invalid (RFC 9110 §15), but servers send it.
        version: the version that the status line claims, as received; HTTP/2 claims "HTTP/2".
        content: the first octets of the content, without transfer coding, content coding untouched.
        content_octets: how many octets of content there were; more than `content` has when only the first were kept.
        framing: what said where the content ends.
        trailers: the trailer section (RFC 9110 §6.5).
        head_at_ns: when the head was complete, in ns since the end of the request.
        end_at_ns: when the content was complete, or None when it never was.
    """

    status: int
    fields: Fields = field(default_factory=Fields)
    reason: str = ""
    version: str = "HTTP/1.1"
    content: bytes = b""
    content_octets: int = -1
    framing: Framing = Framing.LENGTH
    trailers: Fields = field(default_factory=Fields)
    head_at_ns: int = 0
    end_at_ns: int | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.status <= 999 or (self.status != 101 and 100 <= self.status <= 199):
            raise InvalidInput("status", self.status, "0 to 99, 101, or 200 to 999, for a final response")
        if self.content_octets < 0:
            object.__setattr__(self, "content_octets", len(self.content))
        if self.content_octets < len(self.content):
            raise InvalidInput(
                "content_octets", self.content_octets, f"at least the {len(self.content)} that were kept"
            )
        if self.end_at_ns is not None and self.end_at_ns < self.head_at_ns:
            raise InvalidInput("end_at_ns", self.end_at_ns, "not before head_at_ns")

    @property
    def complete(self) -> bool:
        """Whether all of it came."""
        return self.end_at_ns is not None
