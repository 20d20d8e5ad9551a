import asyncio
import time

import pytest

from interim.simulator import Config, create_app
from tests.fakes.asgi import Reply, ask, get, scope_of
from tests.fakes.channel import FakeChannel

APP = create_app(Config())


async def test_a_large_content_goes_out_in_pieces() -> None:
    reply = await get(APP, "/api/status/200?size=200000")
    assert len(reply.content) == 200_000
    assert len(reply.pieces) == 5
    assert reply.complete


async def test_a_drip_is_spread_over_time() -> None:
    began = time.monotonic()
    reply = await get(APP, "/api/status/200?body=abcdefgh&drip=3@20ms")
    assert [piece for piece in reply.pieces if piece] == [b"abc", b"def", b"gh"]
    assert reply.complete
    assert time.monotonic() - began >= 0.04


async def test_filler_drips_too() -> None:
    reply = await get(APP, "/api/status/200?size=5&drip=2@0")
    assert reply.pieces == [b"ab", b"cd", b"e", b""]


@pytest.mark.parametrize("query", ["body=x", "body=", "size=0", "seed=1"])
async def test_the_header_section_goes_out_before_the_pause(query: str) -> None:
    reply = Reply()
    channel = FakeChannel()
    scope = scope_of(f"/api/status/200?sleep_after_headers=20s&{query}", channel=channel)
    async with asyncio.TaskGroup() as group:
        group.create_task(ask(APP, scope, reply=reply))
        await reply.first.wait()
        assert [message["type"] for message in reply.messages] == ["http.response.start"]
        channel.drain()
    assert reply.complete
    assert reply.get("content-length") == str(len(reply.content))


@pytest.mark.parametrize("query", ["body=x", "body="])
async def test_a_client_may_leave_during_the_pause(query: str) -> None:
    channel = FakeChannel()
    channel.loop.call_later(0.02, channel.leave)
    reply = await get(APP, f"/api/status/200?sleep_after_headers=20s&{query}", channel=channel)
    assert not reply.complete
    assert reply.content == b""


@pytest.mark.parametrize("query", ["size=1000&drip=1@100ms", "size=100000&drip=1@0", "drip=1@1s&size=30&sleep=31s"])
async def test_a_drip_that_would_take_too_long_is_refused(query: str) -> None:
    channel = FakeChannel()
    channel.loop.call_later(0.02, channel.drain)
    reply = await get(APP, f"/api/status/200?{query}", channel=channel)
    assert reply.status == 400
    assert reply.json()["parameter"] == "drip"


async def test_nothing_can_drip_for_ever() -> None:
    reply = await get(APP, "/api/status/204?drip=1@60s")
    assert reply.status == 204
    assert reply.complete
