"""JSON white space: the way to keep a request alive where interim responses fail.

JSON may begin with white space (RFC 8259 §2), so a response can be begun before it is known. That fixes its status at
200 and its fields at what stands here: what the application would have said by them is told in the content instead.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.events import read_interim
from interim.asgi.holding import claim, progress_value
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.kept import expects_content
from interim.asgi.pulse import Pulse
from interim.asgi.respond import Receive, Send
from interim.asgi.wheel import Wheel
from interim.codes.registry import reason_phrase
from interim.exchange.fields import Fields

__all__ = ["JsonSpace", "in_content", "suits"]

_LOG = logging.getLogger("interim.keepalive")
_UPLOAD_LOOK_NS = 100_000_000
_LONGEST_PROBLEM = 65_536

_FIELDS = (
    (b"content-type", b"application/json"),
    # A response that may be an error is no response to keep.
    (b"cache-control", b"no-store"),
    # nginx collects small content before it passes any on, unless it is told not to.
    (b"x-accel-buffering", b"no"),
)

_CONDITIONS = frozenset({b"range", b"if-none-match", b"if-modified-since", b"upgrade"})
"""Fields of requests that may be answered by 206, 304 or 101, which cannot be told in content."""
_UNSENDABLE = frozenset({"http.response.pathsend", "http.response.zerocopysend", "http.response.trailers"})


def suits(scope: Scope) -> bool:
    """Whether a 200 can be begun for this request before its response is known."""
    return scope["method"] != "HEAD" and not any(name in _CONDITIONS for name, _ in scope["headers"])


class JsonSpace:
    """One request, answered in JSON after white space if it takes long, and as it is if it does not.

    A `interim.asgi.holding.Holding`.
    """

    def __init__(self, scope: Scope, send: Send, settings: KeepAliveSettings, wheel: Wheel | None = None) -> None:
        self.policy = settings.policy
        self._send = send
        self._first_ns = settings.policy.first_after_ns
        self._every_ns = round(settings.policy.every_s * 1e9)
        self._pulse = Pulse(self._turn, self._every_ns // 100, wheel)
        self._since_ns = self._pulse.now_ns
        self._unread = expects_content(scope)
        self._committed = False
        self._answering = False
        self._ended = False
        self._status = 0
        self._fields = Fields()
        self._content: bytearray | None = None
        claim(scope, self)
        self._scope = _for_application(scope)

    async def serve(self, app: Any, receive: Receive) -> None:
        """Run the application on this request."""
        self._pulse.begin(self._since_ns + self._first_ns)
        failed = await self._pulse.around(app(self._scope, self._reading(receive), self.send))
        if self._committed and not self._ended and not (self._answering and self._content is None):
            # It ended without a response of its own. One that broke off in the midst of its JSON stays broken off.
            self._status = 500
            self._content = bytearray()
            await self._end()
        if failed is not None:
            raise failed

    def stop(self) -> None:
        """Send no more."""
        self._pulse.stop()

    def heard(self) -> None:
        """The client was just told by somebody else."""
        self._since_ns = self._pulse.now_ns

    def progress(self, value: str) -> None:
        """There is no place for it."""
        progress_value(value)

    def _reading(self, receive: Receive) -> Receive:
        async def receive_watched() -> Any:
            message = await receive()
            if self._unread and not message.get("more_body", False):
                self._unread = False
                self._since_ns = self._pulse.now_ns
            return message

        return receive_watched

    def _turn(self, now_ns: int) -> int | None:
        if self._unread:
            return now_ns + max(self._first_ns, _UPLOAD_LOOK_NS)
        if not self._committed and now_ns < self._since_ns + self._first_ns:
            return self._since_ns + self._first_ns
        self._pulse.send(self._space())
        return now_ns + self._every_ns

    async def _space(self) -> None:
        if self._answering:
            return
        if not self._committed:
            self._committed = True
            await self._send({"type": "http.response.start", "status": 200, "headers": list(_FIELDS)})
        await self._send({"type": "http.response.body", "body": b" ", "more_body": True})

    async def send(self, message: Any) -> None:
        """The `send` for the application."""
        if not self._answering and message["type"] == "http.response.start" and read_interim(message) is None:
            self._answering = True
            self._pulse.stop()
            await self._pulse.settled()
            if self._committed:
                self._begin(message)
                return
        if not self._committed:
            await self._send(message)
        elif message["type"] == "http.response.body":
            await self._pass_on(message.get("body", b""), more=message.get("more_body", False))

    def _begin(self, message: Mapping[str, Any]) -> None:
        self._status = message["status"]
        self._fields = Fields(tuple((name, value) for name, value in message.get("headers", ())))
        if not (self._status in range(200, 300) and self._is_plain_json()):
            self._content = bytearray()

    def _is_plain_json(self) -> bool:
        media_type = (self._fields.get("content-type") or "").partition(";")[0].strip().lower()
        is_json = media_type == "application/json" or media_type.endswith("+json")
        return is_json and "content-encoding" not in self._fields and self._status not in {204, 205}

    async def _pass_on(self, content: bytes, *, more: bool) -> None:
        if self._content is None:
            self._ended = not more
            await self._send({"type": "http.response.body", "body": content, "more_body": more})
            return
        self._content += content[: _LONGEST_PROBLEM - len(self._content)]
        if not more:
            await self._end()

    async def _end(self) -> None:
        self._ended = True
        content = in_content(self._status, self._fields, bytes(self._content or b""))
        await self._send({"type": "http.response.body", "body": content})


def _for_application(scope: Scope) -> Scope:
    """The scope for an application whose content follows ours: it must not encode it, nor send it past us."""
    return {
        **scope,
        "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"],
        "extensions": {name: value for name, value in scope["extensions"].items() if name not in _UNSENDABLE},
    }


def in_content(status: int, fields: Fields, content: bytes) -> bytes:
    """A response that cannot be sent by status and fields, as JSON: problem details (RFC 9457), or null for 204.

    Problem details pass as they are, with a ``status``. Other JSON becomes the member ``content``, text the ``detail``.
    """
    if status in {204, 205}:
        return b"null"
    if 200 <= status <= 299:
        said = fields.get("content-type") or "no Content-Type"
        _LOG.error("body=json-space: an endpoint answered %s, and only JSON can follow what was sent", said)
        status, content = 500, b""
    problem: dict[str, Any] = {"type": "about:blank", "title": reason_phrase(status), "status": status}
    if "location" in fields:
        problem["location"] = fields.get("location")
    media_type = fields.get("content-type") or ""
    try:
        document = json.loads(content) if "json" in media_type else None
    except ValueError:
        document = None
    if isinstance(document, dict) and media_type.startswith("application/problem+json"):
        problem |= document
    elif document is not None:
        problem["content"] = document
    elif content and media_type.startswith("text/"):
        problem["detail"] = content.decode("utf-8", "replace")
    return json.dumps(problem, ensure_ascii=False).encode()
