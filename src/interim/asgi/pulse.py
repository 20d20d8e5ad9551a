"""The pulse: content that tells a waiting client that its request is alive, sent beside what the application sends.

ASGI's `send` has to be awaited, so unlike an interim response each piece takes a task, for as long as it is being sent.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from interim.asgi.wheel import Appointment, Wheel, wheel_of

__all__ = ["Pulse"]

_MOST_SLACK_NS = 30_000_000
_LOG = logging.getLogger("interim.keepalive")


class Pulse:
    """Calls back in a rhythm, and sends what it is given, one piece at a time, until the application has returned."""

    __slots__ = ("_appointment", "_group", "_running", "_slack_ns", "_turn", "_wheel")

    def __init__(self, turn: Callable[[int], int | None], slack_ns: int, wheel: Wheel | None = None) -> None:
        """Make it, on the event loop of the request.

        Args:
            turn: takes the current time in ns; returns when it is to be called next, or None for no more.
            slack_ns: how much later is as good.
            wheel: of the event loop; None for the one that it has.
        """
        self._turn = turn
        self._slack_ns = min(slack_ns, _MOST_SLACK_NS)
        self._wheel = wheel_of(asyncio.get_running_loop()) if wheel is None else wheel
        self._group: asyncio.TaskGroup | None = None
        self._running: asyncio.Task[None] | None = None
        self._appointment: Appointment | None = None

    @property
    def now_ns(self) -> int:
        """The time, of the clock that `turn` gets."""
        return self._wheel.now_ns()

    def begin(self, due_ns: int) -> None:
        """Call back at this time, and then as the callback says."""
        self.stop()
        self._appointment = self._wheel.at(due_ns, self._turn, self._slack_ns)

    def stop(self) -> None:
        """Call back no more. What is being sent is sent."""
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = None

    def send(self, piece: Coroutine[Any, Any, None]) -> None:
        """Send a piece, unless one is still being sent: a late one has no value."""
        if self._group is None or (self._running is not None and not self._running.done()):
            piece.close()
        else:
            self._running = self._group.create_task(_sent(piece))

    async def settled(self) -> None:
        """Wait until nothing is being sent, so that pieces and the application's content do not run into each other."""
        if self._running is not None:
            await asyncio.wait([self._running])

    async def around(self, application: Awaitable[None]) -> Exception | None:
        """Run the application; returns what it raised, for the caller to raise again."""
        failed: Exception | None = None
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                await application
            except Exception as error:
                # Out of the group it would come as a group of errors, which servers and frameworks do not expect.
                failed = error
            finally:
                self._group = None
                self.stop()
        return failed


async def _sent(piece: Coroutine[Any, Any, None]) -> None:
    try:
        await piece
    except Exception as error:
        # The client left, on a server that says so by an error. An error here would cancel the application.
        _LOG.debug("a piece of content to keep a request alive was not sent: %r", error)
