"""Rest: how a held request waits: parked on one future until its time comes, its client leaves or the server drains."""

import asyncio
import contextlib
import enum
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from interim.asgi.channel import Channel, Scope, channel_of
from interim.asgi.wheel import Appointment, wheel_of
from interim.errors import UnsupportedServer

__all__ = ["Rest", "Woken"]


class Woken(enum.Enum):
    """Why a rest ended."""

    DUE = "due"
    LEFT = "left"
    DRAINED = "drained"
    CALLED = "called"
    """Somebody called `Rest.wake`."""


class Rest:
    """The waiting of one request. An asynchronous context manager; one wait at a time.

    With the channel of our server adapters it costs a future and a place in the timer wheel. On a server without one, a
    task of its own listens to `receive` for the client leaving, so the content of the request must have been read
    before it is entered; such a server does not tell when it drains.

    Attributes:
        left: the client has left.
        drained: the server is shutting down; a further wait ends at once unless it asks to outlast that.
    """

    __slots__ = (
        "_appointment",
        "_callback",
        "_channel",
        "_future",
        "_group",
        "_loop",
        "_receive",
        "_watch",
        "drained",
        "left",
    )

    def __init__(self, scope: Scope, receive: Callable[[], Awaitable[Any]]) -> None:
        self._channel: Channel | None = channel_of(scope)
        self._receive = receive
        self._loop = asyncio.get_running_loop()
        self._future: asyncio.Future[Woken] | None = None
        self._appointment: Appointment | None = None
        self._callback: Callable[[int], int | None] = _once
        self._group: asyncio.TaskGroup | None = None
        self._watch: asyncio.Task[None] | None = None
        self.left = False
        self.drained = False

    async def __aenter__(self) -> Self:
        if self._channel is not None:
            self._channel.on_leave(self.leave)
            with contextlib.suppress(UnsupportedServer):
                self._channel.on_drain(self._on_drain)
        else:
            self._group = asyncio.TaskGroup()
            await self._group.__aenter__()
            self._watch = self._group.create_task(self._listen())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._cancel_appointment()
        if self._group is not None and self._watch is not None:
            self._watch.cancel()
            # What was raised within is not of this group, which would make a group of errors of it: it passes.
            await self._group.__aexit__(None, None, None)

    def wake(self) -> None:
        """End the wait, if there is one: what it is for has happened."""
        self._wake(Woken.CALLED)

    def leave(self) -> None:
        """The client has left; for whoever else learns of it."""
        self.left = True
        self._wake(Woken.LEFT)

    def until(self, due_ns: int) -> Awaitable[Woken]:
        """Wait until `due_ns` of the monotonic clock."""
        return self.beating(due_ns, _once)

    async def beating(self, due_ns: int, callback: Callable[[int], int | None], slack_ns: int = 0) -> Woken:
        """Call back at `due_ns`, and again whenever it says so; wait until it says None.

        Args:
            due_ns: of the monotonic clock.
            callback: takes the current time in ns; returns when it is due next, or None at the end. What it raises
                ends the wait and is raised here.
            slack_ns: how much later is as good; see `interim.asgi.wheel`.
        """
        if self.left:
            return Woken.LEFT
        if self.drained:
            return Woken.DRAINED
        self._callback = callback
        self._future = self._loop.create_future()
        self._appointment = wheel_of(self._loop).at(due_ns, self._beat, slack_ns)
        try:
            return await self._future
        finally:
            self._future = None
            self._cancel_appointment()

    def _beat(self, now_ns: int) -> int | None:
        try:
            due_ns = self._callback(now_ns)
        except Exception as error:
            if self._future is not None and not self._future.done():
                self._future.set_exception(error)
            return None
        if due_ns is None:
            self._wake(Woken.DUE)
        return due_ns

    def _cancel_appointment(self) -> None:
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = None

    def _wake(self, woken: Woken) -> None:
        if self._future is not None and not self._future.done():
            self._future.set_result(woken)

    def _on_drain(self) -> None:
        self.drained = True
        self._wake(Woken.DRAINED)

    async def _listen(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.leave()


def _once(_now_ns: int) -> None:
    return None
