"""Drives an ASGI application as a server would, without a wire, and remembers what it sent."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from interim.asgi.channel import CHANNEL, EARLY_HINT, INFORMATIONAL, Scope
from interim.exchange.fields import FieldLine, Fields
from tests.fakes.channel import FakeChannel

App = Callable[
    [Scope, Callable[[], Awaitable[MutableMapping[str, Any]]], Callable[[dict[str, Any]], Awaitable[None]]],
    Awaitable[None],
]


@dataclass(kw_only=True)
class Reply:
    """What an application sent."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    first: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when a message was sent."""

    @property
    def started(self) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == "http.response.start"]

    @property
    def status(self) -> int:
        (start,) = self.started
        status: int = start["status"]
        return status

    @property
    def fields(self) -> Fields:
        (start,) = self.started
        return Fields(tuple(start["headers"]))

    @property
    def pieces(self) -> list[bytes]:
        return [message["body"] for message in self.messages if message["type"] == "http.response.body"]

    @property
    def content(self) -> bytes:
        return b"".join(self.pieces)

    @property
    def complete(self) -> bool:
        last = self.messages[-1] if self.messages else {}
        return last.get("type") == "http.response.body" and not last.get("more_body", False)

    def json(self) -> Any:
        return json.loads(self.content)

    def get(self, name: str) -> str | None:
        return self.fields.get(name)


class Wire:
    """A raw way that remembers what was written."""

    def __init__(self, abilities: Iterable[str] = ("write", "close", "reset")) -> None:
        self.abilities = frozenset(abilities)
        self.written = bytearray()
        self.ended = ""

    def write(self, data: bytes) -> None:
        assert "write" in self.abilities
        assert not self.ended
        self.written += data

    async def drain(self) -> None:
        await asyncio.sleep(0)

    def close(self) -> None:
        assert "close" in self.abilities
        self.ended = self.ended or "closed"

    def reset(self) -> None:
        assert "reset" in self.abilities
        self.ended = self.ended or "reset"


def scope_of(
    target: str,
    *,
    method: str = "GET",
    headers: Iterable[FieldLine] = (),
    http_version: str = "1.1",
    channel: FakeChannel | None = None,
    extensions: dict[str, Any] | None = None,
    **members: Any,
) -> dict[str, Any]:
    """The scope of a request for a target such as ``/api/status/200?seed=7``."""
    raw_path, _, query = target.partition("?")
    known = {CHANNEL: channel, INFORMATIONAL: {}, EARLY_HINT: {}} if channel is not None else {}
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": http_version,
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(raw_path).decode("utf-8", "replace"),
        "raw_path": raw_path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(b"host", b"test"), *headers],
        "client": ("127.0.0.1", 5),
        "server": ("127.0.0.1", 80),
        "extensions": known if extensions is None else extensions,
        **members,
    }


async def ask(app: App, scope: Scope, content: Iterable[bytes] = (b"",), reply: Reply | None = None) -> Reply:
    """Have an application answer one request; its content comes in the pieces given, then nothing more does."""
    reply = reply if reply is not None else Reply()
    waiting = list(content)

    async def receive() -> MutableMapping[str, Any]:
        if waiting:
            piece = waiting.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(waiting)}
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        reply.messages.append(message)
        reply.first.set()

    await app(scope, receive, send)
    return reply


async def get(app: App, target: str, **members: Any) -> Reply:
    """A request on a server with a channel, unless `members` say otherwise."""
    if "channel" not in members and "extensions" not in members:
        members["channel"] = FakeChannel(http_version=members.get("http_version", "1.1"))
    return await ask(app, scope_of(target, **members))
