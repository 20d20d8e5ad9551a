import asyncio
import threading

import pytest

from interim.errors import Cancelled, LeaseLost
from interim.operations.op import Op, SyncOp
from interim.operations.operation import New
from interim.operations.run import Run, Stop
from tests.fakes.memory_store import MemoryStore
from tests.operations.test_store import ME

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0


async def make_run(store: MemoryStore, every_s: float = 0.0) -> Run:
    operation, _ = await store.create(New(name="render", principal="ann"), ME)
    return Run(operation, store, every_s)


async def test_a_handle_knows_its_operation() -> None:
    run = await make_run(MemoryStore())
    op = Op(run)
    assert (op.id, op.attempt, op.principal) == (run.operation.id, 1, "ann")


async def test_progress_is_written_and_raises_when_the_function_is_to_stop() -> None:
    store = MemoryStore()
    run = await make_run(store)
    op = Op(run)
    await op.progress(0.5, "half")
    assert (await store.get(op.id)).message == "half"
    await store.request_cancel(op.id)
    op.check()
    with pytest.raises(Cancelled):
        await op.progress(0.6)
    for ask in (op.check, SyncOp(run, asyncio.get_running_loop()).check):
        with pytest.raises(Cancelled):
            ask()
    run.stop(Stop.LOST)
    with pytest.raises(LeaseLost):
        await op.progress(0.7)


async def test_progress_in_quick_succession_is_not_written() -> None:
    store = MemoryStore()
    op = Op(await make_run(store, every_s=3600))
    for number in range(100):
        await op.progress(number / 100)
    assert (await store.get(op.id)).version == 2


async def test_a_thread_waits_until_its_progress_is_written() -> None:
    store = MemoryStore()
    run = await make_run(store)
    op = SyncOp(run, asyncio.get_running_loop())
    await asyncio.to_thread(op.progress, 0.5, "half")
    assert (await store.get(op.id)).message == "half"
    await store.request_cancel(op.id)
    with pytest.raises(Cancelled):
        await asyncio.to_thread(op.progress, 0.6)
    with pytest.raises(Cancelled):
        await asyncio.to_thread(op.progress, 0.7)


async def test_a_thread_in_quick_succession_does_not_wait() -> None:
    store = MemoryStore()
    op = SyncOp(await make_run(store, every_s=3600), asyncio.get_running_loop())
    await asyncio.to_thread(op.progress, 0.1, "first")
    await asyncio.to_thread(op.progress, 0.2, "second")
    assert (await store.get(op.id)).message == "first"


async def test_a_thread_goes_on_when_the_event_loop_does_not_take_its_progress() -> None:
    run = await make_run(MemoryStore())
    op = SyncOp(run, asyncio.get_running_loop(), wait_s=0.01)
    went_on = threading.Event()

    def work() -> None:
        op.progress(0.5)
        went_on.set()

    thread = threading.Thread(target=work)
    thread.start()
    # The event loop is blocked here, by what the test waits for.
    assert went_on.wait(DEADLINE_S)
    thread.join(DEADLINE_S)


def test_a_thread_whose_event_loop_has_ended_has_lost_its_operation() -> None:
    run = asyncio.run(make_run(MemoryStore()))
    loop = asyncio.new_event_loop()
    loop.close()
    with pytest.raises(LeaseLost):
        SyncOp(run, loop).progress(0.5)
