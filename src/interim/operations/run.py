"""A run: one attempt at an operation in this process, and why it is to stop."""

import asyncio
import enum
import logging
import math
import time
from collections.abc import Callable

from interim.errors import Cancelled, LeaseLost, StoreUnavailable
from interim.operations.operation import Operation
from interim.operations.store import Attempt, Store

__all__ = ["MAX_MESSAGE_CHARACTERS", "Run", "Stop"]

MAX_MESSAGE_CHARACTERS = 1000
_log = logging.getLogger("interim.operations")


class Stop(enum.Enum):
    """Why a run is to stop before its function has ended."""

    CANCEL = "somebody asked for it"
    LOST = "another attempt has the operation"
    DRAIN = "the process shuts down"


class Run:
    """What the engine and the function's handle share. Of the event loop; `note` and `check` may be used in threads.

    Attributes:
        operation: as it was claimed.
        attempt: what a write must name.
        stopped: why it is to stop, or None.
        on_stop: called on the event loop when it is to stop.
    """

    __slots__ = (
        "_dirty",
        "_every_s",
        "_fraction",
        "_message",
        "_now",
        "_store",
        "_written_at",
        "attempt",
        "on_stop",
        "operation",
        "stopped",
    )

    def __init__(
        self, operation: Operation, store: Store, every_s: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.operation = operation
        self.attempt: Attempt = (operation.id, operation.attempt)
        self.stopped: Stop | None = None
        self.on_stop: Callable[[Stop], None] | None = None
        self._store = store
        self._every_s = every_s
        self._now = now
        self._fraction: float | None = None
        self._message = ""
        self._dirty = False
        self._written_at = -math.inf

    def stop(self, reason: Stop) -> None:
        """It is to stop. The first reason stays, unless the lease is lost: then nothing else matters."""
        if self.stopped is None or (reason is Stop.LOST and self.stopped is not Stop.LOST):
            self.stopped = reason
            if self.on_stop is not None:
                self.on_stop(reason)

    def check(self) -> None:
        """Raise if the function is to stop.

        Raises:
            Cancelled: somebody asked for it.
            LeaseLost: another attempt has the operation.
        """
        if self.stopped is Stop.LOST:
            raise LeaseLost(*self.attempt)
        if self.stopped is Stop.CANCEL:
            raise Cancelled(*self.attempt)

    def note(self, fraction: float | None, message: str) -> bool:
        """Remember how far it is. Returns whether it is time to write that."""
        if fraction is not None:
            fraction = None if math.isnan(fraction) else min(max(float(fraction), 0.0), 1.0)
        self._fraction = fraction
        # What comes from elsewhere may have lone surrogates, which the store cannot keep.
        self._message = message[:MAX_MESSAGE_CHARACTERS].encode("utf-8", "replace").decode()
        self._dirty = True
        return self._now() - self._written_at >= self._every_s

    async def flush(self) -> None:
        """Write what was noted last, if it is not written yet. A store that cannot take it gets it later."""
        if not self._dirty:
            return
        self._dirty = False
        self._written_at = self._now()
        try:
            cancel = await self._store.progress(self.attempt, self._fraction, self._message)
        except StoreUnavailable as error:
            self._dirty = True
            _log.warning("operation %s: its progress is not written: %s", self.operation.id, error.reason)
            return
        except asyncio.CancelledError:  # A thread that has waited too long.
            self._dirty = True
            raise
        if cancel is None:
            self.stop(Stop.LOST)
        elif cancel:
            self.stop(Stop.CANCEL)
