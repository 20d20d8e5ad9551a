"""hypercorn: a wrapper that gives an application a channel on hypercorn's HTTP/1.1 and HTTP/2.

::

    app = with_interim(app)

It is the outermost wrapper, so that it finds hypercorn's stream behind `send`. HTTP/3 and the trio worker are refused:
see docs/servers.md.

It touches private parts of hypercorn; all are checked when this module is imported.
"""

import asyncio
import contextlib
import logging
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from interim.asgi.channel import Pushed, channel_of
from interim.errors import UnsupportedServer
from interim.exchange.fields import FieldLine
from interim.servers.drain import Drain
from interim.servers.guard import Seam, require
from interim.servers.heads import REASON_PHRASES
from interim.servers.line import Line, Send
from interim.servers.target import REFUSED, check_octets, check_target, refuse

_VERSION = version("hypercorn")
_require = partial(require, "hypercorn", _VERSION, at_least="0.18", below="0.19", extra="hypercorn")
_require()

# Another version may not even have these modules, and is to be named first.
import h2.exceptions  # noqa: E402
import h11  # noqa: E402
from hypercorn.asyncio.tcp_server import TCPServer  # noqa: E402
from hypercorn.asyncio.worker_context import EventWrapper, WorkerContext  # noqa: E402
from hypercorn.protocol.h2 import H2Protocol, StreamBuffer  # noqa: E402
from hypercorn.protocol.h11 import H11Protocol  # noqa: E402
from hypercorn.protocol.http_stream import ASGIHTTPState, HTTPStream  # noqa: E402

__all__ = ["with_interim"]

_require(
    seams=[
        Seam(owner=owner, function=function, mentions=frozenset(mentions.split()))
        for owner, function, mentions in (
            (EventWrapper, "is_set", ""),
            (EventWrapper, "set", ""),
            (H11Protocol, "__init__", "connection send"),
            (H11Protocol, "_send_h11_event", "connection send"),
            (H11Protocol, "_create_stream", "HTTPStream stream_send"),
            (H2Protocol, "__init__", "connection send stream_buffers"),
            (H2Protocol, "_flush", "data_to_send send"),
            (H2Protocol, "_create_stream", "HTTPStream stream_send stream_buffers"),
            (HTTPStream, "__init__", "closed context send state stream_id"),
            (HTTPStream, "handle", "app_put app_send closed"),
            (HTTPStream, "app_send", "send state"),
            (StreamBuffer, "close", "_complete _paused"),
            (TCPServer, "__init__", "reader writer send_lock"),
            (TCPServer, "protocol_send", "writer send_lock"),
            (WorkerContext, "__init__", "terminated"),
        )
    ],
)

_LOG = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[Any]]
App = Callable[[Any, Any, Any], Awaitable[None]]


def with_interim(app: App) -> App:
    """Wrap an ASGI application, so that its requests on hypercorn have a channel.

    Lifespan and websocket scopes pass through, and so does a server that is not hypercorn, with one warning in the log
    of ``interim.servers.hypercorn``: interim responses raise UnsupportedServer there.

    Raises:
        UnsupportedServer: by a request over HTTP/3, or to the trio worker.
    """
    warned = False

    # hypercorn takes an application for WSGI unless it is a coroutine function.
    async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        nonlocal warned
        if scope["type"] != "http" or channel_of(scope) is not None:
            await app(scope, receive, send)
            return
        stream = getattr(send, "__self__", None)
        if isinstance(stream, HTTPStream):
            await _serve(app, scope, receive, send, stream)
            return
        if not warned:
            warned = True
            _LOG.warning(
                "with_interim finds %r behind `send`, not a stream of hypercorn; requests have no interim channel. "
                "Make it the outermost wrapper, or see docs/servers.md for the adapter of another server",
                type(stream).__qualname__ if stream is not None else getattr(send, "__qualname__", send),
            )
        await app(scope, receive, send)

    return application


async def _serve(app: App, scope: dict[str, Any], receive: Receive, send: Send, stream: HTTPStream) -> None:
    held = _Held(scope, stream)
    try:
        refused = check_octets(scope) or check_target(scope)
        if refused is not None:
            scope[REFUSED] = refused
            await refuse(scope, receive, send)
        else:
            held.line.publish(scope)
            await app(scope, held.line.receiving(held.receiving(receive)), held.line.sending(send))
    finally:
        held.end()


class _Held:
    """One request: how to write beside hypercorn's tasks, and the ways in which hypercorn says that the client left."""

    def __init__(self, scope: dict[str, Any], stream: HTTPStream) -> None:
        protocol = getattr(stream.send, "__self__", None)
        server = getattr(getattr(protocol, "send", None), "__self__", None)
        if not isinstance(protocol, H11Protocol | H2Protocol):
            raise UnsupportedServer(
                f"hypercorn {_VERSION}: no interim responses over HTTP/{scope['http_version']}, whose endpoint "
                "dies when a client stops a held one; leave --quic-bind out"
            )
        if not isinstance(server, TCPServer):
            raise UnsupportedServer(
                f"hypercorn {_VERSION}: {type(server).__module__} cannot write at once; run it with "
                "--worker-class asyncio or uvloop"
            )
        self._stream = stream
        self._protocol = protocol
        self._server = server
        self.line = Line(
            server="hypercorn",
            http_version=scope["http_version"],
            write=partial(self._write_http1 if isinstance(protocol, H11Protocol) else self._write_http2, protocol),
            drain=_drain_of(stream.context),
        )
        self._ended = self._told = False
        self._expects_100 = isinstance(protocol, H2Protocol) and (b"expect", b"100-continue") in scope["headers"]
        self._put = stream.app_put
        self._queue: asyncio.Queue[Any] = stream.app_put.__self__  # type: ignore[attr-defined]  # a bound method
        stream.app_put = self._put_or_leave
        self._connection = _connection_of(server)
        self._connection.held.add(self)
        if self._connection.left or stream.closed:
            self.hear_eof()

    def end(self) -> None:
        """The application returned."""
        self._connection.held.discard(self)
        self.line.end()
        # hypercorn reads no more of a connection, for ever, when a queue that nobody empties is full.
        self._ended = True
        while not self._queue.empty():
            self._queue.get_nowait()

    def leave(self, *, last: bool) -> None:
        """The client left. Hypercorn learns it later when a pipelined request keeps it from reading.

        Args:
            last: nothing of the request is on its way to the application any more.
        """
        if self._stream.state is ASGIHTTPState.CLOSED:
            # The response is complete, and hypercorn closes the connection before `send` returns.
            return
        if self.line.leave() and isinstance(self._protocol, H2Protocol):
            buffer = self._protocol.stream_buffers.get(self._stream.stream_id)
            if buffer is not None:
                # hypercorn leaves a `send` that waits for the client's window waiting for ever.
                _finish(buffer.close())
        if last and self.line.left and not self._told:
            self._told = True
            # Where the queue is full nobody waits for it; `receive` says so when it has been emptied.
            with contextlib.suppress(asyncio.QueueFull):
                self._queue.put_nowait({"type": "http.disconnect"})

    def hear_eof(self) -> None:
        """The client ended its side, or the connection is lost."""
        connection = self._protocol.connection
        complete = isinstance(connection, h11.Connection) and connection.their_state is not h11.SEND_BODY
        self.leave(last=complete or self._server.reader.at_eof())

    def receiving(self, receive: Receive) -> Receive:
        """The `receive` for the application."""

        async def receive_or_left() -> Any:
            if self._expects_100:
                # RFC 9110 §10.1.1 wants an answer to it; hypercorn gives one on HTTP/1.1 alone.
                self._expects_100 = False
                if self._queue.empty():
                    self._write_http2(self._protocol, 100, ())
            if self._told and self._queue.empty():
                return {"type": "http.disconnect"}
            return await receive()

        return receive_or_left

    async def _put_or_leave(self, message: Any) -> None:
        if message["type"] == "http.disconnect" and self._stream.state is not ASGIHTTPState.CLOSED:
            self.leave(last=True)
        elif not self._ended:
            await self._put(message)

    def _write_http1(self, protocol: Any, status: int, lines: Sequence[FieldLine]) -> Pushed:
        pushed = self._writable()
        if pushed is not Pushed.SENT:
            return pushed
        try:
            data = protocol.connection.send(
                h11.InformationalResponse(status_code=status, headers=list(lines), reason=REASON_PHRASES[status])
            )
        except h11.LocalProtocolError:
            # The client broke HTTP behind this request, and hypercorn has answered 400 in its place.
            return Pushed.GONE
        self._server.writer.write(data)
        return Pushed.SENT

    def _write_http2(self, protocol: Any, status: int, lines: Sequence[FieldLine]) -> Pushed:
        pushed = self._writable()
        if pushed is not Pushed.SENT:
            return pushed
        if status == 100:
            self._expects_100 = False
        connection = protocol.connection
        block = [(b":status", b"%d" % status), *((name.lower(), value) for name, value in lines)]
        try:
            connection.send_headers(self._stream.stream_id, block)
        except h2.exceptions.ProtocolError:
            # Only the state of the stream is left to object to: the block is checked.
            return Pushed.GONE
        self._server.writer.write(connection.data_to_send())
        return Pushed.SENT

    def _writable(self) -> Pushed:
        transport = self._server.writer.transport
        if self._stream.closed or transport.is_closing():
            return Pushed.GONE
        if transport.get_write_buffer_size() > transport.get_write_buffer_limits()[1]:
            return Pushed.DROPPED
        # hypercorn encodes first and then waits for this lock. Whoever waits has octets that must go out before ours:
        # on HTTP/2 a header block out of order is the end of the connection (RFC 7541 §2.2).
        lock = self._server.send_lock
        if not _finish(lock.acquire()):
            return Pushed.DROPPED
        lock.release()
        return Pushed.SENT


class _Connection:
    """Tells the requests of a connection when the client closes it, as soon as the transport says so."""

    def __init__(self, server: TCPServer) -> None:
        self.held: set[_Held] = set()
        reader = server.reader
        self.left = reader.at_eof() or reader.exception() is not None
        feed_eof, set_exception = reader.feed_eof, reader.set_exception

        def hear_eof() -> None:
            feed_eof()
            self._leave()

        def hear_exception(exc: Exception) -> None:
            set_exception(exc)
            self._leave()

        reader.feed_eof = hear_eof  # type: ignore[method-assign]  # hypercorn makes it itself: no subclass gets in
        reader.set_exception = hear_exception  # type: ignore[method-assign]

    def _leave(self) -> None:
        self.left = True
        for held in tuple(self.held):
            held.hear_eof()


_connections: weakref.WeakKeyDictionary[TCPServer, _Connection] = weakref.WeakKeyDictionary()
_drains: weakref.WeakKeyDictionary[Any, Drain] = weakref.WeakKeyDictionary()


def _connection_of(server: TCPServer) -> _Connection:
    connection = _connections.get(server)
    if connection is None:
        connection = _connections[server] = _Connection(server)
    return connection


def _drain_of(context: Any) -> Drain:
    """The shutdown of a worker. hypercorn sets an event for it, and waits for requests after that."""
    drain = _drains.get(context)
    if drain is None:
        drain = _drains[context] = Drain(begun=context.terminated.is_set())
        terminated, begin = context.terminated, drain.begin
        set_event = terminated.set

        async def set_and_begin() -> None:
            await set_event()
            begin()

        terminated.set = set_and_begin
    return drain


def _finish(coroutine: Coroutine[Any, Any, object]) -> bool:
    """Run a coroutine that need not wait. If it would, it is closed, and this is False."""
    try:
        coroutine.send(None)
    except StopIteration:
        return True
    coroutine.close()
    return False
