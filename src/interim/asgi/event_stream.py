"""Comments in an event stream, where interim responses cannot follow: the final response has started.

A line that begins with a colon is a comment, which recipients of `text/event-stream` pass over (WHATWG HTML §9.2.6).
"""

import re
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.pulse import Pulse
from interim.asgi.respond import Receive, Send
from interim.asgi.wheel import Wheel
from interim.exchange.fields import Fields

__all__ = ["COMMENT", "EventStream"]

COMMENT = b": keep-alive\n\n"

# Two line ends in a row end an event: each CRLF, LF or CR.
_BOUNDARY = re.compile(rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)\Z")
_TAIL = 4


class EventStream:
    """One request; when it is answered with an event stream, silence in it is broken by comments."""

    def __init__(self, send: Send, settings: KeepAliveSettings, wheel: Wheel | None = None) -> None:
        self._send = send
        self._every_ns = round(settings.policy.every_s * 1e9)
        self._pulse = Pulse(self._turn, self._every_ns // 100, wheel)
        self._since_ns = 0
        self._tail = b""
        self._sending = False
        self._has_content = True
        self._is_stream = False

    async def serve(self, app: Any, scope: Scope, receive: Receive) -> None:
        """Run the application on this request."""
        self._has_content = scope["method"] != "HEAD"
        failed = await self._pulse.around(app(scope, receive, self.send))
        if failed is not None:
            raise failed

    async def send(self, message: Any) -> None:
        """The `send` for the application."""
        if message["type"] == "http.response.start":
            self._is_stream = self._has_content and _is_event_stream(message)
        if not self._is_stream:
            await self._send(message)
            return
        # Whole pieces alternate: a comment must not come between two parts of one event.
        self._sending = True
        await self._pulse.settled()
        try:
            await self._send(message)
        finally:
            self._sending = False
        self._since_ns = self._pulse.now_ns
        if message["type"] == "http.response.start":
            self._pulse.begin(self._since_ns + self._every_ns)
        elif message["type"] == "http.response.body":
            self._tail = (self._tail + message.get("body", b""))[-_TAIL:]
            if not message.get("more_body", False):
                self._pulse.stop()

    def _turn(self, now_ns: int) -> int | None:
        due_ns = self._since_ns + self._every_ns
        if now_ns < due_ns:
            return due_ns
        if not self._sending and (not self._tail or _BOUNDARY.search(self._tail)):
            self._pulse.send(self._comment())
        self._since_ns = now_ns
        return now_ns + self._every_ns

    async def _comment(self) -> None:
        await self._send({"type": "http.response.body", "body": COMMENT, "more_body": True})


def _is_event_stream(start: dict[str, Any]) -> bool:
    fields = Fields(tuple((name, value) for name, value in start.get("headers", ())))
    media_type = (fields.get("content-type") or "").partition(";")[0].strip().lower()
    return start["status"] == 200 and media_type == "text/event-stream" and "content-encoding" not in fields
