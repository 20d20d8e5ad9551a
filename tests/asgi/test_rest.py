import asyncio
import time
from typing import Any

import pytest

from interim.asgi.rest import Rest, Woken
from interim.asgi.wheel import wheel_of
from tests.fakes.channel import FakeChannel

MS = 1_000_000
LONG_NS = 3_600_000 * MS

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def never() -> dict[str, Any]:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_rest_ends_when_it_is_due() -> None:
    async with Rest(FakeChannel().scope(), never) as rest:
        due_ns = time.monotonic_ns() + 15 * MS
        assert await rest.until(due_ns) is Woken.DUE
        assert time.monotonic_ns() >= due_ns


async def test_a_rest_ends_when_the_client_leaves() -> None:
    channel = FakeChannel()
    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(channel.leave)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT
    assert len(wheel_of(channel.loop)) == 0


async def test_a_rest_ends_when_the_server_drains() -> None:
    channel = FakeChannel()
    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(channel.drain)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.DRAINED
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.DRAINED
        channel.leave()
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT


async def test_a_server_that_does_not_tell_when_it_drains_is_rested_on_all_the_same() -> None:
    channel = FakeChannel(tells_drain=False)
    async with Rest(channel.scope(), never) as rest:
        assert await rest.until(0) is Woken.DUE


async def test_beats_go_on_until_one_says_none() -> None:
    channel = FakeChannel()
    beats: list[int] = []

    def beat(now_ns: int) -> int | None:
        beats.append(now_ns)
        return now_ns + MS if len(beats) < 3 else None

    async with Rest(channel.scope(), never) as rest:
        assert await rest.beating(0, beat) is Woken.DUE
    assert len(beats) == 3


async def test_what_a_beat_raises_is_raised_to_the_waiter() -> None:
    async with Rest(FakeChannel().scope(), never) as rest:
        with pytest.raises(ZeroDivisionError):
            await rest.beating(0, lambda _now_ns: 1 // 0)


async def test_leaving_and_draining_at_once_is_one_waking() -> None:
    channel = FakeChannel()

    def both() -> None:
        channel.leave()
        channel.drain()

    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(both)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT


async def test_a_beat_after_the_waking_changes_nothing() -> None:
    channel = FakeChannel()

    def beat(_now_ns: int) -> None:
        channel.leave()

    def failing(_now_ns: int) -> None:
        channel.drain()
        raise ZeroDivisionError

    async with Rest(channel.scope(), never) as rest:
        assert await rest.beating(0, beat) is Woken.LEFT
    async with Rest(channel.scope(), never) as rest:
        assert await rest.beating(0, failing) is Woken.DRAINED


async def test_a_cancelled_rest_leaves_nothing_behind() -> None:
    channel = FakeChannel()

    async def wait() -> None:
        async with Rest(channel.scope(), never) as rest:
            await rest.until(time.monotonic_ns() + LONG_NS)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await wait()
    assert len(wheel_of(channel.loop)) == 0
    channel.leave()


class TestWithoutAChannel:
    """On a server without our adapter."""

    async def test_a_rest_ends_when_it_is_due(self) -> None:
        async with Rest({"type": "http"}, never) as rest:
            assert await rest.until(0) is Woken.DUE

    async def test_a_rest_ends_when_receive_says_that_the_client_left(self) -> None:
        messages = [{"type": "http.request"}, {"type": "http.disconnect"}]

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return messages.pop(0)

        async with Rest({"type": "http"}, receive) as rest:
            assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT
            assert rest.left


async def test_a_rest_ends_when_it_is_called() -> None:
    channel = FakeChannel()
    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(rest.wake)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.CALLED
    assert len(wheel_of(channel.loop)) == 0


async def test_a_call_while_nobody_waits_is_not_kept() -> None:
    async with Rest(FakeChannel().scope(), never) as rest:
        rest.wake()
        assert await rest.until(0) is Woken.DUE


async def test_a_call_does_not_take_the_place_of_what_woke_before() -> None:
    channel = FakeChannel()

    def both() -> None:
        channel.drain()
        rest.wake()

    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(both)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.DRAINED


async def test_somebody_else_may_know_that_the_client_left() -> None:
    channel = FakeChannel()
    async with Rest(channel.scope(), never) as rest:
        channel.loop.call_soon(rest.leave)
        assert await rest.until(time.monotonic_ns() + LONG_NS) is Woken.LEFT
        assert rest.left


@pytest.mark.parametrize("extensions", [{}, None])
async def test_an_error_within_a_rest_passes_as_it_is(extensions: dict[str, Any] | None) -> None:
    scope = FakeChannel().scope()
    if extensions is not None:
        scope["extensions"] = extensions
    with pytest.raises(ZeroDivisionError):
        async with Rest(scope, never):
            raise ZeroDivisionError
