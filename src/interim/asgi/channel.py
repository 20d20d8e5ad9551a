"""The channel: what our server adapters publish in the scope of each request, and applications use.

Interim responses go through it and not through the `send` that middlewares wrap: Starlette's `BaseHTTPMiddleware`
answers 500 to a message it does not know, and its `GZipMiddleware` drops it. A channel is synchronous, so that one
timer can drive the heartbeats of thousands of requests without waking a task for each.
"""

import asyncio
import enum
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any, Protocol, runtime_checkable

from interim.exchange.fields import FieldLine

__all__ = ["CHANNEL", "EARLY_HINT", "INFORMATIONAL", "Channel", "Pushed", "Raw", "Scope", "channel_of"]

CHANNEL = "interim.channel"
"""The name of the scope extension that holds the `Channel` of the request."""
INFORMATIONAL = "http.response.informational"
"""The ASGI event, and the scope extension that advertises it, for any interim response."""
EARLY_HINT = "http.response.early_hint"
"""The ASGI event and extension for 103 alone, of the ASGI specification."""

Scope = MutableMapping[str, Any]


class Pushed(enum.Enum):
    """What became of an interim response."""

    SENT = "sent"
    """It was handed to the transport."""
    DROPPED = "dropped"
    """The client does not read, so the transport is write-paused; a keep-alive has no value when it is late."""
    WITHHELD = "withheld"
    """The client speaks HTTP/1.0 (RFC 9110 §15.2)."""
    GONE = "gone"
    """The client left."""


@runtime_checkable
class Raw(Protocol):
    """Breaks the rules on purpose; for the simulator alone.

    The first call takes the response over: the server sends nothing more by itself, ASGI messages are ignored, and the
    connection (on HTTP/2 the stream) ends with `close` or `reset`, or when the application returns.

    Attributes:
        abilities: which of ``write``, ``close`` and ``reset`` work here. HTTP/2 has ``reset`` alone: frames of other
            streams share its connection.
    """

    abilities: frozenset[str]

    def write(self, data: bytes) -> None:
        """Put octets on the wire as they are. Raises UnsupportedServer where it cannot."""

    async def drain(self) -> None:
        """Wait until the transport takes more."""

    def close(self) -> None:
        """Close the connection after what was written."""

    def reset(self) -> None:
        """Abort: a TCP RST, or RST_STREAM on HTTP/2, with nothing flushed first."""


@runtime_checkable
class Channel(Protocol):
    """One request's direct line to its server adapter. Use it on the event loop of the request only.

    Attributes:
        server: the adapter, for diagnostics: ``uvicorn-httptools``, ``gunicorn``, ...
        loop: the event loop of the request.
    """

    server: str
    loop: asyncio.AbstractEventLoop

    @property
    def raw(self) -> Raw | None:
        """The way to break the rules, where there is one."""

    @property
    def unread(self) -> bool:
        """The application has not read all of the content of the request; perhaps there is none."""

    def push(self, status: int, lines: Sequence[FieldLine] = ()) -> Pushed:
        """Send an interim response now, or say what became of it.

        Raises:
            LocalProtocolError: it is not legal: see `interim.protocol.lifecycle`.
        """

    def on_leave(self, callback: Callable[[], None]) -> None:
        """Call back once, within a second of the client leaving before the response is complete; soon, if it has left.

        Not called when the response completes. There is nothing to unregister: it ends with the request.
        """

    def on_drain(self, callback: Callable[[], None]) -> None:
        """Call back once when the server begins to shut down, so that a held request can still be answered.

        Soon, if it has begun. Requests that are answered promptly need not register.

        Raises:
            UnsupportedServer: the adapter cannot tell.
        """


def channel_of(scope: Mapping[str, Any]) -> Channel | None:
    """The channel of a request, or None on a server without our adapter."""
    extensions = scope.get("extensions")
    return extensions.get(CHANNEL) if extensions else None
