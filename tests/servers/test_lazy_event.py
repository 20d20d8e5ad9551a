import asyncio

import pytest

from interim.servers.lazy_event import LazyEvent

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_setting_wakes_all_that_wait() -> None:
    event = LazyEvent()
    async with asyncio.TaskGroup() as group:
        waits = [group.create_task(event.wait()) for _ in range(3)]
        await asyncio.sleep(0)
        assert not any(wait.done() for wait in waits)
        event.set()
        event.set()
    assert [wait.result() for wait in waits] == [True] * 3


async def test_a_set_event_is_not_waited_for() -> None:
    event = LazyEvent()
    event.set()
    assert event.is_set()
    assert await event.wait()


async def test_a_cleared_event_is_waited_for_again() -> None:
    event = LazyEvent()
    event.set()
    event.clear()
    assert not event.is_set()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await event.wait()


async def test_a_cancelled_wait_leaves_the_others() -> None:
    event = LazyEvent()
    async with asyncio.TaskGroup() as group:
        one, other = group.create_task(event.wait()), group.create_task(event.wait())
        await asyncio.sleep(0)
        one.cancel()
        await asyncio.sleep(0)
        event.set()
    assert one.cancelled()
    assert other.result()


async def test_waiting_again_between_set_and_waking_is_a_wait_of_its_own() -> None:
    event = LazyEvent()
    async with asyncio.TaskGroup() as group:
        first = group.create_task(event.wait())
        await asyncio.sleep(0)
        event.set()
        event.clear()
        second = group.create_task(event.wait())
        await first
        assert not second.done()
        event.set()
    assert second.result()
