"""The cycle: one request on uvicorn, which is the channel of its application too.

A mixin before one of uvicorn's four classes `RequestResponseCycle`. It adds no object per request, and its attributes
have defaults on the class, so that a held request pays only for what it uses.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, cast

from uvicorn._types import ASGI3Application, ASGISendEvent
from uvicorn.protocols.http.flow_control import FlowControl

from interim.asgi.channel import CHANNEL, EARLY_HINT, INFORMATIONAL, Pushed, Raw
from interim.asgi.events import read_interim
from interim.asgi.tally import TALLY
from interim.errors import LocalProtocolError
from interim.exchange.fields import FieldLine
from interim.protocol.lifecycle import State, check_interim, judge_interim
from interim.servers.heads import INTERIM_HEADS
from interim.servers.target import REFUSED, check_target, refuse

__all__ = ["Connection", "InterimCycle"]

_EMPTY: dict[str, Any] = {}

_ENDED: Any = {"type": "http", "http_version": "1.1", "method": "GET", "path": "", "query_string": b"", "headers": []}
"""What a cycle has for a scope when it is over. The scope holds its channel, so a cycle that kept its scope would be
garbage that only the collector can free, one for each request."""


class Connection(Protocol):
    """The part of our protocol classes that a cycle talks to."""

    loop: asyncio.AbstractEventLoop
    draining: bool
    running: Any
    server_state: Any

    def hand_over(self) -> None:
        """The application breaks the rules from here on: parse and write nothing more."""


class InterimCycle:
    """Makes a cycle of uvicorn a `interim.asgi.channel.Channel`, and lets its `send` take interim responses."""

    server = "uvicorn"
    taken = False
    """The application breaks the rules; nothing is sent but what it writes itself."""
    altered = False
    """What the application sends as content is not sent: it is taken, or there is none by its status."""
    _leave: list[Callable[[], None]] | None = None
    _drain: list[Callable[[], None]] | None = None

    # Of uvicorn's class.
    scope: Any
    transport: asyncio.Transport
    flow: FlowControl
    logger: Any
    on_response: Any
    message_event: asyncio.Event
    disconnected: bool
    waiting_for_100_continue: bool
    response_started: bool
    response_complete: bool
    more_body: bool
    body: bytearray
    expected_content_length: Any
    default_headers: Any
    # Ours, while the application runs; the loop stays for who is late.
    connection: Connection | None = None
    loop: asyncio.AbstractEventLoop

    # What each adapter supplies: uvicorn's own methods, and how octets go out.
    run_stock: Callable[[ASGI3Application], Coroutine[Any, Any, None]]
    send_final: Callable[[ASGISendEvent], Coroutine[Any, Any, None]]

    def write_interim(self, status: int, lines: Sequence[FieldLine]) -> None:
        """Hand a legal interim response to the transport."""
        raise NotImplementedError

    @property
    def raw(self) -> Raw | None:
        """The way to break the rules."""
        raise NotImplementedError

    @property
    def unread(self) -> bool:
        """The application has not read all of the content of the request."""
        return self.more_body or bool(self.body)

    def run_asgi(self, app: ASGI3Application) -> Coroutine[Any, Any, None]:
        """Publish the channel, and return the coroutine that runs the application. uvicorn calls it to start a task."""
        self.connection = connection = self.on_response.__self__
        connection.running = self
        self.loop = connection.loop
        scope = self.scope
        extensions = scope.get("extensions")
        if extensions is None:
            scope["extensions"] = {INFORMATIONAL: _EMPTY, EARLY_HINT: _EMPTY, CHANNEL: self}
        else:
            extensions.update({INFORMATIONAL: _EMPTY, EARLY_HINT: _EMPTY, CHANNEL: self})
        if self.waiting_for_100_continue and scope["http_version"] == "1.0":
            # RFC 9110 §10.1.1: "A server that receives a 100-continue expectation in an HTTP/1.0 request MUST ignore
            # that expectation." uvicorn does not.
            self.waiting_for_100_continue = False
        path = scope["raw_path"]
        if path[:1] != b"/" or b"#" in path or b"#" in scope["query_string"] or REFUSED in scope:
            return self._run(self._checked(app))
        return self._run(app)

    def _checked(self, app: ASGI3Application) -> ASGI3Application:
        refused = self.scope.get(REFUSED) or check_target(self.scope)
        if refused is None:
            return app
        self.scope[REFUSED] = refused
        return cast("ASGI3Application", refuse)

    async def _run(self, app: ASGI3Application) -> None:
        try:
            await self.run_stock(app)
        finally:
            self._leave = self._drain = self.connection = None
            self.scope = _ENDED
            self.end()

    def end(self) -> None:
        """The application has returned."""

    def send(self, message: ASGISendEvent) -> Coroutine[Any, Any, None]:
        """ASGI `send`: interim responses go the way of `push`, everything else uvicorn's way."""
        kind = message["type"]
        if kind == "http.response.body":
            if not self.altered:
                return self.send_final(message)
        elif kind == "http.response.start":
            if self.connection is not None:
                # uvicorn took them, and so the Date, when the request came. A response originates now: RFC 9110 §6.6.1.
                self.default_headers = self.connection.server_state.default_headers
            status = message.get("status")
            # RFC 9110 §15.3.5, §15.4.5: 204 and 304 end with their fields, whatever Content-Length says.
            if type(status) is int and 200 <= status <= 999 and status != 204 and status != 304 and not self.altered:
                return self.send_final(message)
        return self._send_otherwise(message)

    async def _send_otherwise(self, message: Any) -> None:
        if self.taken:
            return
        interim = read_interim(message)
        if interim is not None:
            # Not after a drain, as a final response waits: a slow client must not stall what the application does.
            self.push(*interim)
            return
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        elif message["type"] == "http.response.start" and not self.response_started:
            status = message.get("status")
            if not isinstance(status, int) or not 200 <= status <= 999:
                raise LocalProtocolError(
                    f"{status!r} is not the status of a response: allowed are 100 to 999 (RFC 9110 §15), "
                    "from 200 for the final one"
                )
            if status in {204, 304}:
                await self._start_without_content(message)
                return
        await self.send_final(message)

    async def _start_without_content(self, message: ASGISendEvent) -> None:
        self.altered = True
        await self.send_final(message)
        self.expected_content_length = 0

    def push(self, status: int, lines: Sequence[FieldLine] = ()) -> Pushed:
        """Send an interim response now, or say what became of it: see `interim.asgi.channel.Channel`."""
        if lines or status not in INTERIM_HEADS:
            check_interim(status, lines)
        if self.response_started:
            judge_interim(State.DONE if self.response_complete else State.STARTED, "1.1")
        if self.disconnected or self.transport.is_closing():
            return TALLY.count(Pushed.GONE)
        if self.scope["http_version"] == "1.0":
            return TALLY.count(Pushed.WITHHELD)
        if self.flow.write_paused:
            return TALLY.count(Pushed.DROPPED)
        if status == 100:
            self.waiting_for_100_continue = False
        self.write_interim(status, lines)
        TALLY.sent += 1
        return Pushed.SENT

    def on_leave(self, callback: Callable[[], None]) -> None:
        """Call back once when the client leaves: see `interim.asgi.channel.Channel`.

        Reading goes on while a request is held, as only a transport that reads sees the end of a connection. It stops
        while more than 64 KiB of content, or of pipelined requests, wait for the application: until it takes them, the
        end is only seen when an interim response is written.
        """
        if self.disconnected:
            self.loop.call_soon(callback)
        elif self._leave is None:
            self._leave = [callback]
        else:
            self._leave.append(callback)

    def on_drain(self, callback: Callable[[], None]) -> None:
        """Call back once when the server begins to shut down: see `interim.asgi.channel.Channel`."""
        if self.connection is not None and self.connection.draining:
            self.loop.call_soon(callback)
        elif self._drain is None:
            self._drain = [callback]
        else:
            self._drain.append(callback)

    def leave(self) -> None:
        """The client left: tell the application, if it still owes an answer."""
        if self.response_complete and not self.taken:
            return
        self.disconnected = True
        self.message_event.set()
        callbacks, self._leave = self._leave, None
        self._call(callbacks)

    def drain(self) -> None:
        """The server begins to shut down: tell the application."""
        callbacks, self._drain = self._drain, None
        self._call(callbacks)

    def take_over(self) -> None:
        """The application breaks the rules from here on; uvicorn takes the response for complete."""
        if not self.taken:
            self.taken = self.altered = self.response_started = self.response_complete = True
            if self.connection is not None:
                self.connection.hand_over()

    def _call(self, callbacks: list[Callable[[], None]] | None) -> None:
        for callback in callbacks or ():
            try:
                callback()
            except Exception:
                self.logger.exception("A callback of the application failed")
