"""An operation as server-sent events (HTML §9.2): each change as it comes, and the end."""

import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.asgi.rest import Rest, Woken
from interim.errors import OperationError
from interim.operations.bulletin import Watch
from interim.operations.monitor_request import MonitorRequest
from interim.operations.operation import Operation, operation_json
from interim.operations.place import Place
from interim.operations.reply import NO_STORE

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["stream"]

_SECOND_NS = 1_000_000_000
# nginx holds a stream back without it.
_LINES = ((b"content-type", b"text/event-stream"), NO_STORE, (b"x-accel-buffering", b"no"), (b"vary", b"accept"))


async def stream(
    operations: "Operations",
    scope: Scope,
    receive: Callable[[], Awaitable[Any]],
    send: Send,
    asked: MonitorRequest,
    owner: str,
    place: Place,
    *,
    comment_s: float = 15,
) -> None:
    """Send ``progress`` for each change and ``done`` at the end, with the version as the id, and comments in between.

    A client that comes back names the version it has, and gets what is newer. When the server shuts down the stream
    ends; EventSource then connects again by itself.

    Raises:
        OperationError: it is not there; nothing was sent.
    """
    async with operations.watch(asked.id, owner) as watch, Rest(scope, receive) as rest:
        known = watch.read()
        if known.state.is_final and known.version == asked.version:
            # It has seen the end. This is what tells an EventSource not to come again (HTML §9.2.3).
            await send({"type": "http.response.start", "status": 204, "headers": list(_LINES[1:])})
            await send({"type": "http.response.body", "body": b""})
            return
        await send({"type": "http.response.start", "status": 200, "headers": list(_LINES)})
        watch.on_change = rest.wake
        # What is no longer kept cannot be told of; the client gets to know when it comes again.
        with contextlib.suppress(OperationError):
            await _follow(watch, rest, send, asked.version, place, comment_ns=round(comment_s * _SECOND_NS))
        if not rest.left:
            await send({"type": "http.response.body", "body": b""})


async def _follow(watch: Watch, rest: Rest, send: Send, seen: int | None, place: Place, *, comment_ns: int) -> None:
    while True:
        operation = watch.read()
        if operation.version != seen:
            seen = operation.version
            await _piece(send, _event(operation, place))
        if operation.state.is_final or rest.drained:
            return
        if watch.read().version != seen:
            # It changed while the event was being written, when nobody waited to be woken.
            continue
        woken = await rest.until(time.monotonic_ns() + comment_ns)
        if woken is Woken.LEFT:
            return
        if woken is Woken.DUE:
            await _piece(send, b": still running\n\n")


def _event(operation: Operation, place: Place) -> bytes:
    kind = "done" if operation.state.is_final else "progress"
    text = json.dumps(operation_json(operation, place.path))
    return f"id: {operation.version}\nevent: {kind}\ndata: {text}\n\n".encode()


async def _piece(send: Send, octets: bytes) -> None:
    await send({"type": "http.response.body", "body": octets, "more_body": True})
