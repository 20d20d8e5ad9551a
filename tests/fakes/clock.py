"""An event loop's timers under a clock that moves when a test says so."""

import asyncio
from collections.abc import Callable
from typing import Any


class FakeTimerLoop:
    """Has `call_later` and `call_exception_handler`, the part of an event loop that the timer wheel uses."""

    def __init__(self) -> None:
        self.now_ns = 1_000_000_000_000
        self.timers: list[tuple[int, asyncio.Handle]] = []
        self.reported: list[dict[str, Any]] = []

    def read(self) -> int:
        return self.now_ns

    def call_later(self, delay_s: float, callback: Callable[[], object]) -> asyncio.Handle:
        handle = asyncio.Handle(callback, (), self)  # type: ignore[arg-type]
        self.timers.append((self.now_ns + round(delay_s * 1e9), handle))
        return handle

    def get_debug(self) -> bool:
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        self.reported.append(context)

    @property
    def armed(self) -> list[int]:
        """When the timers that were not cancelled are due."""
        return sorted(at for at, handle in self.timers if not handle.cancelled())

    def advance(self, ns: int) -> None:
        """Let time pass, and run what comes due meanwhile, each at its time."""
        end_ns = self.now_ns + ns
        while True:
            due = [(at, handle) for at, handle in self.timers if not handle.cancelled() and at <= end_ns]
            if not due:
                break
            at, handle = min(due, key=lambda timer: timer[0])
            self.timers.remove((at, handle))
            self.now_ns = max(self.now_ns, at)
            handle._run()
        self.now_ns = end_ns
