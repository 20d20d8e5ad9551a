"""Server-sent events (HTML §9.2): what happens in an inspection, as it happens."""

import asyncio
import json
from collections import deque
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.inspector.api.refusal import PLAIN

__all__ = ["EventStream", "wants_stream"]

_KEEP_ALIVE_S = 15.0
_WAITING = 1_000


def wants_stream(scope: Scope) -> bool:
    """Whether Accept names text/event-stream."""
    values = [value for name, value in scope["headers"] if name == b"accept"]
    ranges = b",".join(values).lower().split(b",")
    return any(item.partition(b";")[0].strip() == b"text/event-stream" for item in ranges)


class EventStream:
    """Events for one client. Anybody puts them in; `write` alone sends."""

    def __init__(self, send: Send, *, keep_alive_s: float = _KEEP_ALIVE_S) -> None:
        self._send = send
        self._keep_alive_s = keep_alive_s
        self._waiting: deque[bytes] = deque()
        self._news = asyncio.Event()
        self._closed = False

    async def start(self) -> None:
        """Begin the response."""
        lines = [(b"content-type", b"text/event-stream"), *PLAIN]
        await self._send({"type": "http.response.start", "status": 200, "headers": lines})

    def put(self, kind: str, document: Any) -> None:
        """Add an event. While a client does not read, those beyond the first thousand are dropped."""
        if len(self._waiting) < _WAITING:
            self._add(kind, document)

    def close(self, kind: str, document: Any) -> None:
        """Add the last event, which is never dropped, and let `write` end after it."""
        self._add(kind, document)
        self._closed = True

    async def write(self) -> None:
        """Send events as they come, and a comment when none comes for long, until the last one."""
        while True:
            while self._waiting:
                piece = self._waiting.popleft()
                await self._send({"type": "http.response.body", "body": piece, "more_body": True})
            if self._closed:
                return await self._send({"type": "http.response.body", "body": b""})
            self._news.clear()
            try:
                async with asyncio.timeout(self._keep_alive_s):
                    await self._news.wait()
            except TimeoutError:
                self._waiting.append(b": still running\n\n")

    def _add(self, kind: str, document: Any) -> None:
        # JSON of one line, as a line break would end the event.
        self._waiting.append(f"event: {kind}\ndata: {json.dumps(document)}\n\n".encode())
        self._news.set()
