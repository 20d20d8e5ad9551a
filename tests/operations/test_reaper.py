import asyncio
import logging

import pytest

from interim.errors import OperationExpired, StoreUnavailable
from interim.operations.operation import State
from interim.operations.reaper import Reaper
from interim.operations.store import Attempt, Claimant, Outlook
from tests.fakes.memory_store import MemoryStore, MsClock
from tests.operations.conftest import until
from tests.operations.test_runner import Bench, Gate, running
from tests.operations.test_store import DONE, LEASE_S, OTHER, of, render

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0
LOGGER = "interim.operations"


def reaper(bench: Bench) -> Reaper:
    return Reaper(bench.store, bench.runner, 0.001)


async def test_a_tick_runs_what_a_dead_process_left(clock: MsClock) -> None:
    gate = Gate()
    async with running(clock) as bench:
        bench.add(gate.function)
        operation, _ = await bench.store.create(render(args="{}"), OTHER)
        clock.advance(LEASE_S - 0.001)
        await reaper(bench).tick()
        assert not gate.calls
        clock.advance(0.001)
        await reaper(bench).tick()
        gate.go.set()
        ended = await bench.ended(operation)
        assert (ended.state, ended.attempt, ended.dispatches) == (State.SUCCEEDED, 2, 2)


async def test_a_tick_runs_what_is_pending_and_was_dispatched_to_nobody() -> None:
    gate = Gate()
    gate.go.set()
    async with running() as bench:
        bench.add(gate.function)
        operation, _ = await bench.store.create(render(args="{}"))
        await reaper(bench).tick()
        assert (await bench.ended(operation)).attempt == 1


async def test_a_redelivery_that_is_faster_than_the_lease_is_no_loss(clock: MsClock) -> None:
    gate = Gate()
    gate.go.set()
    async with running(clock) as bench:
        bench.add(gate.function)
        operation, _ = await bench.store.create(render(args="{}"), OTHER)
        # The other process is dead; its message comes here before its lease runs out, and is refused, and gone.
        bench.runner.dispatch([operation.id])
        await asyncio.sleep(0)
        assert (await bench.store.get(operation.id)).attempt == 1
        clock.advance(LEASE_S)
        await reaper(bench).tick()
        assert (await bench.ended(operation)).attempt == 2


async def test_ticks_of_a_worker_without_the_function_do_not_go_on_for_ever(clock: MsClock) -> None:
    async with running(clock) as bench:
        operation, _ = await bench.store.create(render(args="{}"))
        ticks = 0
        while not (await bench.store.get(operation.id)).state.is_final:
            clock.advance(LEASE_S)
            await reaper(bench).tick()
            ticks += 1
        assert ticks == 5
        error = (await bench.store.get(operation.id)).error
        assert error is not None
        assert error["type"] == "urn:interim:worker-unavailable"


async def test_a_tick_tells_runs_of_cancels_and_of_lost_leases(clock: MsClock) -> None:
    gate = Gate()
    async with running(clock) as bench:
        bench.add(gate.function)
        cancelled, lost = await bench.start(), await bench.start()
        await gate.wait(2)
        await bench.store.request_cancel(cancelled.id)
        await bench.store.release(of(lost))
        await bench.store.claim(lost.id, OTHER)
        await reaper(bench).tick()
        assert (await bench.ended(cancelled)).state is State.CANCELLED
        await until(lambda: not bench.runner.attempts())
        assert (await bench.store.get(lost.id)).worker == "other"


async def test_a_tick_forgets_all_that_is_past_its_time(clock: MsClock) -> None:
    async with running(clock) as bench:
        operations = []
        for _ in range(501):
            operation, _ = await bench.store.create(render(ttl_s=1), OTHER)
            await bench.store.finish(of(operation), DONE)
            operations.append(operation)
        clock.advance(1)
        await reaper(bench).tick()
        assert not (await bench.store.look(OTHER, [])).expired
        with pytest.raises(OperationExpired):
            await bench.store.get(operations[-1].id)


async def test_a_tick_with_nothing_to_do_writes_nothing() -> None:
    async with running() as bench:
        await bench.store.create(render(), OTHER)
        writes = bench.store.writes
        await reaper(bench).tick()
        assert bench.store.writes == writes


class Fails(MemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self.errors: list[Exception] = [StoreUnavailable("busy"), ZeroDivisionError()]
        self.looked = asyncio.Event()

    async def look(self, claimant: Claimant, attempts: "list[Attempt] | tuple[Attempt, ...]") -> Outlook:  # type: ignore[override]
        if self.errors:
            raise self.errors.pop()
        self.looked.set()
        return await super().look(claimant, attempts)


async def test_a_tick_that_fails_is_logged_and_the_next_comes(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, LOGGER)
    store = Fails()
    async with running(store=store) as bench, asyncio.TaskGroup() as group:
        ticking = group.create_task(reaper(bench).run())
        async with asyncio.timeout(DEADLINE_S):
            await store.looked.wait()
        ticking.cancel()
    assert caplog.text.count("nobody looked after the operations") == 2
    assert "ZeroDivisionError" in caplog.text
