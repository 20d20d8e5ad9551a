"""A call in a thread of its own. A daemon: nobody can stop it, and it does not keep the process from ending."""

import asyncio
import contextvars
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

__all__ = ["ThreadCall"]


class ThreadCall:
    """Starts at once; has the context variables of who made it.

    Args:
        loop: the running event loop.
        function: is called in the thread.
        arguments: by name.
    """

    __slots__ = ("_done", "_error", "_loop", "_result")

    def __init__(
        self, loop: asyncio.AbstractEventLoop, function: Callable[..., Any], arguments: Mapping[str, Any]
    ) -> None:
        self._loop = loop
        self._done: asyncio.Future[None] = loop.create_future()
        self._result: Any = None
        self._error: BaseException | None = None
        context = contextvars.copy_context()
        name = f"interim-operation-{getattr(function, '__name__', '')}"
        threading.Thread(target=context.run, args=(self._call, function, arguments), name=name, daemon=True).start()

    async def result(self) -> Any:
        """Wait for what the function returns or raises. When the waiting is cancelled the thread goes on."""
        await asyncio.shield(self._done)
        if self._error is not None:
            raise self._error
        return self._result

    async def ended(self) -> None:
        """Wait for the end of the thread, however it ends."""
        await asyncio.shield(self._done)

    def _call(self, function: Callable[..., Any], arguments: Mapping[str, Any]) -> None:
        try:
            self._result = function(**arguments)
        except BaseException as error:
            self._error = error
        with suppress(RuntimeError):  # The event loop may have ended before.
            self._loop.call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        if not self._done.done():
            self._done.set_result(None)
