"""The reaper: looks around at every tick, in every process, and finds what lost messages and dead processes left."""

import asyncio
import logging

from interim.errors import StoreUnavailable
from interim.operations.runner import Runner
from interim.operations.store import Store

__all__ = ["Reaper"]

_log = logging.getLogger("interim.operations")
_EXPIRE_AT_ONCE = 500


class Reaper:
    """Looks for leases that ran out, pending operations, cancelled runs and results past their time.

    Args:
        store: where to look.
        runner: gets what is to be run, and is told what is to stop.
        tick_s: how often.
    """

    def __init__(self, store: Store, runner: Runner, tick_s: float) -> None:
        self._store = store
        self._runner = runner
        self._tick_s = tick_s

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            try:
                await self.tick()
            except StoreUnavailable as error:
                _log.warning("nobody looked after the operations: %s", error.reason)
            except Exception:
                _log.exception("nobody looked after the operations")
            await asyncio.sleep(self._tick_s)

    async def tick(self) -> None:
        """Look around once. Reads; writes only what there is to write."""
        await self._runner.flush()
        asked = self._runner.attempts()
        outlook = await self._store.look(self._runner.claimant, asked)
        self._runner.heard(asked, outlook.held)
        if outlook.lapsed:
            self._runner.dispatch(await self._store.reap(self._runner.claimant))
        if outlook.claimable:
            self._runner.pull()
        if outlook.expired:
            expired = _EXPIRE_AT_ONCE
            while expired >= _EXPIRE_AT_ONCE:
                expired = await self._store.expire(_EXPIRE_AT_ONCE)
