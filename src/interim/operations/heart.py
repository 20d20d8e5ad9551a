"""The heart: a thread that renews the leases of what this process holds, even while its event loop is blocked."""

import asyncio
import logging
import threading
from contextlib import suppress

from interim.errors import StoreUnavailable
from interim.operations.runner import Runner
from interim.operations.store import Store

__all__ = ["Heart"]

_log = logging.getLogger("interim.operations")
_BEATS_PER_LEASE = 3
_BEATS_AFTER_FAILURE = 12


class Heart:
    """Beats while the process lives. When the process is stopped or dead it does not, and that is the point.

    Args:
        store: where the leases are.
        runner: whose operations; it is told of those that are lost or to be cancelled.
        lease_s: a third of it is the time between two beats.
    """

    def __init__(self, store: Store, runner: Runner, lease_s: float) -> None:
        self._store = store
        self._runner = runner
        self._lease_s = lease_s
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to beat, for a runner on this loop."""
        self._thread = threading.Thread(target=self._run, args=(loop,), name="interim-operations-heart", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it. Blocks for a beat at the most."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        wait_s = self._lease_s / _BEATS_PER_LEASE
        while not self._stopped.wait(wait_s):
            wait_s = self._lease_s / _BEATS_PER_LEASE
            asked = self._runner.attempts()
            try:
                held = self._store.beat(self._runner.claimant, asked)
            except StoreUnavailable as error:
                _log.warning("leases are not renewed: %s", error.reason)
                wait_s = self._lease_s / _BEATS_AFTER_FAILURE
            except Exception:
                _log.exception("leases are not renewed")
            else:
                with suppress(RuntimeError):  # The event loop has ended.
                    loop.call_soon_threadsafe(self._runner.heard, asked, held)
