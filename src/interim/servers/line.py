"""Line: the channel of one request, on a server whose wire can be reached beside its own `send`.

A line knows the rules and the counts; the server is behind one function, which writes an interim response or says why
not. gunicorn and hypercorn use it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from interim.asgi.channel import CHANNEL, EARLY_HINT, INFORMATIONAL, Pushed, Scope
from interim.asgi.events import read_interim
from interim.asgi.tally import TALLY
from interim.exchange.fields import FieldLine
from interim.protocol.lifecycle import State, Verdict, check_interim, judge_interim
from interim.servers.drain import Drain

__all__ = ["Line", "Receive", "Send", "Write"]

Send = Callable[[Any], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]
Write = Callable[[int, Sequence[FieldLine]], Pushed]
"""Puts a legal interim response on the wire at once. Says DROPPED when the transport is write-paused, GONE when the
client left, and never raises."""


class Line:
    """Keeps the contract of `interim.asgi.channel.Channel`. It has no `raw`.

    The adapter publishes it in the scope, gives the application `receiving(receive)` and `sending(send)`, calls `leave`
    when the client left and `end` when the application returned.
    """

    __slots__ = ("_drain", "_http_version", "_leave", "_state", "_write", "loop", "server", "unread")

    def __init__(self, *, server: str, http_version: str, write: Write, drain: Drain) -> None:
        self.server = server
        self.loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
        self._http_version = http_version
        self._write: Write | None = write
        self._drain = drain
        self._leave: list[Callable[[], None]] = []
        self._state = State.OPEN
        self.unread = True

    @property
    def raw(self) -> None:
        """These servers own the framing of their connections; nothing can be written behind their backs."""
        return

    @property
    def left(self) -> bool:
        """The client left before the response was complete."""
        return self._state is State.GONE

    def push(self, status: int, lines: Sequence[FieldLine] = ()) -> Pushed:
        """Send an interim response now, or say what became of it. See `interim.asgi.channel.Channel`."""
        check_interim(status, lines)
        match judge_interim(self._state, self._http_version):
            case Verdict.GONE:
                return TALLY.count(Pushed.GONE)
            case Verdict.WITHHOLD:
                return TALLY.count(Pushed.WITHHELD)
            case Verdict.SEND:
                assert self._write is not None  # noqa: S101 - `end` drops it, and leaves no state that is judged so
                return TALLY.count(self._write(status, lines))

    def on_leave(self, callback: Callable[[], None]) -> None:
        """Call back once when the client leaves; soon, if it has left. See `interim.asgi.channel.Channel`."""
        if self._state is State.GONE:
            self.loop.call_soon(callback)
        elif self._state is not State.DONE:
            self._leave.append(callback)

    def on_drain(self, callback: Callable[[], None]) -> None:
        """Call back once when the server begins to shut down. See `interim.asgi.channel.Channel`."""
        if self._state is not State.DONE:
            self._drain.register(self, callback)

    def publish(self, scope: Scope) -> None:
        """Put the line in the scope, and advertise the two events of interim responses."""
        extensions = scope.setdefault("extensions", {})
        extensions[CHANNEL] = self
        extensions[INFORMATIONAL] = {}
        extensions[EARLY_HINT] = {}

    def receiving(self, receive: Receive) -> Receive:
        """The `receive` for the application: it tells when the content has been read."""

        async def receive_and_look() -> Any:
            message = await receive()
            if not message.get("more_body", False):
                self.unread = False
            return message

        return receive_and_look

    def sending(self, send: Send) -> Send:
        """The `send` for the application: interim responses go down the line, final ones through `send`."""

        async def send_or_push(message: Mapping[str, Any]) -> None:
            if message.get("type") != "http.response.body":
                interim = read_interim(message)
                if interim is not None:
                    self.push(*interim)
                    return
                # Before it is sent: a server may write the head of the final response and then wait for the client.
                if message.get("type") == "http.response.start" and self._state is State.OPEN:
                    self._state = State.STARTED
                await send(message)
                return
            if self._state is State.GONE:
                # Servers return at once then. An application that does nothing but send would keep the event loop.
                await asyncio.sleep(0)
            await send(message)
            if not message.get("more_body") and self._state is State.STARTED:
                self._finish()

        return send_or_push

    def leave(self) -> bool:
        """The client left. False if that was known, or the response is complete."""
        if self._state is State.GONE or self._state is State.DONE:
            return False
        self._state = State.GONE
        callbacks, self._leave = self._leave, []
        for callback in callbacks:
            try:
                callback()
            except Exception as error:
                self.loop.call_exception_handler({"message": "an on_leave callback failed", "exception": error})
        return True

    def end(self) -> None:
        """The application returned: nothing is called back any more, and the server is let go of."""
        self._finish()
        self._write = None

    def _finish(self) -> None:
        if self._state is not State.GONE:
            self._state = State.DONE
        self._leave.clear()
        self._drain.forget(self)
