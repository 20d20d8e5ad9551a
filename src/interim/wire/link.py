"""A connected socket to write to and read from at the same time, in the clear. `wire/tls.py` has the other one.

Not asyncio's transports: when a write fails they drop the connection, and with it a response that had arrived already.
A server that answers before it has read the content, and then closes, does that to every upload.
"""

import asyncio
import contextlib
import socket
import time
from typing import Protocol

__all__ = ["RECEIVE_BYTES", "Link", "PlainLink"]

RECEIVE_BYTES = 64 * 1024
"""The most that one receive takes from the socket."""


class Link(Protocol):
    """Octets to and from a server. One task may send and another receive at the same time, not more."""

    @property
    def sent(self) -> int:
        """Octets that the socket has taken; 0 as long as none of a request can have left."""
        ...

    @property
    def pending(self) -> bool:
        """Whether the link itself has something to write: `send`, also of nothing, writes it."""
        ...

    async def send(self, data: bytes) -> None:
        """Write octets; returns when the socket has taken the last one.

        Raises:
            OSError: the connection is broken for writing. What arrived can still be received.
        """
        ...

    async def receive(self) -> tuple[bytes, int]:
        """The next octets, and when they arrived on the monotonic clock, in ns. No octets: the server closed its side.

        Raises:
            OSError: the connection is broken; also `ssl.SSLError`.
        """
        ...

    def close(self) -> None:
        """Close at once. What was not sent is dropped."""
        ...


class PlainLink:
    """A link without TLS, on a connected socket that does not block."""

    __slots__ = ("_connection", "_sent")

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._sent = 0

    @property
    def sent(self) -> int:
        """Octets that the socket has taken."""
        return self._sent

    @property
    def pending(self) -> bool:
        """Never: nothing is added to what is sent."""
        return False

    async def send(self, data: bytes) -> None:
        """Write octets; returns when the socket has taken the last one."""
        try:
            taken = self._connection.send(data)
        except BlockingIOError:
            taken = 0
        self._sent += taken
        if taken < len(data):
            await asyncio.get_running_loop().sock_sendall(self._connection, memoryview(data)[taken:])
            self._sent += len(data) - taken

    async def receive(self) -> tuple[bytes, int]:
        """The next octets, and when they arrived."""
        data = await asyncio.get_running_loop().sock_recv(self._connection, RECEIVE_BYTES)
        return data, time.monotonic_ns()

    def send_last(self, data: bytes) -> None:
        """Write octets if the socket takes them now; for a farewell that nobody waits for."""
        with contextlib.suppress(OSError):
            self._connection.send(data)

    def close(self) -> None:
        """Close at once. What was not sent is dropped."""
        self._connection.close()
