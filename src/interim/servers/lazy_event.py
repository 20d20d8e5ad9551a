"""An event that costs nothing until somebody waits for it.

uvicorn gives each connection and each request an `asyncio.Event`, and with it a deque of some 600 octets. A held
request waits on a future of its own (`interim.asgi.rest`), so of thousands of them nobody ever waits on these.
"""

import asyncio

__all__ = ["LazyEvent"]


class LazyEvent:
    """What uvicorn uses of `asyncio.Event`, with the same contract."""

    __slots__ = ("_is_set", "_waiters")

    def __init__(self) -> None:
        self._is_set = False
        self._waiters: list[asyncio.Future[None]] | None = None

    def is_set(self) -> bool:
        """Whether it is set."""
        return self._is_set

    def set(self) -> None:
        """Set it, and wake all that wait."""
        self._is_set = True
        if self._waiters is not None:
            for waiter in self._waiters:
                if not waiter.done():
                    waiter.set_result(None)

    def clear(self) -> None:
        """Unset it, so that the next to wait does wait."""
        self._is_set = False

    async def wait(self) -> bool:
        """Wait until it is set; True."""
        if self._is_set:
            return True
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._waiters is None:
            self._waiters = []
        waiters = self._waiters
        waiters.append(waiter)
        try:
            await waiter
        finally:
            waiters.remove(waiter)
            if not waiters:
                self._waiters = None
        return True
