"""The applications that the simulator is measured against, each as small as it can be."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from interim import KeepAlive
from interim.asgi.channel import INFORMATIONAL, channel_of
from interim.asgi.rest import Rest
from interim.protocol.pacing import Pace, Pacer

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

EVERY_S = 5.0


async def minimal(scope: dict[str, Any], _receive: Receive, send: Send) -> None:
    """A minimal hand-written JSON application."""
    if scope["type"] != "http":
        return
    content = json.dumps({"status": 200, "path": scope["path"]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def sleep_loop(scope: dict[str, Any], _receive: Receive, send: Send) -> None:
    """A held request as most people would write it: a task that sleeps, and sends a 102 by the event."""
    if scope["type"] != "http":
        return
    while True:
        await send({"type": INFORMATIONAL, "status": 102, "headers": []})
        await asyncio.sleep(EVERY_S)


async def wheel(scope: dict[str, Any], receive: Receive, _send: Send) -> None:
    """A held request on the timer wheel, with nothing else around it."""
    if scope["type"] != "http":
        return
    channel = channel_of(scope)
    assert channel is not None

    pacer = Pacer(Pace(first_ns=0, every_ns=round(EVERY_S * 1e9)), now_ns=time.monotonic_ns())

    def beat(now_ns: int) -> int | None:
        channel.push(102)
        return pacer.sent(now_ns)

    async with Rest(scope, receive) as rest:
        await rest.beating(0, beat, slack_ns=30_000_000)


async def silent(scope: dict[str, Any], receive: Receive, _send: Send) -> None:
    """A held request as it is without any of this: it works, and says nothing."""
    if scope["type"] != "http":
        return
    async with Rest(scope, receive) as rest:
        await rest.until(time.monotonic_ns() + 10**15)


kept = KeepAlive(silent, path="direct", first_after_s=0, every_s=EVERY_S, max_interims=90)  # type: ignore[arg-type]
"""The same, kept alive."""
