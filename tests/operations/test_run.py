import asyncio
import math

import pytest

from interim.errors import Cancelled, LeaseLost, StoreUnavailable
from interim.operations.operation import New
from interim.operations.run import MAX_MESSAGE_CHARACTERS, Run, Stop
from interim.operations.store import Attempt
from tests.fakes.memory_store import MemoryStore, MsClock
from tests.operations.test_store import LEASE_S, ME, OTHER

pytestmark = pytest.mark.anyio


class Seconds:
    """A monotonic clock that moves when a test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def store(clock: MsClock) -> MemoryStore:
    return MemoryStore(clock)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
async def run(store: MemoryStore, seconds: Seconds) -> Run:
    operation, _ = await store.create(New(name="render"), ME)
    return Run(operation, store, 0.5, seconds)


async def kept(store: MemoryStore, run: Run) -> tuple[float | None, str]:
    operation = await store.get(run.operation.id)
    return operation.fraction, operation.message


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [(None, None), (0, 0.0), (0.5, 0.5), (1.000001, 1.0), (-3, 0.0), (math.inf, 1.0), (math.nan, None)],
)
async def test_a_fraction_is_kept_between_0_and_1(
    store: MemoryStore, run: Run, fraction: float | None, expected: float | None
) -> None:
    assert run.note(fraction, "m")
    await run.flush()
    assert await kept(store, run) == (expected, "m")


async def test_a_message_is_cut_and_can_always_be_kept(store: MemoryStore, run: Run) -> None:
    run.note(None, "\ud800" + "ä" * 2000)
    await run.flush()
    assert await kept(store, run) == (None, "?" + "ä" * (MAX_MESSAGE_CHARACTERS - 1))


async def test_what_is_too_often_is_not_written_but_the_last_one_is(
    store: MemoryStore, run: Run, seconds: Seconds
) -> None:
    assert run.note(0.1, "a")
    await run.flush()
    seconds.now_s = 0.49
    assert not run.note(0.2, "b")
    assert not run.note(0.3, "c")
    assert await kept(store, run) == (0.1, "a")
    await run.flush()
    assert await kept(store, run) == (0.3, "c")
    seconds.now_s = 0.99
    assert run.note(0.4, "d")


async def test_a_flush_without_news_writes_nothing(store: MemoryStore, run: Run) -> None:
    run.note(0.1, "a")
    await run.flush()
    writes = store.writes
    await run.flush()
    assert store.writes == writes


async def test_progress_that_the_store_does_not_take_is_written_later(store: MemoryStore, run: Run) -> None:
    store.fail = StoreUnavailable("busy")
    run.note(0.1, "a")
    await run.flush()
    assert run.stopped is None
    store.fail = None
    await run.flush()
    assert await kept(store, run) == (0.1, "a")


async def test_progress_whose_writing_is_given_up_is_written_later() -> None:
    class Stuck(MemoryStore):
        go = asyncio.Event()

        async def progress(self, attempt: Attempt, fraction: float | None, message: str) -> bool | None:
            await self.go.wait()
            return await super().progress(attempt, fraction, message)

    store = Stuck()
    operation, _ = await store.create(New(name="render"), ME)
    run = Run(operation, store, 0)
    run.note(0.1, "a")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await run.flush()
    store.go.set()
    await run.flush()
    assert await kept(store, run) == (0.1, "a")


async def test_progress_tells_of_a_cancel(store: MemoryStore, run: Run) -> None:
    await store.request_cancel(run.operation.id)
    run.check()
    run.note(0.1, "a")
    await run.flush()
    with pytest.raises(Cancelled, match="attempt 1"):
        run.check()


async def test_progress_tells_that_the_lease_is_lost(store: MemoryStore, run: Run, clock: MsClock) -> None:
    clock.advance(LEASE_S)
    await store.claim(run.operation.id, OTHER)
    run.note(0.1, "a")
    await run.flush()
    with pytest.raises(LeaseLost):
        run.check()
    assert await kept(store, run) == (None, "")


async def test_the_first_reason_to_stop_counts_unless_the_lease_is_lost(run: Run) -> None:
    told: list[Stop] = []
    run.on_stop = told.append
    for reason in (Stop.DRAIN, Stop.CANCEL, Stop.LOST, Stop.LOST, Stop.CANCEL):
        run.stop(reason)
    assert told == [Stop.DRAIN, Stop.LOST]
    assert run.stopped is Stop.LOST


async def test_a_drain_does_not_make_a_function_stop_by_itself(run: Run) -> None:
    run.stop(Stop.DRAIN)
    run.check()
