"""Whatever is done in whatever order, the SQLite store does what the model does: same answers, same operations."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings, strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from interim.errors import OperationError
from interim.operations.operation import NEXT, New, Operation, Outcome, State, new_id
from interim.operations.sqlite_store import SqliteStore
from interim.operations.store import Claimant, Store
from tests.fakes.memory_store import MemoryStore, MsClock

T = TypeVar("T")
CLAIMANTS = [
    Claimant(worker=worker, names=frozenset(names), lease_s=lease_s)
    for worker, names, lease_s in (("a", "x", 10), ("b", "xy", 10), ("c", "y", 4))
]
OUTCOMES = [
    Outcome(state=State.SUCCEEDED, status=200, content=b"1"),
    Outcome(state=State.FAILED, status=500, error={"status": 500}),
    Outcome(state=State.CANCELLED),
]
OPTIONS: dict[str, Any] = {"lease_s": 10, "max_live": 6, "max_dispatches": 3, "gone_ttl_s": 20}


class Stores(RuleBasedStateMachine):
    """One store in memory and one in SQLite; an attempt is a guess, so that the fence is met as often as passed."""

    ids = Bundle("ids")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.clock = MsClock()
        self.model = MemoryStore(self.clock, **OPTIONS)
        path = Path(self.folder.name) / "operations.db"
        self.store = SqliteStore(path, clock=self.clock, synchronous="normal", **OPTIONS)
        self.loop.run_until_complete(self.store.open())
        self.all: dict[str, Operation | None] = {}
        self.accepted: dict[str, int] = {}

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.loop.run_until_complete(self.store.close())
            self.loop.run_until_complete(self.loop.shutdown_default_executor())
            self.loop.close()
            self.folder.cleanup()

    def both(self, ask: Callable[[Store], Awaitable[T]]) -> T | str:
        """Ask both, and compare."""
        answers = [self.loop.run_until_complete(_answer(ask(store))) for store in (self.store, self.model)]
        assert answers[0] == answers[1]
        return answers[0]

    @rule(
        target=ids,
        claimant=st.sampled_from([None, *CLAIMANTS]),
        name=st.sampled_from("xy"),
        key=st.sampled_from([None, None, "k", "l"]),
        fingerprint=st.sampled_from([b"f", b"f", b"g"]),
        ttl_s=st.sampled_from([0, 5, 1000]),
        reruns=st.booleans(),
    )
    def create(self, claimant: Claimant | None, **values: Any) -> Any:
        new = New(id=new_id(), scope="s", **values)
        answer = self.both(lambda store: store.create(new, claimant))
        if isinstance(answer, str) or not answer[1]:
            return multiple()
        self.all[new.id] = answer[0]
        return new.id

    @rule(id=ids, claimant=st.sampled_from(CLAIMANTS))
    def claim(self, id: str, claimant: Claimant) -> None:
        self.both(lambda store: store.claim(id, claimant))

    @rule(claimant=st.sampled_from(CLAIMANTS), limit=st.integers(1, 3))
    def claim_next(self, claimant: Claimant, limit: int) -> None:
        self.both(lambda store: store.claim_next(claimant, limit))

    @rule(id=ids, attempt=st.integers(1, 3), claimant=st.sampled_from(CLAIMANTS))
    def beat(self, id: str, attempt: int, claimant: Claimant) -> None:
        assert self.store.beat(claimant, [(id, attempt)]) == self.model.beat(claimant, [(id, attempt)])

    @rule(id=ids, attempt=st.integers(1, 3), fraction=st.sampled_from([None, 0.5]))
    def progress(self, id: str, attempt: int, fraction: float | None) -> None:
        self.both(lambda store: store.progress((id, attempt), fraction, "m"))

    @rule(id=ids, attempt=st.integers(1, 3), outcome=st.sampled_from(OUTCOMES))
    def finish(self, id: str, attempt: int, outcome: Outcome) -> None:
        if self.both(lambda store: store.finish((id, attempt), outcome)) is True:
            self.accepted[id] = self.accepted.get(id, 0) + 1
            assert self.accepted[id] == 1

    @rule(id=ids, attempt=st.integers(1, 3), delay_s=st.sampled_from([0, 3]), failed=st.booleans())
    def release(self, id: str, attempt: int, delay_s: float, failed: bool) -> None:
        self.both(lambda store: store.release((id, attempt), delay_s=delay_s, failed=failed))

    @rule(claimant=st.sampled_from(CLAIMANTS))
    def release_all(self, claimant: Claimant) -> None:
        async def released(store: Store) -> list[str]:
            return sorted(await store.release_all(claimant.worker))

        self.both(released)

    @rule(id=ids)
    def cancel(self, id: str) -> None:
        self.both(lambda store: store.request_cancel(id))

    @rule(claimant=st.sampled_from(CLAIMANTS))
    def reap(self, claimant: Claimant) -> None:
        async def reaped(store: Store) -> list[str]:
            return sorted(await store.reap(claimant))

        self.both(reaped)

    @rule(limit=st.integers(1, 2))
    def expire(self, limit: int) -> None:
        self.both(lambda store: store.expire(limit))

    @rule(seconds=st.sampled_from([0.5, 4, 10, 20]))
    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    @rule(id=ids)
    def deliver(self, id: str) -> None:
        self.both(lambda store: store.mark_delivered(id))

    @rule(id=ids, claimant=st.sampled_from(CLAIMANTS))
    def look(self, id: str, claimant: Claimant) -> None:
        self.both(lambda store: store.look(claimant, [(id, 1), (id, 2)]))
        self.both(lambda store: store.find("s", "k", b"f"))
        self.both(lambda store: store.list_for("", limit=3))

    @invariant()
    def every_operation_is_the_same_and_moves_only_as_the_table_says(self) -> None:
        for id, before in getattr(self, "all", {}).items():
            after = self.both(lambda store, id=id: store.get(id))  # type: ignore[misc]
            if isinstance(after, Operation) and before is not None:
                assert after.state is before.state or _leads(before.state, after.state)
                assert after.version >= before.version
                assert after.attempt >= before.attempt
                assert (after.finished_ms is not None) == after.state.is_final
            self.all[id] = after if isinstance(after, Operation) else None


async def _answer(asked: Awaitable[T]) -> T | str:
    try:
        return await asked
    except OperationError as error:
        return f"{type(error).__name__}: {error}"


def _leads(first: State, last: State) -> bool:
    # One rule can do two steps: the reaper's and the claimant's.
    return last in NEXT[first] or any(last in NEXT[middle] for middle in NEXT[first])


TestStores = Stores.TestCase
TestStores.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Each example opens a database; to look for the shortest would take minutes. What fails is a list of steps.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
