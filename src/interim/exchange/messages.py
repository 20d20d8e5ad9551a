"""The messages of an exchange: one request, interim responses, one final response."""

from dataclasses import dataclass, field
from typing import Literal

from interim.errors import InvalidInput
from interim.exchange.fields import Fields

__all__ = ["Final", "Interim", "Request", "Version"]

Version = Literal["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/3"]


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
        at_ns: when its last octet arrived or left, in ns since the end of the request.
    """

    status: int
    fields: Fields = field(default_factory=Fields)
    reason: str = ""
    at_ns: int = 0

    def __post_init__(self) -> None:
        if not 100 <= self.status <= 199:
            raise InvalidInput("status", self.status, "100 to 199 for an interim response")


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """The final response: RFC 9110 §15, status 200 to 999 as the wire can carry it, 101 included.

    Attributes:
        status: 101, or 200 to 999. Above 599 is invalid (RFC 9110 §15), but servers send it.
        head_at_ns: when the head was complete, in ns since the end of the request.
        end_at_ns: when the content was complete, or None when it never was.
    """

    status: int
    fields: Fields = field(default_factory=Fields)
    reason: str = ""
    content: bytes = b""
    head_at_ns: int = 0
    end_at_ns: int | None = None

    def __post_init__(self) -> None:
        if self.status != 101 and not 200 <= self.status <= 999:
            raise InvalidInput("status", self.status, "101, or 200 to 999, for a final response")
        if self.end_at_ns is not None and self.end_at_ns < self.head_at_ns:
            raise InvalidInput("end_at_ns", self.end_at_ns, "not before head_at_ns")
