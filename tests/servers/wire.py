"""Clients that read a wire octet by octet or frame by frame, and an application that a test plays the part of."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import h2.config
import h2.connection
import h2.events
import h2.settings

from interim.asgi.channel import Channel, channel_of

SOON_S = 1.0
"""What an application is told, it is told within this."""


def small_server() -> socket.socket:
    """A listening socket whose connections hold little, so that a client that does not read is soon noticed."""
    sock = socket.create_server(("127.0.0.1", 0))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
    return sock


def small_client(port: int) -> socket.socket:
    """A connected socket, as small."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect(("127.0.0.1", port))
    return sock


@dataclass
class Held:
    """One request as an application has it: the test decides what is sent, and when the application returns."""

    scope: Any
    receive: Callable[[], Any]
    send: Callable[[Any], Any]
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def channel(self) -> Channel:
        channel = channel_of(self.scope)
        assert channel is not None
        return channel

    def leave_event(self) -> asyncio.Event:
        event = asyncio.Event()
        self.channel.on_leave(event.set)
        return event

    def drain_event(self) -> asyncio.Event:
        event = asyncio.Event()
        self.channel.on_drain(event.set)
        return event

    async def answer(self, status: int = 200, content: bytes = b"ok") -> None:
        headers = [(b"content-length", b"%d" % len(content))]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": content})
        self.done.set()


class Part:
    """An application that gives each request to the test, and waits."""

    def __init__(self) -> None:
        self.arrived: asyncio.Queue[Held] = asyncio.Queue()
        self.lifespans = 0

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            self.lifespans += 1
            for step in "startup", "shutdown":
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        held = Held(scope, receive, send)
        self.arrived.put_nowait(held)
        await held.done.wait()

    async def next(self) -> Held:
        async with asyncio.timeout(5):
            return await self.arrived.get()


class Http1:
    """An HTTP/1 client that shows what it reads as it is."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator["Http1"]:
        reader, writer = await asyncio.open_connection(sock=small_client(port), limit=4096)
        try:
            yield cls(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def send(self, data: bytes) -> None:
        self._writer.write(data)

    def get(self, target: str = "/", version: str = "1.1", *fields: str) -> None:
        lines = [f"GET {target} HTTP/{version}", "Host: test", *fields, "", ""]
        self.send("\r\n".join(lines).encode())

    async def head(self) -> bytes:
        async with asyncio.timeout(5):
            return await self._reader.readuntil(b"\r\n\r\n")

    async def status(self) -> int:
        return int((await self.head()).split(b" ", 2)[1])

    async def exactly(self, count: int) -> bytes:
        async with asyncio.timeout(5):
            return await self._reader.readexactly(count)

    async def rest(self) -> bytes:
        async with asyncio.timeout(10):
            return await self._reader.read()

    def stop_reading(self) -> None:
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport reads too

    def resume_reading(self) -> None:
        self._writer.transport.resume_reading()  # type: ignore[attr-defined]

    def close(self) -> None:
        self._writer.close()

    def half_close(self) -> None:
        self._writer.write_eof()

    def reset(self) -> None:
        sock = self._writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


class Http2:
    """An HTTP/2 client with prior knowledge."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding=None))
        self._events: list[h2.events.Event] = []

    @classmethod
    @asynccontextmanager
    async def to(cls, port: int) -> AsyncIterator["Http2"]:
        reader, writer = await asyncio.open_connection(sock=small_client(port), limit=4096)
        client = cls(reader, writer)
        client.connection.initiate_connection()
        client.flush()
        try:
            yield client
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    def flush(self) -> None:
        self.writer.write(self.connection.data_to_send())

    def get(self, target: bytes = b"/", *, end_stream: bool = True, expect: bool = False) -> int:
        stream_id = self.connection.get_next_available_stream_id()
        block = [(b":method", b"GET"), (b":path", target), (b":scheme", b"http"), (b":authority", b"test")]
        if expect:
            block.append((b"expect", b"100-continue"))
        self.connection.send_headers(stream_id, block, end_stream=end_stream)
        self.flush()
        return stream_id

    def reset(self, stream_id: int) -> None:
        self.connection.reset_stream(stream_id, error_code=8)
        self.flush()

    async def event(self, *kinds: type[h2.events.Event]) -> Any:
        """The next event of these kinds; others are passed over."""
        async with asyncio.timeout(5):
            while True:
                while self._events:
                    event = self._events.pop(0)
                    if isinstance(event, kinds):
                        return event
                data = await self._reader.read(65536)
                if not data:
                    raise ConnectionError("the server closed the connection")
                self._events += self.connection.receive_data(data)
                self.flush()

    async def block(self) -> dict[bytes, bytes]:
        """The next header block of a response, interim or final."""
        event = await self.event(h2.events.InformationalResponseReceived, h2.events.ResponseReceived)
        return dict(event.headers)
