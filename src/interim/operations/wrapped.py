"""An application without a lifespan and without mounts, such as Django's: operations and their monitor around it."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.errors import InterimError

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["App", "Wrapped"]

Receive = Callable[[], Awaitable[Any]]
App = Callable[[Scope, Receive, Callable[[Any], Awaitable[None]]], Awaitable[Any]]


class Wrapped:
    """An ASGI application. Made by `Operations.wrap`."""

    def __init__(self, operations: "Operations", app: App) -> None:
        self._operations = operations
        self._app = app
        self._monitor = operations.monitor_app()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path = scope.get("root_path", "").rstrip("/") + self._operations.path
        if scope["type"] == "http" and (scope["path"] == path or scope["path"].startswith(f"{path}/")):
            await self._monitor(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        try:
            async with self._operations.lifespan():
                await send({"type": "lifespan.startup.complete"})
                await receive()
        except InterimError as error:
            # Of the start: the file of the operations cannot be used. The server tells, and does not serve.
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.shutdown.complete"})
