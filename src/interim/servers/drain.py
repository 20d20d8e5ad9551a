"""Drain: the moment a server begins to shut down, told to the requests that asked for it."""

import asyncio
from collections.abc import Callable, Hashable

__all__ = ["Drain"]


class Drain:
    """The shutdown of one server, or of one of its worker processes. Use it on the server's event loop only.

    A held request registers; it forgets when it is answered, so that a long-lived server keeps nothing of it.

    Attributes:
        begun: the server is shutting down.
    """

    __slots__ = ("_callbacks", "begun")

    def __init__(self, *, begun: bool = False) -> None:
        self.begun = begun
        self._callbacks: dict[Hashable, list[Callable[[], None]]] = {}

    def __len__(self) -> int:
        return len(self._callbacks)

    def register(self, owner: Hashable, callback: Callable[[], None]) -> None:
        """Call back once, when the shutdown begins; soon, if it has begun.

        Args:
            owner: whose callback it is, for `forget`.
            callback: what it raises is reported to the event loop's exception handler.
        """
        if self.begun:
            asyncio.get_running_loop().call_soon(callback)
        else:
            self._callbacks.setdefault(owner, []).append(callback)

    def forget(self, owner: Hashable) -> None:
        """Call back nothing more of this owner."""
        self._callbacks.pop(owner, None)

    def begin(self) -> None:
        """The server begins to shut down. Nothing happens the second time.

        The callbacks run soon and not now: a server may say so in the midst of its own work.
        """
        if self.begun:
            return
        self.begun = True
        callbacks, self._callbacks = self._callbacks, {}
        loop = asyncio.get_running_loop()
        for owned in callbacks.values():
            for callback in owned:
                loop.call_soon(callback)
