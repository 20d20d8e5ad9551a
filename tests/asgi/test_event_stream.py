import asyncio
from typing import Any

import pytest

from interim.asgi.event_stream import COMMENT, EventStream
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.wheel import Wheel
from tests.fakes.asgi import Reply, ask, scope_of
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000
STREAM = [(b"content-type", b"text/event-stream; charset=utf-8")]

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Stage:
    """A stream of a test, under a clock that moves when the test says so."""

    def __init__(self) -> None:
        self.clock = FakeTimerLoop()
        self.wheel = Wheel(self.clock, self.clock.read)  # type: ignore[arg-type]

    async def wait(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.clock.advance(S)
            for _ in range(3):
                await asyncio.sleep(0)

    async def run(
        self,
        *pieces: bytes,
        idle_s: float,
        status: int = 200,
        headers: list[tuple[bytes, bytes]] = STREAM,
        method: str = "GET",
    ) -> Reply:
        async def app(_scope: Any, _receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": status, "headers": headers})
            for piece in pieces:
                await self.wait(idle_s)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await self.wait(idle_s)
            await send({"type": "http.response.body", "body": b""})
            await send({"type": "http.response.trailers", "headers": []})
            await self.wait(idle_s)

        async def served(scope: Any, receive: Any, send: Any) -> None:
            await EventStream(send, KeepAliveSettings(), self.wheel).serve(app, scope, receive)

        return await ask(served, scope_of("/", method=method))


@pytest.fixture
async def stage() -> Stage:
    return Stage()


async def test_an_idle_stream_gets_comments_between_events(stage: Stage) -> None:
    reply = await stage.run(b"data: 1\n\n", b"data: 2\r\n\r\n", idle_s=60)
    assert reply.pieces == [
        COMMENT,
        COMMENT,
        b"data: 1\n\n",
        COMMENT,
        COMMENT,
        b"data: 2\r\n\r\n",
        COMMENT,
        COMMENT,
        b"",
    ]
    assert len(stage.wheel) == 0


async def test_a_busy_stream_gets_none(stage: Stage) -> None:
    pieces = [b"data: 1\n\n"] * 10
    assert (await stage.run(*pieces, idle_s=20)).pieces == [*pieces, b""]


@pytest.mark.parametrize("piece", [b"data: 1\n", b"data: 1", b"data: 1\r\n", b"\n: half"])
async def test_none_comes_within_an_event(stage: Stage, piece: bytes) -> None:
    reply = await stage.run(piece, b"\n\n", idle_s=30)
    assert reply.pieces == [COMMENT, piece, b"\n\n", COMMENT, b""]


@pytest.mark.parametrize("piece", [b"a\n\n", b"a\r\r", b"a\r\n\r\n", b"a\n\r\n", b"a\r\n\n"])
async def test_an_event_may_end_in_any_of_the_ways(stage: Stage, piece: bytes) -> None:
    assert (await stage.run(piece, idle_s=30)).pieces == [COMMENT, piece, COMMENT, b""]


async def test_a_boundary_may_come_in_pieces(stage: Stage) -> None:
    reply = await stage.run(b"a\n", b"\n", idle_s=30)
    assert reply.pieces == [COMMENT, b"a\n", b"\n", COMMENT, b""]


@pytest.mark.parametrize(
    "words",
    [
        {"status": 404},
        {"headers": []},
        {"headers": [(b"content-type", b"application/json")]},
        {"headers": [*STREAM, (b"content-encoding", b"gzip")]},
        {"method": "HEAD"},
    ],
    ids=str,
)
async def test_what_is_no_plain_stream_is_left_alone(stage: Stage, words: dict[str, Any]) -> None:
    assert (await stage.run(b"x\n\n", idle_s=60, **words)).pieces == [b"x\n\n", b""]


async def test_what_the_application_raises_passes_through(stage: Stage) -> None:
    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        raise ZeroDivisionError

    async def served(scope: Any, receive: Any, send: Any) -> None:
        await EventStream(send, KeepAliveSettings(), stage.wheel).serve(app, scope, receive)

    with pytest.raises(ZeroDivisionError):
        await ask(served, scope_of("/"))
    assert len(stage.wheel) == 0


async def test_a_comment_and_an_event_do_not_run_into_each_other(stage: Stage) -> None:
    """A client that does not read makes `send` wait; meanwhile the other must not begin."""
    under_way: list[str] = []
    go = asyncio.Event()

    async def send(message: Any) -> None:
        assert under_way == []
        under_way.append(message["type"])
        if message.get("body") in {COMMENT, b"data: 1\n\n"}:
            await go.wait()
        under_way.clear()

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        await stage.wait(60)
        assert under_way == ["http.response.body"]
        asyncio.get_running_loop().call_soon(go.set)
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        go.clear()
        async with asyncio.TaskGroup() as group:
            group.create_task(send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True}))
            await stage.wait(60)
            go.set()

    await EventStream(send, KeepAliveSettings(), stage.wheel).serve(app, scope_of("/"), asyncio.Event().wait)
