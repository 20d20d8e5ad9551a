"""The runner: claims operations and runs them, as many at a time as the process has places for.

A dispatch (`dispatch`) is a hint: it may come twice, late, in the wrong order or never. What counts is the claim, and
that the reaper offers again whatever nobody has.
"""

import asyncio
import contextvars
import logging
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import dataclass

from interim.errors import Cancelled, LeaseLost, StoreUnavailable, WorkFailed
from interim.operations.operation import New, Operation, Outcome
from interim.operations.outcome import cancelled, failed, outcome_of, outcome_of_failure
from interim.operations.problems import TIMEOUT, problem_of
from interim.operations.run import Run, Stop
from interim.operations.settings import EngineSettings
from interim.operations.store import MAX_DELAY_S, Attempt, Claimant, Store
from interim.operations.thread import ThreadCall
from interim.operations.work import REQUEST, Identity, Work

__all__ = ["Runner"]

_log = logging.getLogger("interim.operations")
_FIRST_WAIT_S = 0.05
_LAST_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class _Release:
    """Give it back, to be run again."""

    delay_s: float = 0.0
    failed: bool = False


class Runner:
    """Runs the operations of one process, on one event loop.

    Args:
        store: where they are.
        works: what can be run, by name; may grow.
        settings: of the engine.
        worker: the name of this process, which no other has.
        group: whose tasks the runs are.
    """

    def __init__(
        self,
        store: Store,
        works: Mapping[str, Work],
        settings: EngineSettings,
        *,
        worker: str,
        group: asyncio.TaskGroup,
    ) -> None:
        self._store = store
        self._works = works
        self._settings = settings
        self._worker = worker
        self._claimant = Claimant(worker=worker, names=frozenset(), lease_s=settings.lease_s)
        self._group = group
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: dict[Attempt, Run] = {}
        self._places = settings.max_running
        self._backlog = False
        self._pulling = False
        self._draining = False
        # An operation must not depend on the request that has started it: the next attempt has none.
        self._context = contextvars.copy_context()

    @property
    def claimant(self) -> Claimant:
        """Who claims here: this process, with the work that it can run. None when it runs nothing."""
        if self._settings.max_running and len(self._claimant.names) != len(self._works):
            names = frozenset(self._works)
            self._claimant = Claimant(worker=self._worker, names=names, lease_s=self._settings.lease_s)
        return self._claimant

    def attempts(self) -> list[Attempt]:
        """What is held now. May be called from any thread."""
        return list(self._held)

    async def start(self, new: New) -> tuple[Operation, bool]:
        """Create an operation, and run it here when there is a place. As `Store.create`.

        What is created is run even when the caller is cancelled meanwhile.
        """
        if self._draining or not self._places or new.name not in self._works:
            created = await self._store.create(new)
            self.pull()
            return created
        answer: asyncio.Future[tuple[Operation, bool]] = asyncio.get_running_loop().create_future()
        self._spawn(self._create_and_run(new, answer))
        return await answer

    async def adopt(self, new: New) -> tuple[Operation, Run | None]:
        """Create an operation that the caller itself carries out, in this process: `Run`, then `record`.

        It takes no place. The lease is kept until `record`, or until `disown`.

        Returns:
            The operation, and the run; None when the operation was there already.
        """
        operation, created = await self._store.create(new, self.claimant)
        return operation, self._hold(operation) if created else None

    def dispatch(self, ids: Iterable[str]) -> None:
        """These are pending: claim and run them, as far as there are places."""
        for id in ids:
            if self._places and not self._draining:
                self._spawn(self._claim_and_run(id))
            else:
                self._backlog = True

    def pull(self) -> None:
        """Something is pending: claim what there are places for."""
        self._backlog = True
        if self._places and not self._pulling and not self._draining:
            self._pulling = True
            self._group.create_task(self._pull())

    def heard(self, asked: Iterable[Attempt], held: Mapping[Attempt, bool]) -> None:
        """The store was asked what is still ours, and to be cancelled: stop the runs of the rest."""
        for attempt in asked:
            run = self._held.get(attempt)
            if run is None:
                continue
            if attempt not in held:
                run.stop(Stop.LOST)
            elif held[attempt]:
                run.stop(Stop.CANCEL)

    def cancel(self, operation: Operation) -> None:
        """The operation is to be cancelled; if it runs here, its function is told now."""
        run = self._held.get((operation.id, operation.attempt))
        if run is not None and operation.cancel_requested:
            run.stop(Stop.CANCEL)

    async def flush(self) -> None:
        """Write the progress that is not written yet."""
        for run in list(self._held.values()):
            await run.flush()

    async def drain(self) -> None:
        """Claim nothing more, let what runs end for `drain_s`, and give back the rest."""
        self._draining = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._settings.drain_s)
        for run in list(self._held.values()):
            run.stop(Stop.DRAIN)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_LAST_WAIT_S)
        for task in list(self._tasks):
            task.cancel()
        # Also what was claimed and never began, and what its caller has adopted.
        try:
            await self._store.release_all(self._worker)
        except StoreUnavailable as error:
            _log.warning("operations of this process wait for their lease to run out: %s", error.reason)
        self._held.clear()

    async def record(self, run: Run, outcome: Outcome) -> bool:
        """Keep how a run ended, however long the store takes to take it, and let go of it.

        Returns:
            False: another attempt has the operation, or it has ended; the outcome is dropped.
        """
        try:
            await run.flush()
            accepted = await self._insist(run, outcome)
        finally:
            self.disown(run)
        if not accepted:
            _log.warning("operation %s, attempt %d: its result is refused, the lease was lost", *run.attempt)
        return accepted

    def disown(self, run: Run) -> None:
        """Let go of a run: its lease is not renewed any more."""
        self._held.pop(run.attempt, None)

    def _hold(self, operation: Operation) -> Run:
        run = Run(operation, self._store, self._settings.progress_every_s)
        self._held[run.attempt] = run
        return run

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        self._places -= 1
        task = self._group.create_task(coroutine, context=self._context.copy())
        self._tasks.add(task)
        task.add_done_callback(self._leave)

    def _leave(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._places += 1
        if self._backlog:
            self.pull()

    async def _create_and_run(self, new: New, answer: "asyncio.Future[tuple[Operation, bool]]") -> None:
        try:
            operation, created = await self._store.create(new, self.claimant)
        except Exception as error:
            if not answer.done():
                answer.set_exception(error)
                answer.exception()  # Seen: the caller may be gone, and nobody ask for it.
            return
        except BaseException:
            answer.cancel()
            raise
        run = self._hold(operation) if created else None
        if not answer.done():
            answer.set_result((operation, created))
        if run is not None:
            await self._run(run)

    async def _claim_and_run(self, id: str) -> None:
        try:
            operation = await self._store.claim(id, self.claimant)
        except StoreUnavailable as error:
            _log.warning("operation %s is not claimed: %s", id, error.reason)
            return
        if operation is not None:
            await self._run(self._hold(operation))

    async def _pull(self) -> None:
        reserved, self._places = self._places, 0
        self._backlog = False
        claimed: list[Operation] = []
        try:
            if not self._draining:
                claimed = await self._store.claim_next(self.claimant, reserved)
                self._backlog = self._backlog or len(claimed) == reserved
        except StoreUnavailable as error:
            # The next look around finds them again.
            _log.warning("nothing is claimed: %s", error.reason)
        finally:
            self._pulling = False
            self._places += reserved
        if self._draining:
            return
        for operation in claimed:
            self._spawn(self._run(self._hold(operation)))
        if self._backlog:
            self.pull()

    async def _run(self, run: Run) -> None:
        """Run a function to its end, and keep what came of it. Raises nothing but CancelledError."""
        work = self._works[run.operation.name]
        # What the function starts belongs to the same principal.
        REQUEST.set(Identity(run.operation.principal))
        loop = asyncio.get_running_loop()
        call: ThreadCall | None = None
        scope = asyncio.timeout(work.timeout_s)

        def stop(reason: Stop) -> None:
            # A thread is told when it asks, and its result is waited for; nobody waits for it at the end.
            if (work.is_async or reason is Stop.DRAIN) and not scope.expired():
                scope.reschedule(loop.time())

        try:
            try:
                arguments = work.arguments(run, loop)
                async with scope:
                    run.on_stop = stop
                    if run.stopped is not None:
                        stop(run.stopped)
                    if work.is_async:
                        value = await work.function(**arguments)
                    else:
                        call = ThreadCall(loop, work.function, arguments)
                        value = await call.result()
                verdict: Outcome | _Release | None = outcome_of(
                    run.operation, value, limit_bytes=self._settings.max_result_bytes
                )
            except BaseException as error:
                verdict = self._judge(work, run, error, timed_out=scope.expired())
            finally:
                run.on_stop = None
            await self._conclude(run, verdict)
        finally:
            self.disown(run)
        if call is not None and not self._draining:
            await call.ended()

    def _judge(self, work: Work, run: Run, error: BaseException, *, timed_out: bool) -> Outcome | _Release | None:
        """What to do about a function that raised, or was stopped."""
        if isinstance(error, KeyboardInterrupt | GeneratorExit) or _is_cancelling(error):
            raise error
        if run.stopped is Stop.LOST or isinstance(error, LeaseLost):
            return None
        if run.stopped is Stop.DRAIN:
            return _Release()
        if run.stopped is Stop.CANCEL or isinstance(error, Cancelled):
            return cancelled()
        if timed_out and isinstance(error, TimeoutError):
            outcome = failed(problem_of(TIMEOUT))
        else:
            outcome = outcome_of_failure(run.operation, error)
        if isinstance(error, WorkFailed) or run.operation.failures >= work.retries:
            return outcome
        delay_s = min(self._settings.retry_after_s * 2.0 ** min(run.operation.failures, 30), MAX_DELAY_S)
        return _Release(delay_s=delay_s, failed=True)

    async def _conclude(self, run: Run, verdict: Outcome | _Release | None) -> None:
        if isinstance(verdict, Outcome):
            await self.record(run, verdict)
        elif verdict is not None:
            await self._insist(run, verdict)
            if verdict.failed and not verdict.delay_s:
                self.dispatch([run.operation.id])
        else:
            _log.warning("operation %s, attempt %d: stopped, another attempt has it", *run.attempt)

    async def _insist(self, run: Run, verdict: Outcome | _Release) -> bool:
        """Write the end of a run, and again while the store cannot take it: a full disk must not lose a result."""
        wait_s = _FIRST_WAIT_S
        while True:
            try:
                if isinstance(verdict, Outcome):
                    return await self._store.finish(run.attempt, verdict)
                return await self._store.release(run.attempt, delay_s=verdict.delay_s, failed=verdict.failed)
            except StoreUnavailable as error:
                if run.stopped is Stop.LOST:
                    return False
                if wait_s == _FIRST_WAIT_S:
                    _log.warning("operation %s, attempt %d: its end is not written yet: %s", *run.attempt, error.reason)
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, _LAST_WAIT_S)


def _is_cancelling(error: BaseException) -> bool:
    """The task itself is cancelled, at the hard end of a shutdown, rather than something that its function awaited."""
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0
