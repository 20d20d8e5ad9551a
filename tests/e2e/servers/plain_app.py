"""An application that sends an interim response, and says what became of it; served without our adapters too."""

from collections.abc import Awaitable, Callable
from typing import Any

from interim import UnsupportedServer, send_interim
from interim.asgi.respond import respond


async def app(scope: dict[str, Any], _receive: object, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
    if scope["type"] != "http":
        return
    if scope["path"] == "/ready":
        await respond(send, 200, [], b"")
        return
    try:
        said = (await send_interim(scope, 102, [("x-step", "1")], send=send)).value
    except UnsupportedServer as error:
        said = str(error)
    await respond(send, 200, [(b"content-type", b"text/plain")], said.encode())
