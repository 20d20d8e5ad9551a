"""`Detach` and the requests that it hands over."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request as StarletteRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from interim import KeepAlive, Operations, send_interim
from interim.asgi.channel import INFORMATIONAL
from interim.errors import InvalidInput, UnsupportedServer
from interim.operations.captured import Captured
from interim.operations.detach import Detach
from interim.operations.handler import Handler as DetachedHandler
from interim.operations.operation import Operation, State
from interim.operations.run import Run
from interim.operations.work import Identity
from interim.protocol.lifecycle import State as ResponseState
from tests.fakes.asgi import get
from tests.fakes.held_requests import DEADLINE_S, Request, running, until

CURL = (b"user-agent", b"curl/8.5.0")
KEY = (b"idempotency-key", b"8e03978e-40d5-43dd-bc93-6894a57f9324")
ASYNC = (b"prefer", b"respond-async")
LENGTH = (b"content-length", b"5")
PLAIN = [(b"content-type", b"text/plain")]


class Handler:
    """A raw application that answers when a test says so."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.open = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.content: bytes | None = None
        self.runs = 0
        self.reads = True
        self.status = 201
        self.lines = [*PLAIN, (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
        self.pieces = [b"hel", b"lo"]
        self.failure: BaseException | None = None
        self.scope: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.runs += 1
        self.scope = scope
        content = b""
        more = self.reads
        while more:
            message = await receive()
            assert message["type"] == "http.request", message
            content += message["body"]
            more = message["more_body"]
        self.content = content
        self.begun.set()
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if self.failure is not None:
            raise self.failure
        await send({"type": "http.response.start", "status": self.status, "headers": self.lines})
        for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def only(operations: Operations) -> Operation:
    (operation,) = await operations.list_for("anonymous")
    return operation


async def result(operations: Operations, id: str) -> Any:
    await operations.wait(id, timeout_s=DEADLINE_S)
    return await get(operations.monitor_app(), f"/operations/{id}/result")


async def test_a_handler_that_answers_in_time_answers_itself(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render")
        await handler.begun.wait()
        handler.open.set()
        reply = await request.ended()
        assert (reply.status, reply.pieces) == (201, [b"hel", b"lo", b""])
        assert request.lines == [*handler.lines, (b"vary", b"prefer")]
        assert await operations.list_for("anonymous") == []


@pytest.mark.parametrize("has_channel", [True, False])
async def test_a_handler_that_takes_long_runs_on_after_a_202(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(handler, operations, unknown_hold_s=0.05)
        request = Request(group, app, "/render", headers=[LENGTH], content=[b"he", b"llo"], has_channel=has_channel)
        reply = await request.ended()
        assert (reply.status, handler.content) == (202, b"hello")
        operation = await only(operations)
        assert reply.get("location") == f"/operations/{operation.id}"
        handler.open.set()
        kept = await result(operations, operation.id)
        assert (kept.status, kept.content, kept.get("content-length")) == (201, b"hello", "5")
        assert kept.fields.get_all("set-cookie") == ["a=1", "b=2"]
        assert len(request.reply.started) == 1
        assert operation.attempt == 1


async def test_who_prefers_not_to_wait_gets_a_202_when_the_content_is_read(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(
            group, Detach(handler, operations), "/render", headers=[ASYNC, LENGTH], content=[b"he", b"l"], method="PUT"
        )
        # The second piece was not the last.
        request.scope["headers"] = [*request.scope["headers"]]
        reply = await request.ended()
        assert (reply.status, reply.get("preference-applied")) == (202, "respond-async")


async def test_content_that_is_still_coming_is_not_cut_off(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC, LENGTH], content=[])
        request.feed(b"he", more=True)
        await until(lambda: request.asked == 2)
        request.drain()
        await asyncio.sleep(0.05)
        assert not request.reply.messages
        request.feed(b"llo")
        assert (await request.ended()).status == 202
        assert handler.content == b"hello"


async def test_a_handler_that_does_not_read_what_there_is_keeps_its_client(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.reads = False
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC, LENGTH], content=[b"hello"])
        await handler.begun.wait()
        request.drain()
        await asyncio.sleep(0.05)
        assert not request.reply.messages
        handler.open.set()
        assert (await request.ended()).status == 201


@pytest.mark.parametrize("http_version", ["1.1", "2"])
async def test_a_handler_without_content_to_read_is_handed_over(tmp_path: Path, http_version: str) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.reads = False
        app = Detach(handler, operations, unknown_hold_s=0.05)
        assert (await Request(group, app, "/render", http_version=http_version).ended()).status == 202


async def test_all_that_are_held_get_a_202_when_the_server_drains(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render")
        await handler.begun.wait()
        request.drain()
        reply = await request.ended()
        assert reply.status == 202
        assert 2 <= int(reply.get("retry-after") or 0) <= 5


@pytest.mark.parametrize("has_channel", [True, False])
async def test_the_handler_of_a_client_that_left_runs_on(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", has_channel=has_channel)
        await handler.begun.wait()
        request.leave()
        assert (await request.ended()).messages == []
        handler.open.set()
        kept = await result(operations, (await only(operations)).id)
        assert (kept.status, kept.content) == (201, b"hello")


@pytest.mark.parametrize("key", [[], [KEY]])
async def test_the_handler_of_a_client_that_left_is_cancelled_where_that_is_wanted(
    tmp_path: Path, key: list[tuple[bytes, bytes]]
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations, cancel_on_disconnect=True), "/render", headers=key)
        await handler.begun.wait()
        request.leave()
        await request.ended()
        await handler.cancelled.wait()
        if key:
            operation = await operations.wait((await only(operations)).id, timeout_s=DEADLINE_S)
            assert operation.state is State.CANCELLED


@pytest.mark.parametrize("has_channel", [True, False])
async def test_a_client_that_leaves_before_its_content_is_there_starts_nothing(
    tmp_path: Path, has_channel: bool
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[KEY, LENGTH], content=[])
        request.feed(b"he", more=True)
        request.leave()
        assert (await request.ended()).messages == []
        assert (handler.runs, await operations.list_for("anonymous")) == (0, [])


async def test_a_client_that_leaves_while_it_sends_is_told_of(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        told = asyncio.Event()

        async def endpoint(request: StarletteRequest) -> Response:
            try:
                await request.body()
            except ClientDisconnect:
                told.set()
                raise
            raise AssertionError

        app = Detach(Starlette(routes=[Route("/render", endpoint, methods=["POST"])]), operations)
        request = Request(group, app, "/render", headers=[LENGTH], content=[])
        request.feed(b"he", more=True)
        await until(lambda: request.asked == 2)
        request.leave()
        await request.ended()
        assert told.is_set()
        assert isinstance(request.failure, ClientDisconnect)


async def test_a_client_that_leaves_a_stream_ends_it(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        ended = asyncio.Event()

        async def endless() -> AsyncIterator[bytes]:
            try:
                while True:
                    yield b"x"
                    await asyncio.sleep(0.01)
            finally:
                ended.set()

        async def endpoint(request: StarletteRequest) -> Response:
            return StreamingResponse(endless())

        app = Detach(Starlette(routes=[Route("/render", endpoint, methods=["POST"])]), operations, unknown_hold_s=5)
        request = Request(group, app, "/render")
        await until(lambda: len(request.reply.messages) > 3)
        request.leave()
        await request.ended()
        assert ended.is_set()


@pytest.mark.parametrize("has_channel", [True, False])
async def test_a_client_that_leaves_when_nothing_can_be_kept_is_told_of(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path, max_live=1) as operations, asyncio.TaskGroup() as group:
        await fill(operations)
        told: list[str] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            await receive()
            told.append((await receive())["type"])

        request = Request(group, Detach(app, operations), "/render", has_channel=has_channel)
        await until(lambda: request.asked)
        await asyncio.sleep(0.02)
        request.leave()
        await request.ended()
        assert told == ["http.disconnect"]


async def fill(operations: Operations) -> None:
    async def forever() -> None:
        await asyncio.Event().wait()

    await operations.operation(forever).start()


async def test_without_room_for_a_result_the_handler_answers_itself(tmp_path: Path) -> None:
    async with running(tmp_path, max_live=1) as operations, asyncio.TaskGroup() as group:
        await fill(operations)
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC])
        await handler.begun.wait()
        await asyncio.sleep(0.05)
        assert not request.reply.messages
        handler.open.set()
        assert (await request.ended()).status == 201


async def test_without_room_for_a_key_nothing_is_started(tmp_path: Path) -> None:
    async with running(tmp_path, max_live=1) as operations, asyncio.TaskGroup() as group:
        await fill(operations)
        handler = Handler()
        reply = await Request(group, Detach(handler, operations), "/render", headers=[KEY]).ended()
        assert (reply.status, handler.runs) == (503, 0)
        assert reply.get("retry-after") is not None


async def test_what_a_handler_raises_is_raised_as_without(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.failure = ZeroDivisionError("secret")
        handler.open.set()
        request = Request(group, Detach(handler, operations), "/render")
        assert (await request.ended()).messages == []
        assert request.failure is handler.failure
        with_key = Request(group, Detach(handler, operations), "/render", headers=[KEY])
        await with_key.ended()
        assert with_key.failure is handler.failure
        assert (await only(operations)).state is State.FAILED


async def test_what_a_handler_raises_after_the_202_is_the_result(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.failure = ZeroDivisionError("secret")
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC])
        assert (await request.ended()).status == 202
        handler.open.set()
        kept = await result(operations, (await only(operations)).id)
        assert (kept.status, kept.json()["type"]) == (500, "urn:interim:work-failed")
        assert b"secret" not in kept.content
        assert request.failure is None


async def test_a_handler_that_cancels_itself_is_as_without(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.failure = asyncio.CancelledError()
        handler.open.set()
        request = Request(group, Detach(handler, operations), "/render")
        assert (await request.ended()).messages == []
        assert request.task.cancelled()


async def test_a_result_that_is_too_large_is_a_failure_only_after_the_202(tmp_path: Path) -> None:
    async with running(tmp_path, max_result_bytes=4) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.open.set()
        reply = await Request(group, Detach(handler, operations), "/render").ended()
        assert (reply.status, reply.content) == (201, b"hello")
        handler.open.clear()
        reply = await Request(group, Detach(handler, operations), "/render", headers=[ASYNC]).ended()
        handler.open.set()
        kept = await result(operations, reply.json()["id"])
        assert (kept.status, kept.json()["type"]) == (500, "urn:interim:result-too-large")


async def test_a_retry_joins_the_handler_that_runs(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(handler, operations)
        first = Request(group, app, "/render", headers=[KEY, LENGTH], content=[b"hello"])
        await handler.begun.wait()
        second = Request(group, app, "/render", headers=[KEY, LENGTH], content=[b"hel", b"lo"])
        hasty = await Request(group, app, "/render", headers=[KEY, LENGTH, ASYNC], content=[b"hello"]).ended()
        assert hasty.status == 202
        handler.open.set()
        one, two = await first.ended(), await second.ended()
        assert (one.status, one.content) == (two.status, two.content) == (201, b"hello")
        assert one.get("link") == two.get("link") == hasty.get("link")
        assert two.get("idempotency-replayed") is None
        assert handler.runs == 1
        assert (await only(operations)).delivered_at_ms is not None
        third = await Request(group, app, "/render", headers=[KEY, LENGTH], content=[b"hello"]).ended()
        assert (third.status, third.content, third.get("idempotency-replayed")) == (201, b"hello", "true")
        assert third.fields.get_all("set-cookie") == ["a=1", "b=2"]
        other = await Request(group, app, "/render", headers=[KEY, LENGTH], content=[b"other"]).ended()
        assert other.status == 422
        assert handler.runs == 1


@pytest.mark.parametrize("how", ["leave", "drain", "cancel"])
async def test_who_joins_may_go(tmp_path: Path, how: str) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(handler, operations, path="direct", first_after_s=0.01, every_s=10)
        Request(group, app, "/render", headers=[KEY, CURL])
        await handler.begun.wait()
        second = Request(group, app, "/render", headers=[KEY, CURL])
        channel = second.channel
        assert channel is not None
        await until(lambda: channel.pushed)
        match how:
            case "leave":
                second.leave()
            case "drain":
                second.drain()
            case _:
                second.task.cancel()
        reply = await second.ended()
        assert [message.get("status") for message in reply.started] == ([202] if how == "drain" else [])
        handler.open.set()
        operation = await operations.wait((await only(operations)).id, timeout_s=DEADLINE_S)
        assert operation.state is State.SUCCEEDED


async def test_content_that_is_too_long_to_be_compared_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(handler, operations, max_content_bytes=4)
        reply = await Request(group, app, "/render", headers=[KEY, LENGTH], content=[b"hello"]).ended()
        assert (reply.status, handler.runs) == (413, 0)
        handler.open.set()
        reply = await Request(group, app, "/render", headers=[LENGTH], content=[b"hello"]).ended()
        assert (reply.status, handler.content) == (201, b"hello")


async def test_a_bad_key_starts_nothing_unless_keys_are_off(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.open.set()
        bad = (b"idempotency-key", b"()")
        reply = await Request(group, Detach(handler, operations), "/render", headers=[bad]).ended()
        assert (reply.status, handler.runs) == (400, 0)
        reply = await Request(group, Detach(handler, operations, idempotency="required"), "/render").ended()
        assert (reply.status, handler.runs) == (400, 0)
        reply = await Request(group, Detach(handler, operations, idempotency="off"), "/render", headers=[bad]).ended()
        assert (reply.status, handler.runs) == (201, 1)


@pytest.mark.parametrize("key", [[], [KEY]])
async def test_a_request_that_the_server_cancels_is_one_whose_client_left(
    tmp_path: Path, key: list[tuple[bytes, bytes]]
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=key)
        await handler.begun.wait()
        request.task.cancel()
        await request.ended()
        assert request.task.cancelled()
        handler.open.set()
        listed: list[Operation] = []
        while not listed:
            listed = await operations.list_for("anonymous")
        kept = await result(operations, listed[0].id)
        assert (kept.status, kept.content) == (201, b"hello")


async def test_a_request_that_is_cancelled_at_any_step_leaves_nothing_half_done(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        for steps in range(12):
            handler = Handler()
            handler.open.set()
            key = (b"idempotency-key", b'"%064d"' % steps)
            request = Request(group, Detach(handler, operations), "/render", headers=[key])
            for _ in range(steps):
                await asyncio.sleep(0)
            request.task.cancel()
            await request.ended()
        for operation in await operations.list_for("anonymous"):
            ended = await operations.wait(operation.id, timeout_s=DEADLINE_S)
            assert ended.state in {State.SUCCEEDED, State.CANCELLED}


async def test_a_request_that_is_cancelled_while_its_content_comes_starts_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[KEY, LENGTH], content=[])
        await until(lambda: request.asked)
        request.task.cancel()
        await request.ended()
        request.feed(b"hello")
        await asyncio.sleep(0.02)
        assert handler.runs == 0


async def test_a_request_that_is_cancelled_once_it_is_answered_takes_its_handler_along(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        ended = asyncio.Event()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        for key in ([], [KEY]):
            ended.clear()
            request = Request(group, Detach(app, operations), "/render", headers=key)
            await request.reply.first.wait()
            await asyncio.sleep(0.01)
            request.task.cancel()
            await request.ended()
            await ended.wait()
        operation = await operations.wait((await only(operations)).id, timeout_s=DEADLINE_S)
        assert operation.state is State.CANCELLED


@pytest.mark.parametrize("detached", [True, False])
async def test_an_operation_that_is_cancelled_cancels_its_handler(tmp_path: Path, detached: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[KEY, ASYNC] if detached else [KEY])
        await handler.begun.wait()
        if detached:
            assert (await request.ended()).status == 202
        operation = await only(operations)
        reply = await get(operations.monitor_app(), f"/operations/{operation.id}", method="DELETE")
        assert reply.status == 202
        await handler.cancelled.wait()
        assert (await operations.wait(operation.id, timeout_s=DEADLINE_S)).state is State.CANCELLED
        if not detached:
            answer = await request.ended()
            assert (answer.status, answer.json()["state"]) == (409, "cancelled")


async def test_interim_responses_by_channel_and_event_do_not_fail_after_the_202(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        opened = asyncio.Event()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            send_interim(scope, 103, [(b"link", b"</a>")])
            await send({"type": INFORMATIONAL, "status": 103, "headers": [(b"link", b"</b>")]})
            await opened.wait()
            send_interim(scope, 103, [(b"link", b"</c>")])
            await send({"type": INFORMATIONAL, "status": 103, "headers": [(b"link", b"</d>")]})
            await JSONResponse({"a": 1})(scope, receive, send)

        request = Request(group, Detach(app, operations), "/render", headers=[ASYNC])
        reply = await request.ended()
        channel = request.channel
        assert channel is not None
        channel.state = ResponseState.DONE
        opened.set()
        kept = await result(operations, (await only(operations)).id)
        assert (kept.status, kept.json()) == (200, {"a": 1})
        assert channel.pushed == [(103, [(b"link", b"</a>")])]
        assert [message["type"] for message in reply.messages] == [
            INFORMATIONAL,
            "http.response.start",
            "http.response.body",
        ]


async def test_interim_responses_go_out_once_whoever_is_around(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        words: dict[str, Any] = {"path": "direct", "first_after_s": 0.05, "every_s": 0.2, "max_interims": 2}
        # The content is read when the inner one has the request already.
        app = KeepAlive(Detach(KeepAlive(Handler(), **words), operations), **words)
        request = Request(group, app, "/render", headers=[CURL, LENGTH], content=[b"hello"])
        assert (await request.ended()).status == 202
        assert request.channel is not None
        assert 1 <= len(request.channel.pushed) <= 2


async def test_an_endpoint_that_hands_over_itself_does_it_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:

        @operations.operation
        async def render() -> int:
            await asyncio.Event().wait()
            return 1

        app = FastAPI()

        @app.post("/render")
        @operations.hold(max_hold=0.1)
        async def post() -> object:
            return render.start()

        for has_channel in (True, False):
            around = Detach(app, operations, unknown_hold_s=0.1)
            request = Request(group, around, "/render", has_channel=has_channel)
            assert (await request.ended()).status == 202
        assert {one.name for one in await operations.list_for("anonymous")} == {"render"}
        assert len(await operations.list_for("anonymous")) == 2


async def test_an_endpoint_that_hands_over_itself_takes_a_key(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        opened = asyncio.Event()

        @operations.operation
        async def render() -> int:
            await opened.wait()
            return 1

        app = FastAPI()

        @app.post("/render")
        @operations.hold()
        async def post() -> object:
            return render.start()

        opened.set()
        for number in range(2):
            reply = await Request(group, Detach(app, operations), "/render", headers=[KEY]).ended()
            assert (reply.status, reply.content, number) == (200, b"1", number)


async def test_what_only_a_server_can_send_is_not_offered(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.open.set()
        request = Request(group, Detach(handler, operations), "/render")
        request.scope["extensions"]["http.response.pathsend"] = {}
        request.scope["extensions"]["http.response.trailers"] = {}
        await request.ended()
        assert "http.response.pathsend" not in handler.scope["extensions"]
        assert "http.response.trailers" in handler.scope["extensions"]
        assert handler.scope is request.scope


async def test_a_handler_sees_the_context_of_its_request(tmp_path: Path) -> None:
    variable: ContextVar[str] = ContextVar("variable", default="nothing")
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        seen: list[str] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            seen.append(variable.get())
            await Response()(scope, receive, send)

        detach = Detach(app, operations)

        async def outer(scope: Any, receive: Any, send: Any) -> None:
            variable.set("of the request")
            await detach(scope, receive, send)

        await Request(group, outer, "/render").ended()
        assert seen == ["of the request"]


@pytest.mark.parametrize(
    ("target", "members"),
    [("/render", {"method": "GET"}), ("/operations/abc", {}), ("/api/operations/abc", {"root_path": "/api"})],
)
async def test_what_is_not_to_be_handed_over_is_passed_by(
    tmp_path: Path, target: str, members: Mapping[str, Any]
) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.open.set()
        request = Request(group, Detach(handler, operations), target, headers=[ASYNC], **members)
        assert (await request.ended()).status == 201
        assert (b"vary", b"prefer") not in request.lines


async def test_other_methods_may_be_handed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        app = Detach(Handler(), operations, methods=["get"])
        assert (await Request(group, app, "/render", headers=[ASYNC], method="GET").ended()).status == 202


async def test_a_lifespan_is_passed_by(tmp_path: Path) -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    operations = Operations(f"sqlite:///{tmp_path}/operations.db")
    await Detach(app, operations)({"type": "lifespan"}, app, app)  # type: ignore[arg-type]
    assert seen == ["lifespan"]


async def test_without_a_lifespan_it_says_what_is_missing(tmp_path: Path) -> None:
    operations = Operations(f"sqlite:///{tmp_path}/operations.db")
    async with asyncio.TaskGroup() as group:
        request = Request(group, Detach(Handler(), operations), "/render")
        await request.ended()
    assert isinstance(request.failure, UnsupportedServer)
    assert "lifespan" in str(request.failure)


async def test_settings_are_looked_at_where_they_are_written(tmp_path: Path) -> None:
    operations = Operations(f"sqlite:///{tmp_path}/operations.db")
    with pytest.raises(InvalidInput, match="colour"):
        Detach(Handler(), operations, colour="red")
    with pytest.raises(InvalidInput, match="idempotency"):
        Detach(Handler(), operations, idempotency="sometimes")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="path"):
        Detach(Handler(), operations, path="nginx")


async def test_allow_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(
            handler,
            operations,
            allow=lambda scope: scope["path"] == "/render",
            path="direct",
            first_after_s=0.01,
            every_s=0.01,
            max_interims=1,
        )
        request = Request(group, app, "/render", headers=[(b"user-agent", b"nobody-knows/1")])
        assert (await request.ended()).status == 202
        assert request.channel is not None
        assert len(request.channel.pushed) == 1


async def test_what_ends_with_the_process_is_a_failure(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        reply = await Request(group, Detach(handler, operations), "/render", headers=[KEY, ASYNC]).ended()
        assert reply.status == 202
    assert handler.cancelled.is_set()
    async with running(tmp_path) as operations:
        operation = await only(operations)
        assert operation.state is State.FAILED
        assert operation.error is not None
        assert operation.error["type"] == "urn:interim:worker-lost"


async def test_a_request_of_a_framework_is_handed_over(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        opened = asyncio.Event()
        app = FastAPI()
        app.mount("/operations", operations.monitor_app())

        @app.post("/render")
        async def render(document: dict[str, int]) -> dict[str, int]:
            await opened.wait()
            return {"sum": sum(document.values())}

        transport = httpx.ASGITransport(Detach(app, operations))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            answer = await client.post("/render", json={"a": 1, "b": 2}, headers={"prefer": "respond-async"})
            assert answer.status_code == 202
            opened.set()
            await operations.wait(answer.json()["id"], timeout_s=DEADLINE_S)
            kept = await client.get(answer.headers["location"] + "/result")
            assert (kept.status_code, json.loads(kept.content)) == (200, {"sum": 3})


class Slow(Operations):
    """The store takes its time to adopt, and tells when it is asked."""

    def __init__(self, url: str, **settings: Any) -> None:
        super().__init__(url, **settings)
        self.asked = asyncio.Event()
        self.go = asyncio.Event()

    async def adopt(self, name: str, identity: Identity, *, ttl_s: float = 86_400) -> tuple[Operation, Run | None]:
        self.asked.set()
        await self.go.wait()
        return await super().adopt(name, identity, ttl_s=ttl_s)


@asynccontextmanager
async def slow(tmp_path: Path) -> AsyncIterator[Slow]:
    operations = Slow(f"sqlite:///{tmp_path}/operations.db", synchronous="normal", drain_s=0)
    async with operations.lifespan():
        yield operations


async def test_a_handler_that_answers_while_it_is_handed_over_answers_itself(tmp_path: Path) -> None:
    async with slow(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC])
        await operations.asked.wait()
        handler.open.set()
        await until(lambda: request.reply.complete)
        operations.go.set()
        assert (await request.ended()).status == 201
        kept = await result(operations, (await only(operations)).id)
        assert (kept.status, kept.content) == (201, b"hello")


async def test_a_handler_that_fails_while_it_is_handed_over_fails_as_without(tmp_path: Path) -> None:
    async with slow(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        handler.failure = ZeroDivisionError("secret")
        request = Request(group, Detach(handler, operations), "/render", headers=[ASYNC])
        await operations.asked.wait()
        handler.open.set()
        await asyncio.sleep(0.01)
        operations.go.set()
        await request.ended()
        assert request.failure is handler.failure
        assert (await operations.wait((await only(operations)).id, timeout_s=DEADLINE_S)).state is State.FAILED


async def test_a_request_that_is_cancelled_while_it_is_handed_over_loses_nothing(tmp_path: Path) -> None:
    async with slow(tmp_path) as operations, asyncio.TaskGroup() as group:
        for number, headers in enumerate(([ASYNC], [KEY])):
            operations.asked.clear()
            operations.go.clear()
            handler = Handler()
            request = Request(group, Detach(handler, operations), f"/{number}", headers=headers)
            await operations.asked.wait()
            request.task.cancel()
            await request.ended()
            operations.go.set()
            await handler.begun.wait()
            handler.open.set()
        first: list[Operation] = []
        while len(first) < 2:
            first = await operations.list_for("anonymous")
        for operation in first:
            assert (await operations.wait(operation.id, timeout_s=DEADLINE_S)).state is State.SUCCEEDED


async def test_a_key_whose_first_request_was_cancelled_joins_its_handler(tmp_path: Path) -> None:
    async with slow(tmp_path) as operations, asyncio.TaskGroup() as group:
        handler = Handler()
        app = Detach(handler, operations)
        first = Request(group, app, "/render", headers=[KEY])
        await operations.asked.wait()
        first.task.cancel()
        await first.ended()
        operations.go.set()
        handler.open.set()
        second = await Request(group, app, "/render", headers=[KEY]).ended()
        assert (second.status, second.content, handler.runs) == (201, b"hello", 1)


async def test_who_joins_and_is_cancelled_before_it_waits_waits_for_nothing(tmp_path: Path) -> None:
    async with slow(tmp_path) as operations, asyncio.TaskGroup() as group:
        operations.go.set()
        handler = Handler()
        app = Detach(handler, operations)
        Request(group, app, "/render", headers=[KEY])
        await handler.begun.wait()
        operations.asked.clear()
        operations.go.clear()
        second = Request(group, app, "/render", headers=[KEY])
        await operations.asked.wait()
        second.task.cancel()
        await second.ended()
        operations.go.set()
        await asyncio.sleep(0.05)
        assert second.reply.messages == []
        handler.open.set()


async def test_an_operation_that_was_cancelled_before_its_handler_began_cancels_it(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        captured = Captured(b"", never, never_sent, limit_bytes=9)
        handler = DetachedHandler(operations, Identity(principal="anonymous"), captured)
        handler.cancel()
        assert await handler.adopt()
        handler.cancel()
        application = Handler()
        handler.begin(application, {"type": "http"})
        await handler.ended()
        assert application.runs == 0
        assert isinstance(captured.failure, asyncio.CancelledError)
        assert (await operations.wait((await only(operations)).id, timeout_s=DEADLINE_S)).state is State.CANCELLED


async def never() -> Any:
    raise AssertionError


async def never_sent(message: dict[str, Any]) -> None:
    raise AssertionError


async def test_a_stream_that_passes_for_a_key_is_kept(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:

        async def pieces() -> AsyncIterator[bytes]:
            for number in range(3):
                yield b"%d" % number

        async def endpoint(request: StarletteRequest) -> Response:
            return StreamingResponse(pieces(), media_type="text/plain")

        app = Detach(Starlette(routes=[Route("/render", endpoint, methods=["POST"])]), operations)
        first = await Request(group, app, "/render", headers=[KEY]).ended()
        second = await Request(group, app, "/render", headers=[KEY]).ended()
        assert first.content == second.content == b"012"
        assert (first.get("content-length"), second.get("content-length")) == (None, "3")


async def test_a_stream_is_kept_after_the_202(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        opened = asyncio.Event()

        async def pieces() -> AsyncIterator[bytes]:
            for number in range(3):
                yield b"%d" % number
                await asyncio.sleep(0.01)

        async def endpoint(request: StarletteRequest) -> Response:
            await opened.wait()
            return StreamingResponse(pieces(), media_type="text/plain")

        app = Detach(Starlette(routes=[Route("/render", endpoint, methods=["POST"])]), operations)
        reply = await Request(group, app, "/render", headers=[ASYNC]).ended()
        opened.set()
        assert (await result(operations, reply.json()["id"])).content == b"012"


async def test_what_cannot_be_sent_is_an_error_of_the_request(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:

        async def app(scope: Any, receive: Any, send: Any) -> None:
            async def broken(message: dict[str, Any]) -> None:
                raise OSError("broken pipe")

            await Detach(Handler(), operations)(scope, receive, broken)

        async with asyncio.TaskGroup() as group:
            request = Request(group, app, "/render", headers=[ASYNC])
            await request.ended()
        assert isinstance(request.failure, OSError)
