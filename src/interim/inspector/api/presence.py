"""Work for a client that may leave, and for a server that may shut down: both cancel it."""

import asyncio
import contextlib
import enum
from collections.abc import Coroutine
from typing import Any, TypeVar

from interim.asgi.channel import Scope, channel_of
from interim.errors import InterimError, UnsupportedServer
from interim.inspector.api.content import Receive

__all__ = ["Gone", "while_present"]

_T = TypeVar("_T")


class Gone(enum.Enum):
    """Why work was cancelled."""

    LEFT = "left"
    """The client left; nobody reads an answer."""
    DRAINED = "drained"
    """The server is shutting down; the client should be told."""


async def while_present(scope: Scope, receive: Receive, work: Coroutine[Any, Any, _T]) -> _T | Gone:
    """The result of the work, or why it was cancelled. The content of the request must have been read.

    Raises:
        InterimError: the work raised it.
    """
    gone: list[Gone] = []
    failed: list[InterimError] = []
    results: list[_T] = []

    async def guarded() -> None:
        try:
            results.append(await work)
        except InterimError as error:
            # Raised below: a task group would wrap it.
            failed.append(error)

    async def listen(task: asyncio.Task[None]) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        gone.append(Gone.LEFT)
        task.cancel()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(guarded())
        listening = group.create_task(listen(task))
        task.add_done_callback(lambda _: listening.cancel())

        def drain() -> None:
            gone.append(Gone.DRAINED)
            task.cancel()

        channel = channel_of(scope)
        if channel is not None:
            with contextlib.suppress(UnsupportedServer):
                channel.on_drain(drain)
    if failed:
        raise failed[0]
    return results[0] if results else gone[0]
