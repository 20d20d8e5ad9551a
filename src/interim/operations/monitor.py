"""The monitor: how operations are followed, cancelled and collected over HTTP."""

import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send, respond
from interim.asgi.rest import Rest, Woken
from interim.errors import InterimError
from interim.exchange.fields import FieldLine
from interim.operations.caller import ANONYMOUS, principal_of
from interim.operations.monitor_page import draw_page
from interim.operations.monitor_request import Action, MonitorRequest, read_request
from interim.operations.monitor_stream import stream
from interim.operations.operation import Operation, operation_json
from interim.operations.place import Place, mounted_at
from interim.operations.reply import JSON, NO_STORE, RETRY_AFTER_S, deliver, final, problem, refused
from interim.protocol.idempotency import owner_of

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["Monitor"]

Receive = Callable[[], Awaitable[Any]]
_SECOND_NS = 1_000_000_000
_PAGE = 50


class Monitor:
    """An ASGI application, to be mounted at `Operations.path`. Made by `Operations.monitor_app`.

    ::

        GET /                 the operations of who asks
        GET /ID               the operation: 200 as long as it is known. `Prefer: wait=30` waits for a change,
                              `Accept: text/event-stream` follows it, `Accept: text/html` is a page
        GET /ID/result        the final response that it left; 409 as long as there is none
        DELETE /ID            asks for it to be cancelled; so does POST /ID/cancel

    What belongs to somebody else is 404, what is no longer kept is 410.
    """

    def __init__(self, operations: "Operations") -> None:
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        try:
            await self._serve(scope, receive, send, read_request(scope, self._operations.path))
        except Refusal as refusal:
            made = problem(refusal.status, refusal.detail, lines=(*refusal.lines, NO_STORE), **refusal.members)
            await respond(send, made.status, made.lines, made.content)
        except InterimError as error:
            made = refused(error)
            await respond(send, made.status, made.lines, made.content)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, asked: MonitorRequest) -> None:
        owner = owner_of(principal_of(scope, self._operations.principal))
        place = self._place(scope)
        match asked.action:
            case Action.LIST:
                await self._list(scope, send, owner, place)
            case Action.SHOW:
                await self._show(scope, receive, send, asked, owner, place)
            case Action.STREAM:
                await stream(self._operations, scope, receive, send, asked, owner, place)
            case Action.PAGE:
                await draw_page(send, await self._operations.get(asked.id, owner), place)
            case Action.RESULT:
                await self._result(scope, receive, send, asked, owner, place)
            case Action.CANCEL:
                operation = await self._operations.cancel(asked.id, owner)
                # Nothing is left to be done where it has ended.
                status = 200 if operation.state.is_final else 202
                await respond(send, status, [*_lines(operation, place), NO_STORE], _encoded(operation, place))

    def _place(self, scope: Scope) -> Place:
        # Starlette adds to root_path what it mounts at. Litestar does not, nor does an application that does it itself.
        root: str = scope.get("root_path", "").rstrip("/")
        path = self._operations.path
        return mounted_at(scope, root if root.endswith(path) else root + path)

    async def _list(self, scope: Scope, send: Send, owner: str, place: Place) -> None:
        if owner == ANONYMOUS:
            raise Refusal(403, "the list is for callers with credentials; an operation is at its own address")
        query = parse_qs(scope["query_string"].decode("latin-1"))
        before = query.get("before", [None])[-1]
        found = await self._operations.list_for(owner, limit=_PAGE, before=before)
        document: dict[str, Any] = {"operations": [operation_json(one, place.path) for one in found], "next": None}
        if len(found) == _PAGE:
            document["next"] = f"{place.path}/?before={found[-1].id}"
        await respond(send, 200, [JSON, NO_STORE], json.dumps(document).encode() + b"\n")

    async def _show(
        self, scope: Scope, receive: Receive, send: Send, asked: MonitorRequest, owner: str, place: Place
    ) -> None:
        if not asked.wait_s:
            await self._answer(send, await self._operations.get(asked.id, owner), asked, place)
            return
        async with self._operations.watch(asked.id, owner) as watch, Rest(scope, receive) as rest:
            operation = watch.read()
            known = operation.version
            # A client that names other versions than the newest has missed something already.
            is_behind = bool(asked.tags) and not asked.has(known)
            due_ns = time.monotonic_ns() + asked.wait_s * _SECOND_NS
            watch.on_change = rest.wake
            while operation.version == known and not operation.state.is_final and not is_behind:
                woken = await rest.until(due_ns)
                operation = watch.read()
                if woken is Woken.LEFT:
                    return
                if woken is not Woken.CALLED:
                    break
            applied = (b"preference-applied", b"wait=%d" % asked.wait_s)
            await self._answer(send, operation, asked, place, applied)

    async def _answer(
        self, send: Send, operation: Operation, asked: MonitorRequest, place: Place, *more: FieldLine
    ) -> None:
        lines: list[FieldLine] = [
            (b"etag", b'"v%d"' % operation.version),
            (b"vary", b"prefer, accept, authorization"),
            NO_STORE,
            *more,
        ]
        if not operation.state.is_final:
            lines.append((b"retry-after", b"%d" % RETRY_AFTER_S))
        if asked.has(operation.version):
            await send({"type": "http.response.start", "status": 304, "headers": lines})
            await send({"type": "http.response.body", "body": b""})
            return
        await respond(send, 200, [*lines, *_lines(operation, place)], _encoded(operation, place))

    async def _result(
        self, scope: Scope, receive: Receive, send: Send, asked: MonitorRequest, owner: str, place: Place
    ) -> None:
        operation = await self._operations.get(asked.id, owner)
        if not operation.state.is_final:
            lines = ((b"retry-after", b"%d" % RETRY_AFTER_S), NO_STORE, place.link(operation.id))
            made = problem(409, "the operation has not ended", lines=lines, state=operation.state.value)
            await respond(send, made.status, made.lines, made.content)
            return
        reply = final(operation, place)
        location = (b"content-location", f"{place.of(operation.id)}/result".encode())
        async with Rest(scope, receive) as rest:
            await deliver(send, reply, location)
            if not rest.left and scope["method"] == "GET":
                await self._operations.mark_delivered(operation.id)


def _lines(operation: Operation, place: Place) -> list[FieldLine]:
    lines = [JSON, place.link(operation.id)]
    if operation.state.is_final:
        lines.append((b"link", f'<{place.of(operation.id)}/result>; rel="item"'.encode()))
    return lines


def _encoded(operation: Operation, place: Place) -> bytes:
    return json.dumps(operation_json(operation, place.path)).encode() + b"\n"


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "lifespan.startup.complete"})
