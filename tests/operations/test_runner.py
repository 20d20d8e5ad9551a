"""The runner against a store in memory: what is run, how often, and what becomes of what was run."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from interim.errors import (
    Cancelled,
    InvalidInput,
    KeyReused,
    LeaseLost,
    OperationError,
    StoreFull,
    StoreUnavailable,
    WorkFailed,
)
from interim.operations.op import Op, SyncOp
from interim.operations.operation import New, Operation, Outcome, State, new_id
from interim.operations.run import Run, Stop
from interim.operations.runner import Runner
from interim.operations.settings import EngineSettings
from interim.operations.store import Claimant
from interim.operations.work import Work
from tests.fakes.memory_store import MemoryStore, MsClock
from tests.operations.conftest import until
from tests.operations.test_store import LEASE_S, OTHER, of, render

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0
SETTINGS = EngineSettings(lease_s=LEASE_S, drain_s=0, retry_after_s=0)


class Bench:
    """A runner, its store, and a function called `render` that does what a test wants."""

    def __init__(self, store: MemoryStore, settings: EngineSettings, group: asyncio.TaskGroup) -> None:
        self.store = store
        self.works: dict[str, Work] = {}
        self.runner = Runner(store, self.works, settings, worker="me", group=group)

    def add(self, function: Callable[..., Any], **options: Any) -> None:
        values: dict[str, Any] = {"name": "render", "retries": 0, "timeout_s": None, **options}
        self.works[values["name"]] = Work(function, _never, result_ttl_s=60, max_args_bytes=1000, **values)

    async def start(self, **changes: object) -> Operation:
        operation, created = await self.runner.start(render(args="{}", **changes))
        assert created
        return operation

    async def ended(self, operation: Operation) -> Operation:
        async with asyncio.timeout(DEADLINE_S), self.store.watch(operation.id) as watch:
            return await watch.finished()

    async def became(self, operation: Operation, state: State) -> Operation:
        async with asyncio.timeout(DEADLINE_S), self.store.watch(operation.id) as watch:
            now = watch.read()
            while now.state is not state:
                now = await watch.changed(now.version)
            return now


async def _never(_work: Work, _args: str, _identity: Any) -> Any:
    raise AssertionError


@asynccontextmanager
async def running(
    clock: MsClock | None = None, store: MemoryStore | None = None, **settings: Any
) -> AsyncIterator[Bench]:
    async with asyncio.timeout(DEADLINE_S * 2), asyncio.TaskGroup() as group:
        bench = Bench(store or MemoryStore(clock), replace(SETTINGS, **settings), group)
        yield bench
        await bench.runner.drain()


class Gate:
    """A function that waits until a test lets it go, and counts."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.entered = asyncio.Event()
        self.calls: list[tuple[str, int]] = []

    async def __call__(self, op: Op) -> str:
        self.calls.append((op.id, op.attempt))
        self.entered.set()
        await self.go.wait()
        return "done"

    @property
    def function(self) -> Callable[[Op], Coroutine[Any, Any, str]]:
        async def gate(op: Op) -> str:
            return await self(op)

        return gate

    async def wait(self, calls: int = 1) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while len(self.calls) < calls:
                self.entered.clear()
                await self.entered.wait()


class ThreadGate:
    """The same, of a plain function."""

    def __init__(self) -> None:
        self.go, self.entered, self.left = threading.Event(), threading.Event(), threading.Event()
        self.raised: BaseException | None = None

    def function(self, op: SyncOp) -> str:
        self.entered.set()
        assert self.go.wait(DEADLINE_S)
        try:
            op.progress(0.5)
        except BaseException as error:
            self.raised = error
            raise
        finally:
            self.left.set()
        return "done"

    async def wait(self) -> None:
        assert await asyncio.to_thread(self.entered.wait, DEADLINE_S)

    async def wait_left(self) -> None:
        assert await asyncio.to_thread(self.left.wait, DEADLINE_S)


# Running.


async def test_an_operation_is_run_and_its_result_kept() -> None:
    async def function(a: int, b: int) -> int:
        return a - b

    async with running() as bench:
        bench.add(function)
        operation, created = await bench.runner.start(render(args='{"a": 3, "b": 1}'))
        assert created
        assert (operation.state, operation.attempt, operation.worker) == (State.RUNNING, 1, "me")
        ended = await bench.ended(operation)
        assert (ended.state, ended.status, ended.content) == (State.SUCCEEDED, 200, b"2")
        assert bench.runner.attempts() == []


async def test_a_plain_function_runs_in_a_thread() -> None:
    gate = ThreadGate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        gate.go.set()
        assert (await bench.ended(operation)).content == b'"done"'


async def test_what_the_key_has_started_already_is_not_run_again() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function)
        first = await bench.start(scope="s", key="k")
        second, created = await bench.runner.start(render(args="{}", scope="s", key="k"))
        assert not created
        assert second.id == first.id
        gate.go.set()
        await bench.ended(first)
        assert gate.calls == [(first.id, 1)]


async def test_what_the_store_refuses_is_refused_and_takes_no_place() -> None:
    gate = Gate()
    async with running(store=MemoryStore(max_live=1), max_running=2) as bench:
        bench.add(gate.function)
        first = await bench.start(scope="s", key="k")
        for _ in range(5):
            with pytest.raises(StoreFull):
                await bench.start()
            with pytest.raises(KeyReused):
                await bench.start(scope="s", key="k", fingerprint=b"other")
        gate.go.set()
        await bench.ended(first)
        await bench.ended(await bench.start())


async def test_what_finds_no_place_waits_in_order() -> None:
    gate = Gate()
    clock = MsClock()
    async with running(clock, max_running=2) as bench:
        bench.add(gate.function)
        operations = []
        for _ in range(6):
            operations.append(await bench.start())
            clock.advance(0.001)
        await gate.wait(2)
        assert [one.state for one in operations] == [State.RUNNING] * 2 + [State.PENDING] * 4
        gate.go.set()
        for operation in operations:
            assert (await bench.ended(operation)).state is State.SUCCEEDED
        assert gate.calls == [(one.id, 1) for one in operations]


async def test_a_process_that_runs_nothing_leaves_it_to_others() -> None:
    gate = Gate()
    async with running(max_running=0) as bench:
        bench.add(gate.function)
        operation = await bench.start()
        bench.runner.dispatch([operation.id])
        bench.runner.pull()
        await asyncio.sleep(0)
        assert bench.runner.claimant.names == frozenset()
        assert (await bench.store.get(operation.id)).state is State.PENDING


async def test_an_operation_of_a_name_that_is_not_known_here_waits_for_who_knows_it() -> None:
    async with running() as bench:
        bench.add(Gate().function)
        operation = await bench.start(name="else")
        bench.runner.dispatch([operation.id])
        await asyncio.sleep(0)
        assert (await bench.store.get(operation.id)).state is State.PENDING


async def test_a_name_that_is_added_later_is_known() -> None:
    async with running() as bench:
        assert bench.runner.claimant.names == frozenset()
        bench.add(Gate().function)
        assert bench.runner.claimant == Claimant(worker="me", names=frozenset({"render"}), lease_s=LEASE_S)


async def test_a_caller_that_is_cancelled_meanwhile_does_not_stop_the_operation() -> None:
    class Slow(MemoryStore):
        go = asyncio.Event()

        async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
            await self.go.wait()
            return await super().create(new, claimant)

    gate = Gate()
    store = Slow()
    async with running(store=store) as bench:
        bench.add(gate.function)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await bench.start()
        store.go.set()
        await gate.wait()
        gate.go.set()
        assert (await bench.ended(await bench.store.get(gate.calls[0][0]))).state is State.SUCCEEDED


async def test_a_caller_that_is_cancelled_hides_no_refusal() -> None:
    class Slow(MemoryStore):
        go = asyncio.Event()

        async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
            await self.go.wait()
            raise StoreFull("full")

    store = Slow()
    async with running(store=store, max_running=1) as bench:
        bench.add(Gate().function)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await bench.start()
        store.go.set()
        with pytest.raises(StoreFull):
            await bench.start()


# Dispatches.


async def test_a_dispatch_that_comes_twice_or_in_the_wrong_order_runs_each_once() -> None:
    gate = Gate()
    async with running(max_running=100) as bench:
        bench.add(gate.function)
        operations = [(await bench.store.create(render(args="{}")))[0] for _ in range(3)]
        bench.runner.dispatch([operations[index].id for index in (2, 0, 2, 1, 0, 2)])
        bench.runner.pull()
        bench.runner.dispatch([new_id()])
        await gate.wait(3)
        gate.go.set()
        for operation in operations:
            assert (await bench.ended(operation)).attempt == 1
        bench.runner.dispatch([one.id for one in operations])
        await asyncio.sleep(0)
        assert sorted(gate.calls) == sorted((one.id, 1) for one in operations)


async def test_a_dispatch_without_a_place_is_remembered() -> None:
    gate = Gate()
    async with running(max_running=1) as bench:
        bench.add(gate.function)
        first = await bench.start()
        await gate.wait()
        second, _ = await bench.store.create(render(args="{}"))
        bench.runner.dispatch([second.id])
        gate.go.set()
        await bench.ended(first)
        await bench.ended(second)


async def test_what_cannot_be_claimed_now_is_left_to_the_next_look_around(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    gate.go.set()
    async with running() as bench:
        bench.add(gate.function)
        operation, _ = await bench.store.create(render(args="{}"))
        bench.store.fail = StoreUnavailable("busy")
        bench.runner.dispatch([operation.id])
        bench.runner.pull()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        bench.store.fail = None
        assert "is not claimed" in caplog.text
        assert "nothing is claimed" in caplog.text
        bench.runner.pull()
        await bench.ended(operation)


# Failing.


async def test_a_function_that_raises_fails_its_operation() -> None:
    async def function() -> None:
        raise ValueError("secret")

    async with running() as bench:
        bench.add(function)
        ended = await bench.ended(await bench.start())
        assert (ended.state, ended.status) == (State.FAILED, 500)
        assert ended.error is not None
        assert ended.error["type"] == "urn:interim:work-failed"
        assert ended.content is not None
        assert b"secret" not in ended.content


@pytest.mark.parametrize(
    "error", [SystemExit(1), asyncio.CancelledError(), TimeoutError(), ExceptionGroup("", [OSError()])]
)
async def test_whatever_a_function_raises_fails_its_operation_and_nothing_else(error: BaseException) -> None:
    async def function() -> None:
        raise error

    async with running() as bench:
        bench.add(function, timeout_s=60)
        ended = await bench.ended(await bench.start())
        assert ended.error is not None
        assert ended.error["type"] == "urn:interim:work-failed"


async def test_arguments_that_the_function_does_not_take_any_more_fail_the_operation() -> None:
    async def function(a: int) -> None:
        pass

    async with running() as bench:
        bench.add(function)
        operation, _ = await bench.runner.start(render(args='{"b": 1}'))
        assert (await bench.ended(operation)).state is State.FAILED


async def test_a_function_is_run_again_as_often_as_it_may_fail() -> None:
    attempts = []

    async def function(op: Op) -> str:
        attempts.append(op.attempt)
        if op.attempt < 3:
            raise OSError
        return "done"

    async with running() as bench:
        bench.add(function, retries=2)
        ended = await bench.ended(await bench.start())
        assert (ended.state, ended.attempt, ended.failures) == (State.SUCCEEDED, 3, 2)
        assert attempts == [1, 2, 3]


async def test_a_retry_waits_twice_as_long_each_time() -> None:
    clock = MsClock()

    async def function() -> None:
        raise OSError

    async with running(clock, retry_after_s=40) as bench:
        bench.add(function, retries=3)
        operation = await bench.start()
        dues = []
        for _ in range(3):
            waiting = await bench.became(operation, State.PENDING)
            dues.append(waiting.due_ms - clock.now_ms)
            clock.advance(60)
            bench.runner.pull()
            await bench.became(operation, State.RUNNING)
        assert dues == [40_000, 60_000, 60_000]
        assert (await bench.ended(operation)).state is State.FAILED


async def test_a_failure_of_the_functions_own_is_not_run_again() -> None:
    async def function() -> None:
        raise WorkFailed(409, "No such template")

    async with running() as bench:
        bench.add(function, retries=5)
        ended = await bench.ended(await bench.start())
        assert (ended.status, ended.attempt) == (409, 1)


async def test_a_result_that_is_too_large_is_a_failure() -> None:
    async def function() -> str:
        return "x" * 100

    async with running(max_result_bytes=50) as bench:
        bench.add(function)
        ended = await bench.ended(await bench.start())
        assert ended.error is not None
        assert ended.error["type"] == "urn:interim:result-too-large"


async def test_a_function_that_takes_too_long_is_stopped() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function, timeout_s=0.01)
        ended = await bench.ended(await bench.start())
        assert (ended.state, ended.status) == (State.FAILED, 504)
        assert ended.error is not None
        assert ended.error["type"] == "urn:interim:work-timeout"


async def test_a_thread_that_takes_too_long_loses_its_result_and_keeps_its_place() -> None:
    gate = ThreadGate()
    async with running(max_running=1) as bench:
        bench.add(gate.function, timeout_s=0.01)
        assert (await bench.ended(await bench.start())).status == 504
        await until(lambda: not bench.runner.attempts())
        await asyncio.sleep(0.01)
        second = await bench.start()
        assert second.state is State.PENDING
        gate.go.set()
        await gate.wait_left()
        assert isinstance(gate.raised, LeaseLost)
        await bench.ended(second)


# Stopping.


async def test_a_running_function_is_cancelled() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function, retries=5)
        operation = await bench.start()
        await gate.wait()
        bench.runner.cancel(await bench.store.request_cancel(operation.id))
        assert (await bench.ended(operation)).state is State.CANCELLED


async def test_a_cancel_that_another_process_was_asked_for_is_heard() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        await bench.store.request_cancel(operation.id)
        bench.runner.heard([of(operation), (new_id(), 1)], {of(operation): True})
        assert (await bench.ended(operation)).state is State.CANCELLED


async def test_an_operation_that_was_cancelled_before_its_function_began_does_not_run_on() -> None:
    class Held(MemoryStore):
        runner: Runner

        async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
            operation, created = await super().create(new, claimant)
            return await self.request_cancel(operation.id), created

    async def function() -> str:
        await asyncio.sleep(DEADLINE_S)
        return "done"

    async with running(store=Held()) as bench:
        bench.add(function)
        operation, _ = await bench.runner.start(render(args="{}"))
        bench.runner.cancel(operation)
        assert (await bench.ended(operation)).state is State.CANCELLED


async def test_a_function_may_end_before_it_gives_in_and_its_result_counts() -> None:
    entered = asyncio.Event()

    async def function() -> str:
        entered.set()
        try:
            await asyncio.sleep(DEADLINE_S)
        except asyncio.CancelledError:
            return "done all the same"
        return "late"

    async with running() as bench:
        bench.add(function)
        operation = await bench.start()
        await entered.wait()
        bench.runner.cancel(await bench.store.request_cancel(operation.id))
        ended = await bench.ended(operation)
        assert (ended.state, ended.content) == (State.SUCCEEDED, b'"done all the same"')


async def test_what_a_cancelled_function_raises_while_it_cleans_up_is_no_failure() -> None:
    entered = asyncio.Event()

    async def function() -> None:
        entered.set()
        try:
            await asyncio.sleep(DEADLINE_S)
        finally:
            raise OSError

    async with running() as bench:
        bench.add(function, retries=3)
        operation = await bench.start()
        await entered.wait()
        bench.runner.cancel(await bench.store.request_cancel(operation.id))
        assert (await bench.ended(operation)).state is State.CANCELLED


async def test_a_thread_is_cancelled_when_it_asks() -> None:
    gate = ThreadGate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        bench.runner.cancel(await bench.store.request_cancel(operation.id))
        assert (await bench.store.get(operation.id)).state is State.RUNNING
        gate.go.set()
        assert (await bench.ended(operation)).state is State.CANCELLED
        assert isinstance(gate.raised, Cancelled)


async def test_a_function_whose_lease_is_lost_is_stopped_and_writes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    clock = MsClock()
    async with running(clock) as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        clock.advance(LEASE_S)
        second = await bench.store.claim(operation.id, OTHER)
        assert second is not None
        bench.runner.heard([of(operation)], {})
        await until(lambda: not bench.runner.attempts())
        assert await bench.store.get(operation.id) == second
    assert "another attempt has it" in caplog.text


async def test_a_result_that_comes_after_another_attempt_began_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    clock = MsClock()
    async with running(clock) as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        clock.advance(LEASE_S)
        second = await bench.store.claim(operation.id, OTHER)
        gate.go.set()
        await until(lambda: not bench.runner.attempts())
        assert await bench.store.get(operation.id) == second
    assert "its result is refused" in caplog.text


# The end is written.


async def test_a_result_is_written_when_the_store_takes_it_again(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        bench.store.fail = StoreFull("the disk is full")
        gate.go.set()
        await until(lambda: "its end is not written yet" in caplog.text)
        assert bench.runner.attempts() == [of(operation)]
        bench.store.fail = None
        assert (await bench.ended(operation)).state is State.SUCCEEDED


async def test_a_result_that_cannot_be_written_is_dropped_when_another_attempt_has_the_operation() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        bench.store.fail = StoreFull("the disk is full")
        run = bench.runner._held[of(operation)]
        gate.go.set()
        run.stop(Stop.LOST)
        await until(lambda: not bench.runner.attempts())
        bench.store.fail = None


async def test_the_last_progress_is_kept_when_the_function_ends() -> None:
    async def function(op: Op) -> None:
        await op.progress(0.1, "first")
        await op.progress(0.2, "last")
        raise OSError

    async with running() as bench:
        bench.add(function)
        ended = await bench.ended(await bench.start())
        assert (ended.fraction, ended.message) == (0.2, "last")


async def test_progress_can_be_written_from_outside() -> None:
    reached, go = asyncio.Event(), asyncio.Event()

    async def function(op: Op) -> None:
        await op.progress(0.1, "first")
        await op.progress(0.2, "second")
        reached.set()
        await go.wait()

    async with running() as bench:
        bench.add(function)
        operation = await bench.start()
        await reached.wait()
        assert (await bench.store.get(operation.id)).message == "first"
        await bench.runner.flush()
        assert (await bench.store.get(operation.id)).message == "second"
        go.set()
        await bench.ended(operation)


# Shutting down.


async def test_what_ends_in_time_ends() -> None:
    gate = Gate()
    async with running(drain_s=DEADLINE_S) as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
        asyncio.get_running_loop().call_soon(gate.go.set)
    assert (await bench.store.get(operation.id)).state is State.SUCCEEDED


async def test_what_does_not_end_in_time_is_given_back() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function, retries=0)
        operation = await bench.start()
        await gate.wait()
    given = await bench.store.get(operation.id)
    assert (given.state, given.failures, given.dispatches) == (State.PENDING, 0, 1)
    assert await bench.store.claim(operation.id, OTHER) is not None


async def test_a_thread_that_does_not_end_in_time_is_given_back_and_fenced() -> None:
    gate = ThreadGate()
    async with running() as bench:
        bench.add(gate.function)
        operation = await bench.start()
        await gate.wait()
    assert (await bench.store.get(operation.id)).state is State.PENDING
    gate.go.set()
    await gate.wait_left()
    assert isinstance(gate.raised, LeaseLost)


async def test_a_function_that_does_not_give_in_is_cancelled_for_good() -> None:
    entered = asyncio.Event()

    async def function() -> None:
        entered.set()
        try:
            await asyncio.sleep(DEADLINE_S)
        except asyncio.CancelledError:
            await asyncio.sleep(DEADLINE_S)

    async with running() as bench:
        bench.add(function)
        operation = await bench.start()
        await entered.wait()
    assert (await bench.store.get(operation.id)).state is State.PENDING


async def test_what_is_started_while_the_process_shuts_down_is_left_to_others() -> None:
    gate = Gate()
    async with running() as bench:
        bench.add(gate.function)
        await bench.runner.drain()
        operation = await bench.start()
        bench.runner.dispatch([operation.id])
        bench.runner.pull()
        await asyncio.sleep(0.01)
        assert (await bench.store.get(operation.id)).state is State.PENDING
        assert not gate.calls


async def test_a_start_that_does_not_end_before_the_process_does_is_cancelled() -> None:
    class Stuck(MemoryStore):
        async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
            await asyncio.sleep(DEADLINE_S)
            return await super().create(new, claimant)

    async def start() -> None:
        with pytest.raises(asyncio.CancelledError):
            await bench.start()

    async with asyncio.TaskGroup() as group, running(store=Stuck()) as bench:
        bench.add(Gate().function)
        starts = group.create_task(start())
        await asyncio.sleep(0)
    assert not starts.cancelled()


async def test_what_is_claimed_while_the_process_shuts_down_is_given_back() -> None:
    class Slow(MemoryStore):
        asked, go = asyncio.Event(), asyncio.Event()

        async def claim_next(self, claimant: Claimant, limit: int) -> list[Operation]:
            claimed = await super().claim_next(claimant, limit)
            self.asked.set()
            await self.go.wait()
            return claimed

    gate = Gate()
    store = Slow()
    async with running(store=store) as bench:
        bench.add(gate.function)
        operation, _ = await store.create(render(args="{}"))
        bench.runner.pull()
        await store.asked.wait()
        await bench.runner.drain()
        store.go.set()
    assert (await store.get(operation.id)).state is State.PENDING
    assert not gate.calls


async def test_a_store_that_is_gone_at_the_end_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async with running() as bench:
        bench.store.fail = StoreUnavailable("busy")
    assert "wait for their lease to run out: busy" in caplog.text


# Adopting.


async def test_what_a_caller_does_itself_is_an_operation_until_it_is_recorded() -> None:
    async with running() as bench:
        operation, run = await bench.runner.adopt(New(name="detached", scope="s", key="k", reruns=False))
        assert run is not None
        assert operation.state is State.RUNNING
        assert bench.runner.attempts() == [of(operation)]
        again, none = await bench.runner.adopt(New(name="detached", scope="s", key="k", reruns=False))
        assert (again, none) == (operation, None)
        assert await bench.runner.record(run, Outcome(state=State.SUCCEEDED, status=201, content=b"made"))
        assert (await bench.store.get(operation.id)).content == b"made"
        assert bench.runner.attempts() == []


async def test_an_adopted_operation_fails_when_its_process_shuts_down() -> None:
    told: list[Stop] = []
    async with running() as bench:
        operation, run = await bench.runner.adopt(New(name="detached", reruns=False))
        assert isinstance(run, Run)
        run.on_stop = told.append
    ended = await bench.store.get(operation.id)
    assert told == [Stop.DRAIN]
    assert ended.error is not None
    assert ended.error["type"] == "urn:interim:worker-lost"


async def test_an_adopted_operation_can_be_let_go() -> None:
    async with running() as bench:
        _, run = await bench.runner.adopt(New(name="detached", reruns=False))
        assert run is not None
        bench.runner.disown(run)
        bench.runner.disown(run)
        assert bench.runner.attempts() == []


def test_the_errors_of_operations_have_a_status() -> None:
    statuses = {error.__name__: error.status for error in (OperationError, KeyReused, StoreFull, StoreUnavailable)}
    assert statuses == {"OperationError": 500, "KeyReused": 422, "StoreFull": 503, "StoreUnavailable": 503}
    assert issubclass(InvalidInput, ValueError)


@pytest.fixture(autouse=True)
def _all_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "interim.operations")
