"""uvicorn's zttp protocol with interim responses: HTTP/2."""

import asyncio
import re
from collections.abc import Generator, Sequence
from importlib.metadata import version

import uvicorn
import zttp
from uvicorn._types import ASGIReceiveEvent, ASGISendEvent
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.zttp_h2_impl import RequestResponseCycle, ZttpH2Protocol

from interim.asgi.respond import problem_content
from interim.asgi.wheel import wheel_of
from interim.errors import UnsupportedServer
from interim.exchange.fields import FieldLine
from interim.servers.cycle import InterimCycle
from interim.servers.guard import Seam, require
from interim.servers.h2_ping import Pinger, ping_interval_s
from interim.servers.raw import RawH2
from interim.servers.rebind import rebind
from interim.servers.uvicorn_seams import ABOVE, FIRST, common_seams

__all__ = ["InterimZttpH2"]

_STAND_IN = 599
"""The highest status code that zttp writes; it stands in for those above it."""
_STAND_IN_AT = slice(9, 14)
_STAND_IN_FIELD = b"\x08\x03599"
"""How its header block begins, after the nine octets of the frame header: RFC 7541 §6.2.2, a literal without indexing,
name 8 of the static table (`:status`). As nothing is indexed the digits can be replaced and no decoder is misled."""

# RFC 9113 §8.3.1: `:path` has the path and query of the URI, RFC 3986: no controls, no space, nothing outside ASCII.
_NOT_IN_TARGET = re.compile(rb"[^!-~]")

_STALLS = 12
"""How many keep-alive timeouts of uvicorn, 5 s each, a client may let content wait without a word."""

_INTERNAL_ERROR = 2
"""RFC 9113 §7."""

require("zttp", version("zttp"), at_least="0.0.35", below="0.0.36", extra="http2")
require(
    "uvicorn",
    uvicorn.__version__,
    at_least=FIRST,
    below=ABOVE,
    extra="http2",
    seams=[
        *common_seams(ZttpH2Protocol, RequestResponseCycle),
        Seam(owner=ZttpH2Protocol, function="handle_request", mentions=frozenset({"RequestResponseCycle", "cycles"})),
        Seam(owner=ZttpH2Protocol, function="handle_rst_stream", mentions=frozenset({"cycles", "stream_id"})),
        Seam(owner=ZttpH2Protocol, function="handle_events", mentions=frozenset({"events", "handle_request"})),
        Seam(owner=ZttpH2Protocol, function="_close_connection", mentions=frozenset({"conn", "flush"})),
        Seam(owner=RequestResponseCycle, function="send", mentions=frozenset({"stream", "send_response"})),
    ],
)


class _HighStatus:
    """Stands before a stream of zttp for one response with a status code above those zttp writes."""

    __slots__ = ("_conn", "_status", "_stream", "_transport")

    def __init__(self, cycle: "_Cycle", status: int) -> None:
        self._conn = cycle.conn
        self._stream = cycle.stream
        self._transport = cycle.transport
        self._status = status

    def send_response(self, _status: int, lines: list[FieldLine]) -> None:
        self._transport.write(self._conn.data_to_send())
        self._stream.send_response(_STAND_IN, lines)
        frame = self._conn.data_to_send()
        if frame[_STAND_IN_AT] != _STAND_IN_FIELD:
            raise UnsupportedServer(f"zttp {version('zttp')} encodes fields otherwise than expected: no {self._status}")
        self._transport.write(frame.replace(b"599", b"%d" % self._status, 1))


class _Cycle(InterimCycle, RequestResponseCycle):
    """A request."""

    server = "uvicorn-zttp"
    waiting_for_100_continue = False
    _credit: asyncio.Future[None] | None = None
    run_stock = RequestResponseCycle.run_asgi

    @property
    def raw(self) -> RawH2:
        """The way to break the rules."""
        return RawH2(self)

    def write_interim(self, status: int, lines: Sequence[FieldLine]) -> None:
        """HEADERS without END_STREAM: RFC 9113 §8.1."""
        self.stream.send_informational(status, [(name.lower(), value) for name, value in lines])
        self.transport.write(self.conn.data_to_send())

    async def send_final(self, message: ASGISendEvent) -> None:
        """As uvicorn's `send`, which neither waits for the client's window nor knows a status above 599."""
        if message["type"] == "http.response.start":
            self.waiting_for_100_continue = False
            if message["status"] > _STAND_IN:
                await self._start_high(message, message["status"])
                return
        else:
            while (self.stream.pending_bytes or 0) > HIGH_WATER_LIMIT and not self.disconnected:
                self._credit = self.loop.create_future()
                await self._credit
        await RequestResponseCycle.send(self, message)

    async def _start_high(self, message: ASGISendEvent, status: int) -> None:
        while self.flow.write_paused and not self.disconnected:
            await self.flow.drain()
        stream = self.stream
        self.stream = _HighStatus(self, status)  # type: ignore[assignment] # it has the one method that is called
        try:
            await RequestResponseCycle.send(self, message)  # never suspends: it is not write-paused
        finally:
            self.stream = stream

    def credit(self) -> None:
        """The client's window may have grown, or no longer matters."""
        if self._credit is not None and not self._credit.done():
            self._credit.set_result(None)

    def leave(self) -> None:
        """The client left, or reset the stream."""
        super().leave()
        self.credit()

    async def receive(self) -> ASGIReceiveEvent:
        """As uvicorn's `receive`, which does not answer an expectation: RFC 9110 §10.1.1."""
        if self.waiting_for_100_continue:
            self.waiting_for_100_continue = False
            if not self.disconnected and not self.response_started and not self.transport.is_closing():
                self.write_interim(100, ())
        return await super().receive()

    def reset_stream(self) -> None:
        """End this stream alone."""
        if not self.transport.is_closing() and not self.disconnected:
            self.stream.reset(_INTERNAL_ERROR)
            self.transport.write(self.conn.data_to_send())


class InterimZttpH2(ZttpH2Protocol):
    """The HTTP/2 half of `interim.servers.uvicorn:InterimZttp`."""

    draining = False
    running: _Cycle | None = None
    _stalls = 0
    _close_when_sent = False
    _handle_request = rebind(ZttpH2Protocol.handle_request, RequestResponseCycle=_Cycle)
    _pinger: Pinger | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Read the interval of the PING: of our own configuration, or of the environment."""
        super().connection_made(transport)
        interval_s = ping_interval_s(getattr(self.config, "h2_ping_s", None))
        if interval_s is not None:
            self._pinger = Pinger(self, wheel_of(self.loop), interval_s)

    def handle_request(self, event: zttp.Request) -> None:
        """Start a request; uvicorn does not see that a head is all of it, nor that it waits for a 100."""
        if _NOT_IN_TARGET.search(event.target):
            self._refuse(event.stream_id)
            return
        self._handle_request(event)
        cycle = self.cycles[event.stream_id]
        if event.end_stream:
            cycle.more_body = False
            cycle.message_event.set()
        elif (b"expect", b"100-continue") in cycle.scope["headers"]:
            assert isinstance(cycle, _Cycle)  # noqa: S101 - handle_request makes no other
            cycle.waiting_for_100_continue = True
        if self._pinger is not None:
            self._pinger.start()

    def _refuse(self, stream_id: int) -> None:
        content = problem_content(
            400, "Bad Request", "The :path has octets that no URI has (RFC 9113 §8.3.1); percent-encode them."
        )
        stream = self.conn.stream(stream_id)
        stream.send_response(
            400, [(b"content-type", b"application/problem+json"), (b"content-length", b"%d" % len(content))]
        )
        stream.send_data(content)
        stream.end_message()
        self.flush()

    def events(self) -> Generator[zttp.Event]:
        """Hear the answers to a PING, and of windows that grew."""
        for event in super().events():
            if isinstance(event, zttp.Ping):
                if event.ack and self._pinger is not None:
                    self._pinger.acknowledged(event.data)
            elif isinstance(event, zttp.WindowUpdate | zttp.Settings):
                self.loop.call_soon(self._credit)
            yield event

    def _credit(self) -> None:
        for cycle in self._cycles():
            cycle.credit()

    def _cycles(self) -> list[_Cycle]:
        return [cycle for cycle in self.cycles.values() if isinstance(cycle, _Cycle)]

    def handle_rst_stream(self, event: zttp.RstStream) -> None:
        """Tell the request."""
        cycle = self.cycles.get(event.stream_id)
        super().handle_rst_stream(event)
        if isinstance(cycle, _Cycle):
            cycle.leave()

    def eof_received(self) -> None:
        """A client that closes its half has left: the transport closes after this."""
        self._tell_left()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell every request."""
        self._tell_left()
        super().connection_lost(exc)

    def _tell_left(self) -> None:
        if self._pinger is not None:
            self._pinger.stop()
        for cycle in self._cycles():
            cycle.leave()

    def shutdown(self) -> None:
        """Call the drain callbacks, then do what uvicorn does: refuse new streams, close after the last."""
        self.draining = True
        for cycle in self._cycles():
            cycle.drain()
        super().shutdown()

    def hand_over(self) -> None:
        """The application breaks the rules; on HTTP/2 that touches its own stream only."""

    def data_received(self, data: bytes) -> None:
        """Parse what came; it may be the window that let the last content out."""
        self._stalls = 0
        super().data_received(data)
        if self._close_when_sent and not self.conn.has_pending_send():
            self._close_connection()

    def _close_connection(self) -> None:
        """Close, but not while content of a response waits for the client's window, as uvicorn would."""
        if not self.conn.has_pending_send() or self._stalls >= _STALLS:
            super()._close_connection()
            return
        self._stalls += 1
        self._close_when_sent = self.shutdown_requested
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    # What the pinger needs.

    def is_held(self) -> bool:
        """Some stream waits for its final response."""
        return any(not cycle.response_started for cycle in self.cycles.values())

    def is_writable(self) -> bool:
        """The transport takes more."""
        return not self.flow.write_paused and not self.transport.is_closing()

    def write(self, frame: bytes) -> None:
        """Write a whole frame. zttp hands out whole frames too, and none wait in it between two calls."""
        self.transport.write(self.conn.data_to_send() + frame)

    def abort(self) -> None:
        """The peer is dead."""
        self.logger.info("No answer to an HTTP/2 PING: the client is taken for dead")
        self.transport.abort()
