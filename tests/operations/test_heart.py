import asyncio
import logging
import threading
from collections.abc import Mapping, Sequence

import pytest

from interim.errors import StoreUnavailable
from interim.operations.heart import Heart
from interim.operations.operation import State
from interim.operations.store import Attempt, Claimant
from tests.fakes.memory_store import MemoryStore
from tests.operations.conftest import until
from tests.operations.test_runner import Bench, Gate, running
from tests.operations.test_store import OTHER, of

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0
LEASE_S = 0.05


class Beats(MemoryStore):
    """Counts beats, in the thread of the heart."""

    def __init__(self) -> None:
        super().__init__(lease_s=LEASE_S)
        self.beats: list[list[Attempt]] = []
        self.beaten = threading.Semaphore(0)
        self.errors: list[Exception] = []

    def beat(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Mapping[Attempt, bool]:
        self.beats.append(list(attempts))
        self.beaten.release()
        if self.errors:
            raise self.errors.pop()
        return super().beat(claimant, attempts)

    def wait(self, beats: int) -> None:
        for _ in range(beats):
            assert self.beaten.acquire(timeout=DEADLINE_S)


async def held(bench: Bench, gate: Gate) -> Attempt:
    bench.add(gate.function)
    operation = await bench.start()
    await gate.wait()
    return of(operation)


async def test_a_heart_beats_while_the_event_loop_is_blocked() -> None:
    gate, store = Gate(), Beats()
    async with running(store=store, lease_s=LEASE_S) as bench:
        attempt = await held(bench, gate)
        heart = Heart(store, bench.runner, LEASE_S)
        heart.start(asyncio.get_running_loop())
        store.wait(5)  # Blocks the event loop.
        heart.stop()
        assert [attempt] in store.beats


async def test_a_heart_beats_for_work_that_waits_even_when_nothing_runs() -> None:
    store = Beats()
    async with running(store=store) as bench:
        heart = Heart(store, bench.runner, LEASE_S)
        heart.start(asyncio.get_running_loop())
        await asyncio.to_thread(store.wait, 2)
        heart.stop()
        assert store.beats[0] == []


async def test_a_heart_tells_of_what_is_lost_and_what_is_cancelled() -> None:
    gate, store = Gate(), Beats()
    async with running(store=store) as bench:
        lost, cancelled = await held(bench, gate), of(await bench.start())
        await gate.wait(2)
        await store.request_cancel(cancelled[0])
        await store.release(lost)
        assert await store.claim(lost[0], OTHER) is not None
        heart = Heart(store, bench.runner, LEASE_S)
        heart.start(asyncio.get_running_loop())
        ended = await bench.ended(await store.get(cancelled[0]))
        assert ended.state is State.CANCELLED
        await until(lambda: not bench.runner.attempts())
        await asyncio.to_thread(heart.stop)
        assert (await store.get(lost[0])).worker == "other"


@pytest.mark.parametrize("error", [StoreUnavailable("busy"), ZeroDivisionError()], ids=["unavailable", "bug"])
async def test_a_beat_that_fails_is_logged_and_the_next_comes(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "interim.operations")
    store = Beats()
    store.errors.append(error)
    async with running(store=store) as bench:
        heart = Heart(store, bench.runner, LEASE_S)
        heart.start(asyncio.get_running_loop())
        await asyncio.to_thread(store.wait, 3)
        heart.stop()
    assert "leases are not renewed" in caplog.text


async def test_a_heart_that_never_began_can_be_stopped() -> None:
    async with running() as bench:
        Heart(bench.store, bench.runner, LEASE_S).stop()


def test_a_heart_outlives_an_event_loop_that_has_ended() -> None:
    store = Beats()

    async def begin() -> Heart:
        async with running(store=store) as bench:
            heart = Heart(store, bench.runner, LEASE_S)
            heart.start(asyncio.get_running_loop())
            return heart

    heart = asyncio.run(begin())
    store.beaten.acquire(blocking=False)
    store.wait(2)
    heart.stop()
