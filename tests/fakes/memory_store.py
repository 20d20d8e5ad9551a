"""A store of operations in memory, with a clock that moves when a test says so: what `Store` means, without SQL."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from interim.errors import KeyReused, OperationExpired, OperationUnknown, StoreFull, StoreUnavailable
from interim.operations.bulletin import Bulletin, Watch
from interim.operations.operation import NEXT, New, Operation, Outcome, State
from interim.operations.outcome import failed
from interim.operations.problems import LOST, UNAVAILABLE, problem_of
from interim.operations.store import Attempt, Claimant, Outlook

START_MS = 1_800_000_000_000


class MsClock:
    """Milliseconds since 1970, that pass when a test says so."""

    def __init__(self) -> None:
        self.now_ms = START_MS

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, seconds: float) -> None:
        self.now_ms += round(seconds * 1000)


class MemoryStore:
    """Keeps the contract of `Store`.

    Attributes:
        fail: raised by writes while it is set.
        writes: how many there were.
    """

    def __init__(
        self,
        clock: Callable[[], int] | None = None,
        *,
        lease_s: float = 30.0,
        max_live: int = 10_000,
        max_dispatches: int = 5,
        gone_ttl_s: float = 604_800.0,
    ) -> None:
        self._clock = clock or MsClock()
        self._lease_ms = round(lease_s * 1000)
        self._max_live = max_live
        self._max_dispatches = max_dispatches
        self._gone_ms = round(gone_ttl_s * 1000)
        self._operations: dict[str, Operation] = {}
        self._lease: dict[str, int] = {}
        self._gone: dict[str, tuple[str, int]] = {}
        self._bulletin = Bulletin()
        self.fail: StoreUnavailable | None = None
        self.writes = 0

    async def open(self) -> None:
        pass

    async def close(self) -> None:
        pass

    async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
        self._write()
        if new.key is not None:
            found = await self.find(new.scope, new.key, new.fingerprint)
            if found is not None:
                return found, False
        if sum(not one.state.is_final for one in self._operations.values()) >= self._max_live:
            raise StoreFull(f"{self._max_live} operations have not ended yet")
        for old in list(self._operations.values()):
            if new.key is not None and (old.scope, old.key) == (new.scope, new.key):
                self._bury(old)
        now = self._clock()
        lease = self._lease_ms if claimant is None else round(claimant.lease_s * 1000)
        self._lease[new.id] = lease
        operation = Operation(
            id=new.id,
            name=new.name,
            args=new.args,
            principal=new.principal,
            scope=new.scope,
            key=new.key,
            fingerprint=new.fingerprint,
            reruns=new.reruns,
            state=State.PENDING if claimant is None else State.RUNNING,
            attempt=0 if claimant is None else 1,
            failures=0,
            dispatches=1,
            due_ms=now,
            lease_until_ms=now + lease,
            worker=None if claimant is None else claimant.worker,
            cancel_requested=False,
            fraction=None,
            message="",
            version=1,
            status=None,
            lines=(),
            content=None,
            error=None,
            ttl_s=new.ttl_s,
            delivered_at_ms=None,
            created_ms=now,
            started_ms=None if claimant is None else now,
            finished_ms=None,
            expires_ms=None,
        )
        self._operations[new.id] = operation
        return operation, True

    async def find(self, scope: str, key: str, fingerprint: bytes) -> Operation | None:
        for one in self._operations.values():
            if (one.scope, one.key) == (scope, key) and not self._is_over(one):
                if one.fingerprint != fingerprint:
                    raise KeyReused(key)
                return one
        return None

    async def get(self, id: str, principal: str | None = None) -> Operation:
        operation = self._operations.get(id)
        owner = operation.principal if operation is not None else self._gone.get(id, (None, 0))[0]
        if owner is None or principal not in (None, owner):
            raise OperationUnknown(id)
        if operation is None or self._is_over(operation):
            raise OperationExpired(id)
        return operation

    async def list_for(self, principal: str, *, limit: int = 50, before: str | None = None) -> list[Operation]:
        if before is not None:
            await self.get(before, principal)
        mine = [one for one in self._operations.values() if one.principal == principal]
        if before is not None:
            mine = mine[: [one.id for one in mine].index(before)]
        return [replace(one, content=None) for one in reversed(mine) if not self._is_over(one)][:limit]

    async def claim(self, id: str, claimant: Claimant) -> Operation | None:
        self._write()
        one = self._operations.get(id)
        if one is None or one.name not in claimant.names:
            return None
        now = self._clock()
        if one.state is State.PENDING and one.due_ms <= now:
            return self._claimed(one, claimant)
        lapsed = one.state is State.RUNNING and one.lease_until_ms is not None and one.lease_until_ms <= now
        if lapsed and one.reruns and not one.cancel_requested and one.dispatches < self._max_dispatches:
            return self._claimed(replace(one, dispatches=one.dispatches + 1), claimant)
        return None

    async def claim_next(self, claimant: Claimant, limit: int) -> list[Operation]:
        self._write()
        pending = [
            one
            for one in self._operations.values()
            if one.state is State.PENDING and one.due_ms <= self._clock() and one.name in claimant.names
        ]
        return [self._claimed(one, claimant) for one in sorted(pending, key=lambda one: one.due_ms)[:limit]]

    def beat(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Mapping[Attempt, bool]:
        self._write()
        now, lease = self._clock(), round(claimant.lease_s * 1000)
        held = {}
        for one in list(self._operations.values()):
            is_held = one.state is State.RUNNING and (one.id, one.attempt) in attempts
            waits = one.state is State.PENDING and one.due_ms <= now and one.name in claimant.names
            if is_held or (waits and (one.lease_until_ms or 0) < now + lease // 2):
                self._operations[one.id] = replace(one, lease_until_ms=now + lease)
                self._lease[one.id] = lease
            if is_held:
                held[one.id, one.attempt] = one.cancel_requested
        return held

    async def progress(self, attempt: Attempt, fraction: float | None, message: str) -> bool | None:
        self._write()
        one = self._fenced(attempt)
        if one is None:
            return None
        return self._change(one, fraction=fraction, message=message).cancel_requested

    async def finish(self, attempt: Attempt, outcome: Outcome) -> bool:
        self._write()
        one = self._fenced(attempt)
        if one is not None:
            self._end(one, outcome)
        return one is not None

    async def release(self, attempt: Attempt, *, delay_s: float = 0, failed: bool = False) -> bool:
        self._write()
        one = self._fenced(attempt)
        if one is None:
            return False
        delay = round(delay_s * 1000)
        if one.cancel_requested:
            self._end(one, Outcome(state=State.CANCELLED))
        elif not one.reruns:
            self._end(one, _failure(LOST))
        else:
            self._offer(replace(one, failures=one.failures + failed), self._lease[one.id], delay)
        return True

    async def release_all(self, worker: str) -> list[str]:
        self._write()
        mine = [one for one in self._operations.values() if one.state is State.RUNNING and one.worker == worker]
        for one in mine:
            await self.release((one.id, one.attempt))
        return [one.id for one in mine if self._operations[one.id].state is State.PENDING]

    async def request_cancel(self, id: str, principal: str | None = None) -> Operation:
        self._write()
        one = await self.get(id, principal)
        if one.state is State.PENDING:
            return self._end(one, Outcome(state=State.CANCELLED))
        if one.state is State.RUNNING and not one.cancel_requested:
            return self._change(one, cancel_requested=True)
        return one

    async def look(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Outlook:
        now = self._clock()
        everything = list(self._operations.values())
        return Outlook(
            claimable=any(
                one.state is State.PENDING and one.due_ms <= now and one.name in claimant.names for one in everything
            ),
            lapsed=any(one.lease_until_ms is not None and one.lease_until_ms <= now for one in everything),
            expired=any(map(self._is_over, everything)) or any(until <= now for _, until in self._gone.values()),
            held={
                (one.id, one.attempt): one.cancel_requested
                for one in everything
                if one.state is State.RUNNING and (one.id, one.attempt) in attempts
            },
        )

    async def reap(self, claimant: Claimant) -> list[str]:
        self._write()
        lease = round(claimant.lease_s * 1000)
        offered = []
        for one in list(self._operations.values()):
            if one.lease_until_ms is None or one.lease_until_ms > self._clock():
                continue
            if one.state is State.RUNNING and one.cancel_requested:
                self._end(one, Outcome(state=State.CANCELLED))
            elif one.dispatches >= self._max_dispatches or (one.state is State.RUNNING and not one.reruns):
                self._end(one, _failure(LOST if one.state is State.RUNNING else UNAVAILABLE))
            else:
                self._lease[one.id] = lease
                self._offer(replace(one, dispatches=one.dispatches + 1), lease, 0)
                offered.append(one.id)
        return offered

    async def expire(self, limit: int = 500) -> int:
        self._write()
        forgotten = sorted((until, id) for id, (_, until) in self._gone.items() if until <= self._clock())
        for _, id in forgotten[:limit]:
            del self._gone[id]
        over = sorted(filter(self._is_over, self._operations.values()), key=lambda one: one.expires_ms or 0)[:limit]
        for one in over:
            self._bury(one)
        return len(over)

    async def mark_delivered(self, id: str) -> None:
        self._write()
        one = self._operations.get(id)
        if one is not None and one.state.is_final and one.delivered_at_ms is None:
            self._operations[id] = replace(one, delivered_at_ms=self._clock())

    @asynccontextmanager
    async def watch(self, id: str, principal: str | None = None) -> AsyncIterator[Watch]:
        with self._bulletin.watch(id) as watch:
            self._bulletin.publish([await self.get(id, principal)])
            yield watch

    def _write(self) -> None:
        if self.fail is not None:
            raise self.fail
        self.writes += 1

    def _is_over(self, one: Operation) -> bool:
        return one.expires_ms is not None and one.expires_ms <= self._clock()

    def _fenced(self, attempt: Attempt) -> Operation | None:
        one = self._operations.get(attempt[0])
        return one if one is not None and one.state is State.RUNNING and one.attempt == attempt[1] else None

    def _change(self, one: Operation, **changes: object) -> Operation:
        changed = replace(one, version=one.version + 1, **changes)  # type: ignore[arg-type]
        before = self._operations[one.id].state
        assert changed.state is before or changed.state in NEXT[before]
        self._operations[one.id] = changed
        self._bulletin.publish([changed])
        return changed

    def _claimed(self, one: Operation, claimant: Claimant) -> Operation:
        now, lease = self._clock(), round(claimant.lease_s * 1000)
        self._lease[one.id] = lease
        return self._change(
            one,
            state=State.RUNNING,
            attempt=one.attempt + 1,
            worker=claimant.worker,
            lease_until_ms=now + lease,
            started_ms=now if one.started_ms is None else one.started_ms,
            fraction=None,
            message="",
        )

    def _offer(self, one: Operation, lease: int, delay: int) -> None:
        due = self._clock() + delay
        self._change(
            one, state=State.PENDING, worker=None, fraction=None, message="", due_ms=due, lease_until_ms=due + lease
        )

    def _end(self, one: Operation, outcome: Outcome) -> Operation:
        now = self._clock()
        return self._change(
            one,
            state=outcome.state,
            status=outcome.status,
            lines=outcome.lines,
            content=outcome.content,
            error=outcome.error,
            fraction=1.0 if outcome.state is State.SUCCEEDED else one.fraction,
            lease_until_ms=None,
            finished_ms=now,
            expires_ms=now + round(one.ttl_s * 1000),
        )

    def _bury(self, one: Operation) -> None:
        del self._operations[one.id]
        self._gone[one.id] = (one.principal, self._clock() + self._gone_ms)


def _failure(kind: str) -> Outcome:
    return failed(problem_of(kind))
