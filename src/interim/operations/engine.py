"""The engine: a store, and what runs, renews and looks after the operations in it while a process lives."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Coroutine, Mapping
from types import TracebackType
from typing import Any, Self

from interim.operations.heart import Heart
from interim.operations.reaper import Reaper
from interim.operations.runner import Runner
from interim.operations.settings import EngineSettings
from interim.operations.store import Store
from interim.operations.work import Work

__all__ = ["Engine"]

_log = logging.getLogger("interim.operations")


class Engine:
    """An asynchronous context manager: within it operations run. Enter and leave it in one task.

    Attributes:
        store: where the operations are.
        runner: what runs them.
        loop: the event loop of all that.
    """

    def __init__(self, store: Store, works: Mapping[str, Work], settings: EngineSettings) -> None:
        worker = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.store = store
        self.loop = asyncio.get_running_loop()
        self._group = asyncio.TaskGroup()
        self.runner = Runner(store, works, settings, worker=worker, group=self._group)
        self._reaper = Reaper(store, self.runner, settings.tick_s)
        self._heart = Heart(store, self.runner, settings.lease_s)
        self._ticking: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._drain_s = settings.drain_s

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something beside the operations, until the engine ends: it is waited for, and then cancelled."""
        task = self._group.create_task(_guarded(coroutine))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)
        # One that is cancelled before it began has not been awaited.
        task.add_done_callback(lambda _: coroutine.close())
        return task

    async def __aenter__(self) -> Self:
        await self.store.open()
        await self._group.__aenter__()
        self._heart.start(self.loop)
        self._ticking = self._group.create_task(self._reaper.run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if self._ticking is not None:
                self._ticking.cancel()
            if self._beside:
                await asyncio.wait(self._beside, timeout=self._drain_s)
            await self.runner.drain()
        finally:
            for task in list(self._beside):
                task.cancel()
            # The error, if any, is not one of ours: it passes, and the operations end in order.
            await self._group.__aexit__(None, None, None)
            await asyncio.to_thread(self._heart.stop)
            await self.store.close()


async def _guarded(coroutine: Coroutine[Any, Any, None]) -> None:
    """What fails beside the operations must not end them: a group of tasks has one fate."""
    try:
        await coroutine
    except Exception:
        _log.exception("what ran beside the operations failed")
