"""Raw access for the simulator: octets as they are, a close and a reset in places where HTTP allows none.

It implements `interim.asgi.channel.Raw` over a cycle of an HTTP/1.1 or an HTTP/2 connection.
"""

import asyncio
import os
import socket
import struct
from typing import Protocol

from uvicorn.protocols.http.flow_control import FlowControl

from interim.errors import UnsupportedServer

__all__ = ["RawH1", "RawH2", "Takeable", "TakeableStream", "abort_with_reset"]


class Takeable(Protocol):
    """The part of a cycle that raw access needs."""

    transport: asyncio.Transport
    flow: FlowControl
    disconnected: bool

    def take_over(self) -> None:
        """Nothing more is sent or parsed by the server itself."""


class TakeableStream(Takeable, Protocol):
    """The same, on HTTP/2."""

    def reset_stream(self) -> None:
        """Send RST_STREAM."""


class RawH1:
    """Raw access to an HTTP/1.1 connection."""

    __slots__ = ("_cycle",)

    abilities = frozenset({"write", "close", "reset"})

    def __init__(self, cycle: Takeable) -> None:
        self._cycle = cycle

    def write(self, data: bytes) -> None:
        """Put octets on the wire as they are; nothing, once the connection is closing."""
        self._cycle.take_over()
        if not self._cycle.transport.is_closing():
            self._cycle.transport.write(data)

    async def drain(self) -> None:
        """Wait until the transport takes more, or the client has left."""
        if self._cycle.flow.write_paused and not self._cycle.disconnected:
            await self._cycle.flow.drain()

    def close(self) -> None:
        """Close the connection after what was written."""
        self._cycle.take_over()
        self._cycle.transport.close()

    def reset(self) -> None:
        """Abort the connection with a TCP RST; what was not yet sent is lost. Over TLS there is no close_notify."""
        self._cycle.take_over()
        abort_with_reset(self._cycle.transport)


class RawH2:
    """Raw access to an HTTP/2 stream: its reset. Other streams share the connection, so nothing else is offered."""

    __slots__ = ("_cycle",)

    abilities = frozenset({"reset"})

    def __init__(self, cycle: TakeableStream) -> None:
        self._cycle = cycle

    def write(self, data: bytes) -> None:
        """Not on HTTP/2."""
        raise UnsupportedServer(
            "raw octets cannot be written on HTTP/2: other streams share the connection; use HTTP/1.1"
        )

    async def drain(self) -> None:
        """Wait until the transport takes more, or the client has left."""
        if self._cycle.flow.write_paused and not self._cycle.disconnected:
            await self._cycle.flow.drain()

    def close(self) -> None:
        """Not on HTTP/2."""
        raise UnsupportedServer(
            "the connection cannot be closed for one request on HTTP/2: other streams share it; reset the stream"
        )

    def reset(self) -> None:
        """Send RST_STREAM with INTERNAL_ERROR: RFC 9113 §5.4.2."""
        self._cycle.take_over()
        self._cycle.reset_stream()


def abort_with_reset(transport: asyncio.Transport) -> None:
    """Abort a connection so that the peer sees a TCP RST, not a FIN."""
    sock = transport.get_extra_info("socket")
    if sock is not None and not transport.is_closing():
        # RFC 9293 §3.9.1.4: ABORT. Linger of zero makes the close of the last descriptor one. The option belongs to
        # the socket, not to the descriptor, and the stand-ins of asyncio and uvloop do not both let it be set.
        with socket.socket(fileno=os.dup(sock.fileno())) as twin:
            twin.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
