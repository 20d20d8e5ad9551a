"""The handle that an operation's function gets, when it has a parameter called `op`."""

import asyncio
import concurrent.futures

from interim.errors import LeaseLost
from interim.operations.run import Run

__all__ = ["Op", "SyncOp"]

_WAIT_S = 5.0
"""How long a thread waits for an event loop that does not take its progress; then it goes on."""


class _Handle:
    """What both kinds have."""

    __slots__ = ("_run",)

    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def id(self) -> str:
        """Of the operation; the same in each attempt, so it makes effects idempotent: a key, the name of a file."""
        return self._run.operation.id

    @property
    def attempt(self) -> int:
        """Which run of the operation this is; 1 is the first."""
        return self._run.operation.attempt

    @property
    def principal(self) -> str:
        """Whose operation it is."""
        return self._run.operation.principal

    def check(self) -> None:
        """Raise if the function is to stop; costs nothing.

        Raises:
            Cancelled: somebody asked for it.
            LeaseLost: another attempt has the operation; what this one does is no longer wanted.
        """
        self._run.check()


class Op(_Handle):
    """The handle of an asynchronous function."""

    __slots__ = ()

    async def progress(self, fraction: float | None = None, message: str = "") -> None:
        """Tell how far it is. May be called often: what is too often is not written.

        Args:
            fraction: 0 to 1, or None when nobody knows.
            message: for people; the first 1,000 characters are kept.

        Raises:
            Cancelled: as `check`.
            LeaseLost: as `check`.
        """
        self._run.check()
        if self._run.note(fraction, message):
            await self._run.flush()
            self._run.check()


class SyncOp(_Handle):
    """The handle of a synchronous function, which runs in a thread of its own. Nobody can stop a thread but itself."""

    __slots__ = ("_loop", "_wait_s")

    def __init__(self, run: Run, loop: asyncio.AbstractEventLoop, wait_s: float = _WAIT_S) -> None:
        super().__init__(run)
        self._loop = loop
        self._wait_s = wait_s

    def progress(self, fraction: float | None = None, message: str = "") -> None:
        """Tell how far it is, and wait until that is written. As `Op.progress`."""
        self._run.check()
        if not self._run.note(fraction, message):
            return
        flush = self._run.flush()
        try:
            written = asyncio.run_coroutine_threadsafe(flush, self._loop)
        except RuntimeError:  # The event loop has ended, and with it this process's hold on the operation.
            flush.close()
            raise LeaseLost(*self._run.attempt) from None
        try:
            written.result(self._wait_s)
        except (concurrent.futures.TimeoutError, concurrent.futures.CancelledError):
            written.cancel()
        self._run.check()
