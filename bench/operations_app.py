"""What `bench/operations_http.py` asks: the smallest operation there is, held until its end."""

import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

from interim import Op, Operations

operations = Operations(os.environ["STORE"], synchronous=os.environ["SYNCHRONOUS"], max_running=64)


@operations.operation
async def tell(op: Op) -> dict[str, int]:
    """When it was done, of the clock that the client has, too."""
    return {"at_ns": time.monotonic_ns()}


@operations.hold()
async def _started(scope: Any, receive: Any, send: Any) -> Any:
    return tell.start()


async def app(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    """Raw ASGI, so that no framework is measured."""
    if scope["type"] == "lifespan":
        async with operations.lifespan():
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})
    else:
        await _started(scope, receive, send)
