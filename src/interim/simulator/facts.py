"""What the simulator has to know of a request before it answers, gathered in one pass over its fields."""

from collections.abc import Awaitable, Callable
from typing import Any

from interim.asgi.channel import Scope

__all__ = ["Facts", "TooMuchContent", "count_content"]

_TWIN = b"x-httpstatus-"
_NOTED = frozenset({b"host", b"accept", b"expect", b"content-length", b"transfer-encoding"})


class Facts:
    """The fields of a request that change its answer. Made for each request, so it is small and quick.

    Attributes:
        accept: the first Accept line, or None.
        host: the authority the client used, or "".
        framed: there is content to read, or, on HTTP/2, there may be.
        continues: the client waits for a 100 before it sends content (RFC 9110 §10.1.1).
        twins: the fields of httpstat.us, without their prefix.
    """

    __slots__ = ("accept", "continues", "framed", "host", "twins")

    def __init__(self, scope: Scope) -> None:
        version = scope["http_version"]
        self.accept: bytes | None = None
        self.host = b""
        # On HTTP/2 no field has to announce content.
        self.framed = version[0] != "1"
        self.continues = False
        self.twins: list[tuple[bytes, bytes]] | None = None
        for name, value in scope["headers"]:
            if name not in _NOTED:
                if name.startswith(_TWIN):
                    self.twins = [*(self.twins or ()), (name[len(_TWIN) :], value)]
            elif name == b"host":
                self.host = value
            elif name == b"accept":
                # Several lines are one list: RFC 9110 §5.3.
                self.accept = value if self.accept is None else self.accept + b"," + value
            elif name == b"expect":
                self.continues = value.lower() == b"100-continue" and version != "1.0"
            elif value != b"0":
                self.framed = True


class TooMuchContent(Exception):
    """The content of the request exceeds the limit; no more of it was read."""


async def count_content(receive: Callable[[], Awaitable[Any]], limit_bytes: int) -> int | None:
    """Read the content of a request, keep none of it, and return its length; None when the client left meanwhile.

    Raises:
        TooMuchContent: it is longer than `limit_bytes`.
    """
    total = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        total += len(message.get("body", b""))
        if total > limit_bytes:
            raise TooMuchContent
        if not message.get("more_body", False):
            return total
