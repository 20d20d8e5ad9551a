"""The event stream of an operation, by way of the monitor."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from interim import Operations
from interim.asgi.channel import Scope
from interim.operations.monitor_request import Action, MonitorRequest
from interim.operations.monitor_stream import stream
from interim.operations.operation import State
from interim.operations.place import Place
from interim.operations.work import Identity
from tests.fakes.held_requests import DEADLINE_S, Gate, Request, gated, running, until

SSE = (b"accept", b"text/event-stream")


def events(request: Request) -> list[dict[str, str]]:
    text = request.reply.content.decode()
    assert text == "" or text.endswith("\n\n")
    blocks = [block for block in text.split("\n\n")[:-1] if not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]


async def begun(operations: Operations) -> tuple[Gate, str]:
    gate = gated(operations)
    await gate.work.start().begin(Identity(principal="anonymous"))
    async with asyncio.timeout(DEADLINE_S):
        await gate.begun.wait()
    return gate, gate.op.id


def ask(
    group: asyncio.TaskGroup, operations: Operations, id: str, last: bytes | None = None, **members: Any
) -> Request:
    headers = [SSE] if last is None else [SSE, (b"last-event-id", last)]
    return Request(group, operations.monitor_app(), f"/operations/{id}", method="GET", headers=headers, **members)


@pytest.mark.parametrize("has_channel", [True, False])
async def test_each_change_is_an_event_and_so_is_the_end(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        request = ask(group, operations, id_, has_channel=has_channel)
        await until(lambda: events(request))
        await gate.op.progress(0.5, "half\n\nevent: done\u2028x")
        await until(lambda: len(events(request)) == 2)
        gate.open.set()
        reply = await request.ended()
        found = events(request)
        assert [one["event"] for one in found] == ["progress", "progress", "done"]
        assert [int(one["id"]) for one in found] == sorted({int(one["id"]) for one in found})
        told = [json.loads(one["data"]) for one in found]
        assert told[1]["progress"] == {"fraction": 0.5, "message": "half\n\nevent: done\u2028x"}
        assert told[2]["result_url"] == f"/operations/{id_}/result"
        assert reply.complete
        assert reply.get("content-type") == "text/event-stream"
        assert reply.get("cache-control") == "no-store"
        assert reply.get("x-accel-buffering") == "no"
        assert reply.get("content-length") is None


async def test_a_client_that_comes_back_gets_what_is_new(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        version = (await operations.get(id_)).version
        request = ask(group, operations, id_, b"%d" % version)
        await until(lambda: request.reply.started)
        await gate.op.progress(0.5)
        await until(lambda: events(request))
        assert int(events(request)[0]["id"]) > version
        gate.open.set()
        await request.ended()
        assert [one["event"] for one in events(request)] == ["progress", "done"]


async def test_a_client_that_has_seen_the_end_is_told_not_to_come_again(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        gate.open.set()
        version = (await operations.wait(id_)).version
        reply = await ask(group, operations, id_, b"%d" % version).ended()
        assert (reply.status, reply.content, reply.get("content-type")) == (204, b"", None)
        late = ask(group, operations, id_, b"%d" % (version - 1))
        assert (await late.ended()).status == 200
        assert [one["event"] for one in events(late)] == ["done"]


async def test_a_stream_ends_when_the_client_leaves(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        _, id_ = await begun(operations)
        request = ask(group, operations, id_)
        await until(lambda: events(request))
        request.leave()
        assert not (await request.ended()).complete
        assert (await operations.get(id_)).state is State.RUNNING


async def test_a_stream_ends_when_the_server_drains(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        _, id_ = await begun(operations)
        request = ask(group, operations, id_)
        await until(lambda: events(request))
        request.drain()
        assert (await request.ended()).complete
        assert [one["event"] for one in events(request)] == ["progress"]


async def test_a_change_while_an_event_is_written_is_not_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        monitor = operations.monitor_app()
        slow = asyncio.Event()

        async def app(scope: Any, receive: Any, send: Any) -> None:
            async def send_slowly(message: dict[str, Any]) -> None:
                await send(message)
                if message["type"] == "http.response.body":
                    await slow.wait()

            await monitor(scope, receive, send_slowly)

        request = Request(group, app, f"/operations/{id_}", method="GET", headers=[SSE])
        await until(lambda: events(request))
        await gate.op.progress(0.5)
        await gate.op.progress(0.75)
        version = (await operations.get(id_)).version
        await until(lambda: version)
        slow.set()
        await until(lambda: int(events(request)[-1]["id"]) == version)
        gate.open.set()
        await request.ended()
        assert events(request)[-1]["event"] == "done"


async def test_a_silent_stream_has_comments(tmp_path: Path) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        gate, id_ = await begun(operations)
        place, asked = Place(path="/operations", origin=""), MonitorRequest(action=Action.STREAM, id=id_)

        async def app(scope: Scope, receive: Any, send: Any) -> None:
            await stream(operations, scope, receive, send, asked, "anonymous", place, comment_s=0.01)

        request = Request(group, app, f"/operations/{id_}", method="GET")
        await until(lambda: request.reply.content.count(b": still running\n\n") >= 2)
        gate.open.set()
        await request.ended()
        assert [one["event"] for one in events(request)] == ["progress", "done"]


@pytest.mark.parametrize("has_channel", [True, False])
async def test_a_stream_of_what_is_no_longer_kept_ends(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path, tick_s=0.01) as operations, asyncio.TaskGroup() as group:
        gate = gated(operations, result_ttl=0)
        await gate.work.start().begin(Identity(principal="anonymous"))
        await gate.begun.wait()
        request = ask(group, operations, gate.op.id, has_channel=has_channel)
        await until(lambda: events(request))
        gate.open.set()
        reply = await request.ended()
        assert reply.complete
        assert request.failure is None
        assert len(reply.started) == 1


@pytest.mark.parametrize("has_channel", [True, False])
async def test_there_is_no_stream_of_what_is_not_there(tmp_path: Path, has_channel: bool) -> None:
    async with running(tmp_path) as operations, asyncio.TaskGroup() as group:
        reply = await ask(group, operations, "A" * 22, has_channel=has_channel).ended()
        assert (reply.status, reply.get("content-type")) == (404, "application/problem+json")
