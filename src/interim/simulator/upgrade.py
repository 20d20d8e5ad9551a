"""101: the WebSocket handshake, done as it should be; and the answers of other paths to one (RFC 6455 §4.2.2)."""

from collections.abc import Awaitable, Callable
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.simulator.site import Receive

__all__ = ["as_http", "switch"]

_NORMAL_CLOSURE = 1000
_DENIAL = "websocket.http.response"

App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def switch(receive: Receive, send: Send) -> None:
    """Accept the handshake, which sends 101, and close in the new protocol."""
    await receive()
    await send({"type": "websocket.accept", "headers": [(b"x-simulated-status", b"101")]})
    await send({"type": "websocket.close", "code": _NORMAL_CLOSURE, "reason": "simulated 101"})


async def as_http(app: App, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a handshake as if it were a plain GET: a server may ignore Upgrade (RFC 9110 §7.8).

    On a server that cannot, the handshake is refused, which is a 403.
    """
    await receive()
    if _DENIAL not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close"})
        return

    async def send_denial(message: dict[str, Any]) -> None:
        await send({**message, "type": message["type"].replace("http.response", _DENIAL)})

    async def receive_leaving() -> dict[str, Any]:
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return {"type": "http.disconnect"}

    scheme = {"ws": "http", "wss": "https"}.get(scope.get("scheme", "ws"), "http")
    await app({**scope, "type": "http", "method": "GET", "scheme": scheme}, receive_leaving, send_denial)
