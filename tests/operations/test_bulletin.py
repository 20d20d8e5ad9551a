import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from interim.errors import OperationExpired, OperationUnknown
from interim.operations.bulletin import Bulletin
from interim.operations.operation import New, Operation, State
from tests.fakes.memory_store import MemoryStore
from tests.operations.test_store import ME

pytestmark = pytest.mark.anyio

DEADLINE_S = 5.0


@pytest.fixture
async def operation() -> Operation:
    made, _ = await MemoryStore().create(New(name="render"), ME)
    return made


def later(operation: Operation, version: int, state: State = State.RUNNING) -> Operation:
    return replace(operation, version=version, state=state)


async def test_a_watch_knows_nothing_before_it_is_told(operation: Operation) -> None:
    with Bulletin().watch(operation.id) as watch, pytest.raises(OperationUnknown):
        watch.read()


async def test_all_who_wait_see_the_same_value(operation: Operation) -> None:
    bulletin = Bulletin()
    last = later(operation, 2, State.SUCCEEDED)

    async def wait() -> Operation:
        with bulletin.watch(operation.id) as watch:
            bulletin.publish([operation])
            return await watch.finished()

    async with asyncio.timeout(DEADLINE_S), asyncio.TaskGroup() as group:
        waits = [group.create_task(wait()) for _ in range(5000)]
        await asyncio.sleep(0)
        bulletin.publish([last])
    assert all(one.result() is last for one in waits)
    assert len(bulletin) == 0


async def test_what_is_late_doubled_or_in_the_wrong_order_does_not_count(operation: Operation) -> None:
    bulletin = Bulletin()
    with bulletin.watch(operation.id) as watch:
        woken = []
        watch.on_change = lambda: woken.append(watch.read().version)
        for version in (1, 3, 2, 3, 1, 4):
            bulletin.publish([later(operation, version)])
        assert woken == [1, 3, 4]
        assert (await watch.changed(3)).version == 4


async def test_one_who_fails_to_hear_keeps_nobody_else_from_it(
    operation: Operation, caplog: pytest.LogCaptureFixture
) -> None:
    bulletin = Bulletin()
    heard: list[int] = []

    def broken() -> None:
        raise ZeroDivisionError

    with bulletin.watch(operation.id) as first, bulletin.watch(operation.id) as second:
        first.on_change = broken
        second.on_change = lambda: heard.append(second.read().version)
        bulletin.publish([operation])
    assert heard == [1]
    assert "ZeroDivisionError" in caplog.text


async def test_a_wait_goes_on_until_there_is_something_newer(operation: Operation) -> None:
    bulletin = Bulletin()
    with bulletin.watch(operation.id) as watch:
        bulletin.publish([operation])
        async with asyncio.TaskGroup() as group:
            waits = group.create_task(watch.changed(operation.version + 1))
            await asyncio.sleep(0)
            bulletin.publish([later(operation, 2)])
            await asyncio.sleep(0)
            assert not waits.done()
            bulletin.publish([later(operation, 3)])
        assert waits.result().version == 3


async def test_a_wait_that_is_cancelled_leaves_nothing(operation: Operation) -> None:
    bulletin = Bulletin()
    with bulletin.watch(operation.id) as watch:
        bulletin.publish([operation])
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await watch.changed(operation.version)
        bulletin.publish([later(operation, 2)])
        assert watch.read().version == 2
    assert bulletin.watched() == []


async def test_who_waits_for_what_is_gone_is_told_each_with_an_error_of_its_own_length(operation: Operation) -> None:
    bulletin = Bulletin()
    gone = OperationExpired(operation.id)
    with bulletin.watch(operation.id) as watch:
        bulletin.publish([operation])
        async with asyncio.TaskGroup() as group:
            waits = group.create_task(_raised(watch.changed(operation.version)))
            await asyncio.sleep(0)
            bulletin.publish_gone(operation.id, gone)
            bulletin.publish_gone(operation.id, OperationUnknown(operation.id))
        assert waits.result() is gone
        bulletin.publish([later(operation, 9)])
        lengths = set()
        for _ in range(3):
            with pytest.raises(OperationExpired) as caught:
                watch.read()
            lengths.add(len(caught.traceback))
        assert len(lengths) == 1
        assert bulletin.version_of(operation.id) is None


async def test_who_knows_the_end_keeps_it(operation: Operation) -> None:
    bulletin = Bulletin()
    with bulletin.watch(operation.id) as watch:
        last = later(operation, 2, State.FAILED)
        bulletin.publish([last])
        bulletin.publish_gone(operation.id, OperationExpired(operation.id))
        assert watch.read() is last
        assert bulletin.version_of(operation.id) is None


async def test_nobody_who_waits_is_nobody_to_tell(operation: Operation) -> None:
    bulletin = Bulletin()
    bulletin.publish([operation])
    bulletin.publish_gone(operation.id, OperationExpired(operation.id))
    assert bulletin.version_of(operation.id) is None
    with bulletin.watch(operation.id):
        assert bulletin.version_of(operation.id) == 0
        assert bulletin.watched() == [operation.id]


async def _raised(waits: Coroutine[Any, Any, Operation]) -> BaseException | None:
    try:
        await waits
    except OperationExpired as error:
        return error
    return None
