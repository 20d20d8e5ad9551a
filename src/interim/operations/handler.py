"""A handler that runs beside its request, and the operation that it may become."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from interim.asgi.channel import CHANNEL, Scope, channel_of
from interim.asgi.respond import Send
from interim.errors import OperationError
from interim.operations.captured import Captured
from interim.operations.held import STAND_DOWN, Receive
from interim.operations.muted import Muted
from interim.operations.run import Stop
from interim.operations.work import Identity

if TYPE_CHECKING:
    from interim.operations.operation import Operation
    from interim.operations.operations import Operations
    from interim.operations.run import Run

__all__ = ["NAME", "App", "Handler"]

App = Callable[[Scope, Receive, Send], Awaitable[None]]
NAME = "interim.detached"
"""The name of the operations that handlers become."""
# A file that the server itself would send is nothing that could be kept.
_UNKEPT = frozenset({"http.response.pathsend", "http.response.zerocopysend"})
_LOG = logging.getLogger("interim.operations")


class Handler:
    """One run of the application. `adopt` makes an operation of it, before or after `begin`; its end is kept then.

    Attributes:
        captured: its two ends.
        operation: which it is, or None.
    """

    def __init__(self, operations: "Operations", identity: Identity, captured: Captured) -> None:
        self.captured = captured
        self.operation: Operation | None = None
        self._operations = operations
        self._identity = identity
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None
        self._muted: Muted | None = None
        self._recording: asyncio.Task[None] | None = None

    def begin(self, app: App, scope: Scope) -> None:
        """Set it going."""
        extensions = {name: value for name, value in (scope.get("extensions") or {}).items() if name not in _UNKEPT}
        channel = channel_of(scope)
        if channel is not None:
            extensions[CHANNEL] = self._muted = Muted(channel)
        extensions[STAND_DOWN] = self.captured.stand_down
        scope["extensions"] = extensions
        self._task = self._operations.spawn(self._handle(app, scope))
        self._task.add_done_callback(self._ended)
        self._heed_stop()

    async def adopt(self) -> bool:
        """Make it an operation. Returns False when its key has made one already, which is `operation` then.

        Raises:
            OperationError: it cannot be one.
        """
        self.captured.keeps = True
        self.operation, self._run = await self._operations.adopt(NAME, self._identity)
        if self._run is None:
            return False
        self._heed_stop()
        if self.captured.has_ended:
            self._record()
        return True

    async def detach(self) -> bool:
        """Take it off its request, if it can be an operation and has not begun to answer."""
        if self.operation is None:
            try:
                await self.adopt()
            except OperationError as error:
                _LOG.warning("a request cannot be handed over: %s", error)
                return False
        if not self.captured.detach():
            return False
        if self._muted is not None:
            self._muted.is_muted = True
        return True

    def cancel(self) -> None:
        """Let it be cancelled."""
        if self._run is not None:
            self._run.stop(Stop.CANCEL)
        elif self._task is not None:
            self._task.cancel()

    async def ended(self) -> None:
        """Wait for its end, and for that to be kept."""
        await self.captured.ended.wait()
        if self._recording is not None:
            await asyncio.wait([self._recording])

    async def _handle(self, app: App, scope: Scope) -> None:
        try:
            await app(scope, self.captured.receive, self.captured.send)
        except Exception as error:
            self.captured.failure = error

    def _ended(self, task: "asyncio.Task[None]") -> None:
        if task.cancelled():
            self.captured.failure = asyncio.CancelledError()
        self.captured.end()
        self._record()

    def _heed_stop(self) -> None:
        """Whoever cancels the operation cancels the handler."""
        if self._run is None or self._task is None:
            return
        task = self._task

        def stop(_reason: Stop) -> None:
            task.cancel()

        self._run.on_stop = stop
        if self._run.stopped is not None:
            task.cancel()

    def _record(self) -> None:
        if self._run is not None:
            self._recording = self._operations.spawn(self._keep(self._run))

    async def _keep(self, run: "Run") -> None:
        if run.stopped in {Stop.LOST, Stop.DRAIN}:
            # Somebody else has said how it ended, or is about to.
            self._operations.disown(run)
        elif await self._operations.record(run, self.captured.outcome(run.operation)) and self.captured.went_out:
            await self._operations.mark_delivered(run.operation.id)
