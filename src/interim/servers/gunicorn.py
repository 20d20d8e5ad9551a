"""gunicorn: a worker class whose connections send interim responses, and tell an application what it needs to know.

::

    gunicorn -k interim.servers.gunicorn.InterimWorker app:app

gunicorn 27 takes `http.response.informational` by itself. This worker adds what that lacks: a synchronous push, the
registered reason phrases, a bound on what a client that does not read makes the server buffer, the two other events,
drain callbacks, and 400 for a request-target with a `#`.

It touches private parts of gunicorn; all are checked when this module is imported.
"""

import re
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from interim.asgi.channel import Pushed, channel_of
from interim.errors import UnsupportedServer
from interim.exchange.fields import FieldLine
from interim.servers.drain import Drain
from interim.servers.guard import Seam, require
from interim.servers.heads import INTERIM_HEADS, STATUS_LINES, interim_head
from interim.servers.line import Line, Write
from interim.servers.rebind import rebind
from interim.servers.target import REFUSED, check_octets, check_target, refuse

_require = partial(require, "gunicorn", version("gunicorn"), at_least="27.0", below="28", extra="gunicorn")
_require()

# Another version may not even have these modules, and is to be named first.
from gunicorn.asgi.parser import CallbackRequest  # type: ignore[import-untyped]  # noqa: E402
from gunicorn.asgi.protocol import ASGIProtocol, BodyReceiver, FlowControl  # type: ignore[import-untyped]  # noqa: E402
from gunicorn.http2.async_connection import AsyncHTTP2Connection  # type: ignore[import-untyped]  # noqa: E402
from gunicorn.http2.request import HTTP2Request  # type: ignore[import-untyped]  # noqa: E402
from gunicorn.http2.stream import HTTP2Stream  # type: ignore[import-untyped]  # noqa: E402
from gunicorn.workers.gasgi import ASGIWorker  # type: ignore[import-untyped]  # noqa: E402

__all__ = ["InterimProtocol", "InterimWorker"]

_require(
    seams=[
        Seam(owner=owner, function=function, mentions=frozenset(mentions.split()))
        for owner, function, mentions in (
            (ASGIProtocol, "__init__", "app transport _body_receiver _finishing_calls _flow_control"),
            (ASGIProtocol, "_build_http_scope", "request sockname peername"),
            (ASGIProtocol, "_build_http2_scope", "request sockname peername"),
            (ASGIProtocol, "_handle_http_request", "app _build_http_scope _body_receiver"),
            (ASGIProtocol, "_handle_http2_request", "app _build_http2_scope"),
            (ASGIProtocol, "_send_response_start", "_get_cached_status_line"),
            (ASGIProtocol, "_will_close", "should_close"),
            (ASGIProtocol, "connection_lost", "_body_receiver _finishing_calls"),
            (ASGIProtocol, "pause_writing", ""),
            (ASGIProtocol, "resume_writing", ""),
            (ASGIWorker, "_shutdown", "graceful_timeout"),
            (ASGIWorker, "handle_exit_signal", "alive"),
            (ASGIWorker, "load_wsgi", "asgi"),
            (AsyncHTTP2Connection, "__init__", "h2_conn"),
            (AsyncHTTP2Connection, "_send", "_lock _write_locked"),
            (AsyncHTTP2Connection, "_write_pending_nowait", "writer h2_conn"),
            (BodyReceiver, "__init__", "expect_continue"),
            (BodyReceiver, "signal_disconnect", ""),
            (CallbackRequest, "should_close", "must_close"),
            (FlowControl, "resume_writing", ""),
            (HTTP2Request, "__init__", "stream uri query"),
            (HTTP2Stream, "__init__", "stream_id connection disconnected expect_continue"),
            (HTTP2Stream, "reset", "signal_disconnect"),
        )
    ],
)

if not any("ASGIProtocol" in getattr(part, "co_names", ()) for part in ASGIWorker._serve.__code__.co_consts):  # noqa: SLF001
    raise UnsupportedServer(f"gunicorn {version('gunicorn')}: ASGIWorker._serve makes no ASGIProtocol")


# RFC 9113 §8.3.1: the path of a request has the characters of a URI, and so no `#` and no white space.
_ODD = re.compile(r"[^!-~]|#")


def _status_line(_version: object, status: int, _reason: object = None) -> bytes:
    return STATUS_LINES[status]


class InterimProtocol(ASGIProtocol):  # type: ignore[misc]  # gunicorn has no types
    """A connection of gunicorn's ASGI worker, with a line for each request on it."""

    # gunicorn knows a few reason phrases only, and repeats the version of the request, not its own (RFC 9112 §2.3).
    _send_response_start = rebind(ASGIProtocol._send_response_start, _get_cached_status_line=_status_line)  # noqa: SLF001

    def __init__(self, worker: Any) -> None:
        super().__init__(worker)
        self._application = worker.asgi
        self.app = self._call
        self._drain: Drain = worker.drain
        self._lines: set[Line] = set()
        self._stalled = False

    async def _call(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        line = channel_of(scope)
        if scope["type"] != "http" or not isinstance(line, Line):
            await self._application(scope, receive, send)
            return
        try:
            if REFUSED in scope:
                await refuse(scope, receive, send)
            else:
                await self._application(scope, line.receiving(receive), line.sending(send))
        finally:
            self._lines.discard(line)
            line.end()

    def _build_http_scope(self, request: Any, sockname: Any, peername: Any) -> Any:
        scope = super()._build_http_scope(request, sockname, peername)
        self._open(scope, partial(self._write_http1, self._body_receiver))
        if REFUSED in scope:
            # gunicorn decides by the request whether to close, whatever the Connection field of the response says.
            request.must_close = True
        return scope

    def _build_http2_scope(self, request: Any, sockname: Any, peername: Any) -> Any:
        if _ODD.search(request.uri):
            # gunicorn cuts a fragment off on HTTP/2, and takes any character; show what was sent, to be refused.
            path, _, query = request.uri.partition("?")
            request.raw_path, request.query = path.encode(), query.encode().decode("latin-1")
        scope = super()._build_http2_scope(request, sockname, peername)
        line = self._open(scope, partial(self._write_http2, request.stream))
        _tell_of_reset(request.stream, line)
        return scope

    def _open(self, scope: dict[str, Any], write: Write) -> Line:
        line = Line(server="gunicorn", http_version=scope["http_version"], write=write, drain=self._drain)
        line.publish(scope)
        refused = check_octets(scope) or check_target(scope)
        if refused is not None:
            scope[REFUSED] = refused
        self._lines.add(line)
        if self.transport.is_closing():
            line.leave()
        return line

    def _write_http1(self, receiver: Any, status: int, lines: Sequence[FieldLine]) -> Pushed:
        if self.transport.is_closing():
            return Pushed.GONE
        if self._stalled:
            return Pushed.DROPPED
        if status == 100:
            # The application sends it, so gunicorn need not when the content is first asked for.
            receiver.expect_continue = False
        self.transport.write(interim_head(status, lines) if lines else INTERIM_HEADS[status])
        return Pushed.SENT

    def _write_http2(self, stream: Any, status: int, lines: Sequence[FieldLine]) -> Pushed:
        from h2.exceptions import ProtocolError  # gunicorn's extra: there is none unless HTTP/2 is switched on

        connection = stream.connection
        if connection.is_closed or stream.disconnected or self.transport.is_closing():
            return Pushed.GONE
        if self._stalled:
            return Pushed.DROPPED
        if status == 100:
            stream.expect_continue = False
        block = [(b":status", b"%d" % status), *((name.lower(), value) for name, value in lines)]
        try:
            # gunicorn encodes and writes under a lock, but never awaits while it holds it: this cannot come between.
            connection.h2_conn.send_headers(stream.stream_id, block, end_stream=False)
        except ProtocolError:
            # Only the state of the stream is left to object to: the block is checked.
            return Pushed.GONE
        connection._write_pending_nowait()  # noqa: SLF001
        return Pushed.SENT

    def pause_writing(self) -> None:
        """The transport holds as much as it should: interim responses are dropped until it takes more."""
        self._stalled = True
        super().pause_writing()

    def resume_writing(self) -> None:
        """The transport takes more."""
        self._stalled = False
        super().resume_writing()

    def eof_received(self) -> bool | None:
        """The client ended its side. The transport closes then, but not before the client has read what is buffered."""
        for receiver in (self._body_receiver, *self._finishing_calls.values()):
            if receiver is not None:
                receiver.signal_disconnect()
        self._leave()
        answer: bool | None = super().eof_received()
        return answer

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed or reset."""
        super().connection_lost(exc)
        self._leave()
        if self._flow_control is not None:
            # gunicorn leaves a `send` that waits for the transport waiting until it cancels the task, 3 s later.
            self._flow_control.resume_writing()

    def _leave(self) -> None:
        for line in tuple(self._lines):
            line.leave()


def _tell_of_reset(stream: Any, line: Line) -> None:
    """Have the stream tell the line when the client resets it, or leaves."""
    tell = stream.signal_disconnect

    def signal_disconnect() -> None:
        tell()
        line.leave()

    stream.signal_disconnect = signal_disconnect


class InterimWorker(ASGIWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's ASGI worker, with `InterimProtocol` for its connections.

    Attributes:
        drain: begins when the worker stops, for whatever reason: a signal, `max_requests`, a reload, a lost parent.
    """

    # gunicorn names the class of its connections in the midst of this method.
    _serve = rebind(ASGIWorker._serve, ASGIProtocol=InterimProtocol)  # noqa: SLF001

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.drain = Drain()
        self.loop: Any = None
        super().__init__(*args, **kwargs)

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Refuse, before the first worker starts, what interim responses cannot go through."""
        super().check_config(cfg, log)
        if cfg.protocol == "uwsgi":
            raise UnsupportedServer(
                "gunicorn --protocol uwsgi cannot carry interim responses: a web server takes the first status line as "
                "that of the final response; allowed: --protocol http"
            )

    @property
    def alive(self) -> bool:
        """Whether the worker serves. gunicorn sets it to False in many places, some of them in other threads."""
        return self._alive

    @alive.setter
    def alive(self, alive: bool) -> None:
        self._alive = alive
        if not alive and self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.drain.begin)

    async def _shutdown(self) -> None:
        self.drain.begin()
        await super()._shutdown()
