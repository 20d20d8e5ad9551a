"""Delays, drips and streams."""

import asyncio
import json
import time
from collections.abc import Callable

import pytest

from interim.simulator import create_app
from interim.simulator.config import Config
from tests.fakes.asgi import App, Reply, ask, get, scope_of
from tests.fakes.channel import FakeChannel

pytestmark = pytest.mark.anyio


@pytest.fixture
def app() -> App:
    return create_app(Config(max_hold_ns=10_000_000_000, max_body_bytes=200_000))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


@pytest.mark.parametrize("length", ["0.03", "30ms", "0.03s"])
async def test_a_delay_waits_and_echoes(app: App, length: str) -> None:
    begin = time.monotonic()
    reply = await ask(app, scope_of(f"/delay/{length}?a=1", method="POST", channel=FakeChannel()), [b"\xffx"])
    assert time.monotonic() - begin >= 0.03
    assert reply.json()["args"] == {"a": "1"}
    assert reply.json()["data"] == "\ufffdx"


@pytest.mark.parametrize("length", ["", "x", "-1", "11", "1e3", "nan", "inf", "1-2", "%FF", "9" * 400])
async def test_a_delay_that_is_none_or_too_long_is_400_and_named(app: App, length: str) -> None:
    reply = await get(app, f"/delay/{length}")
    assert (reply.status, reply.json()["parameter"]) == (400, "delay")


@pytest.mark.parametrize("target", ["/delay/9", "/drip?delay=9&duration=0"])
async def test_a_client_that_leaves_during_a_delay_gets_nothing(app: App, target: str) -> None:
    channel = FakeChannel()
    reply = Reply()
    async with asyncio.TaskGroup() as group, asyncio.timeout(5):
        asking = group.create_task(ask(app, scope_of(target, channel=channel), reply=reply))
        await until(lambda: bool(channel._leave))
        channel.leave()
        await asking
    assert reply.messages == []


async def test_a_drip_is_of_the_length_and_the_status_asked_for(app: App) -> None:
    reply = await get(app, "/drip?duration=0.05&numbytes=5&delay=0.01&code=503")
    assert (reply.status, reply.content, reply.get("content-length")) == (503, b"*****", "5")
    assert reply.get("x-simulated-status") == "503"
    assert reply.complete
    assert len([piece for piece in reply.pieces if piece]) > 1


async def test_a_drip_without_a_duration_goes_at_once_in_pieces(app: App) -> None:
    reply = await get(app, "/drip?duration=0&numbytes=150000&delay=0")
    assert [len(piece) for piece in reply.pieces] == [65536, 65536, 18928, 0]


async def test_a_client_that_leaves_during_a_drip_gets_no_end(app: App) -> None:
    channel = FakeChannel()
    reply = Reply()
    scope = scope_of("/drip?duration=9&numbytes=2&delay=0", channel=channel)
    async with asyncio.TaskGroup() as group, asyncio.timeout(5):
        asking = group.create_task(ask(app, scope, reply=reply))
        await until(lambda: len(reply.messages) >= 2)
        channel.leave()
        await asking
    assert reply.content == b"*"
    assert not reply.complete


async def test_a_server_that_shuts_down_gets_the_rest_of_a_drip_at_once(app: App) -> None:
    channel = FakeChannel()
    reply = Reply()
    scope = scope_of("/drip?duration=9&numbytes=3&delay=0", channel=channel)
    async with asyncio.TaskGroup() as group, asyncio.timeout(5):
        asking = group.create_task(ask(app, scope, reply=reply))
        await until(lambda: len(reply.messages) >= 2)
        channel.drain()
        await asking
    assert reply.content == b"***"
    assert reply.complete


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("numbytes=0", "numbytes"),
        ("numbytes=200001", "numbytes"),
        ("numbytes=1.5", "numbytes"),
        ("code=199", "code"),
        ("code=204", "code"),
        ("code=600", "code"),
        ("duration=-1", "duration"),
        ("duration=6&delay=6", "duration"),
        ("delay=11", "delay"),
        ("pause=1", "pause"),
        ("%FF=1", "\ufffd"),
    ],
)
async def test_a_bad_value_of_a_drip_is_400_and_named(app: App, query: str, parameter: str) -> None:
    reply = await get(app, f"/drip?{query}")
    assert (reply.status, reply.json()["parameter"]) == (400, parameter)


async def test_a_stream_to_http_1_0_has_a_length(app: App) -> None:
    reply = await get(app, "/stream/3", http_version="1.0")
    assert reply.get("content-length") == str(len(reply.content))
    assert (await get(app, "/stream/3")).get("content-length") is None


async def test_a_stream_is_lines_of_json_with_an_id(app: App) -> None:
    reply = await get(app, "/stream/3?a=1")
    lines = [json.loads(line) for line in reply.content.splitlines()]
    assert [line["id"] for line in lines] == [0, 1, 2]
    assert lines[0]["args"] == {"a": "1"}
    assert reply.get("content-length") is None
    assert len(reply.pieces) == 4


@pytest.mark.parametrize("count", ["-1", "101", "x", ""])
async def test_a_stream_of_no_number_or_too_many_is_400_and_named(app: App, count: str) -> None:
    reply = await get(app, f"/stream/{count}")
    assert (reply.status, reply.json()["parameter"]) == (400, "stream")


async def test_too_many_held_requests_are_refused(app: App) -> None:
    full = create_app(Config(max_sleepers=0))
    assert (await get(full, "/delay/1")).status == 429
    assert (await get(full, "/drip")).status == 429
