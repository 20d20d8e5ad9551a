"""Each write of the SQLite store, as a function of a transaction. What it changes is noted, for those who wait."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from interim.errors import StoreFull
from interim.operations import statements as sql
from interim.operations.database import Connection, Transaction
from interim.operations.lookups import is_over, joined, of_key
from interim.operations.operation import New, Operation, Outcome
from interim.operations.problems import LOST, UNAVAILABLE, problem_of
from interim.operations.rows import lines_to_json, ms, operation_of_row
from interim.operations.store import MAX_DELAY_S, Attempt, Claimant

__all__ = [
    "beat",
    "cancel",
    "claim",
    "claim_next",
    "create",
    "deliver",
    "expire",
    "finish",
    "progress",
    "reap",
    "release",
    "release_all",
]


def create(
    transaction: Transaction,
    new: New,
    claimant: Claimant | None,
    *,
    lease_s: float,
    max_live: int,
    gone_s: float,
    check_room: Callable[[Connection], None],
) -> tuple[Operation, bool]:
    """See `Store.create`.

    Args:
        transaction: of the write.
        new: what is asked for.
        claimant: has it at once.
        lease_s: for how long it is offered, where nobody claims it at once.
        max_live: how many may be pending or running.
        gone_s: how long one is remembered that had the key and is over.
        check_room: raises StoreFull when the disk has no room for one more.
    """
    old = None if new.key is None else of_key(transaction.connection, new.scope, new.key)
    if new.key is not None and old is not None and not is_over(old, transaction.now_ms):
        return joined(old, new.key, new.fingerprint), False
    # Once for all of a transaction: what ends in it meanwhile makes room in the next.
    if "live" not in transaction.memo:
        check_room(transaction.connection)
        ((transaction.memo["live"],),) = transaction.rows(sql.COUNT_LIVE)
    if transaction.memo["live"] >= max_live:
        raise StoreFull(f"{max_live} operations have not ended yet")
    if old is not None:
        _bury(transaction, "id = :id", id=old.id, gone=ms(gone_s))
    made = _change(
        transaction,
        sql.INSERT,
        id=new.id,
        principal=new.principal,
        scope=new.scope,
        key=new.key,
        fingerprint=new.fingerprint,
        name=new.name,
        reruns=new.reruns,
        ttl=ms(new.ttl_s),
        args=new.args,
        state="pending" if claimant is None else "running",
        attempt=0 if claimant is None else 1,
        started=None if claimant is None else transaction.now_ms,
        worker=None if claimant is None else claimant.worker,
        lease=ms(lease_s if claimant is None else claimant.lease_s),
    )
    transaction.memo["live"] += 1
    return made[0], True


def claim(transaction: Transaction, id: str, claimant: Claimant, *, max_dispatches: int) -> Operation | None:
    """See `Store.claim`."""
    taken = _change(transaction, sql.CLAIM, id=id, max_dispatches=max_dispatches, **_values(claimant))
    return taken[0] if taken else None


def claim_next(transaction: Transaction, claimant: Claimant, limit: int) -> list[Operation]:
    """See `Store.claim_next`."""
    taken = _change(transaction, sql.CLAIM_NEXT, limit=limit, **_values(claimant))
    return sorted(taken, key=lambda operation: operation.due_ms)


def beat(transaction: Transaction, claimant: Claimant, attempts: Sequence[Attempt]) -> dict[Attempt, bool]:
    """See `Store.beat`."""
    values = {"now": transaction.now_ms, "attempts": json.dumps(attempts), **_values(claimant)}
    transaction.rows(sql.BEAT_PENDING, values)
    return {(id, attempt): bool(cancel) for id, attempt, cancel in transaction.rows(sql.BEAT, values)}


def progress(transaction: Transaction, attempt: Attempt, fraction: float | None, message: str) -> bool | None:
    """See `Store.progress`."""
    written = _change(transaction, sql.PROGRESS, fraction=fraction, message=message, **_fence(attempt))
    return written[0].cancel_requested if written else None


def finish(transaction: Transaction, attempt: Attempt, outcome: Outcome) -> bool:
    """See `Store.finish`."""
    written = _change(
        transaction,
        sql.FINISH,
        state=outcome.state.value,
        status=outcome.status,
        lines=lines_to_json(outcome.lines),
        content=outcome.content,
        error=None if outcome.error is None else json.dumps(outcome.error),
        **_fence(attempt),
    )
    return bool(written)


def release(transaction: Transaction, attempt: Attempt, *, delay_s: float, failed: bool) -> bool:
    """See `Store.release`."""
    values = {"delay": ms(delay_s), "failed": failed, "error": json.dumps(problem_of(LOST)), **_fence(attempt)}
    return any(
        _change(transaction, statement, **values) for statement in (sql.RELEASE, sql.CANCEL_RELEASED, sql.FAIL_RELEASED)
    )


def release_all(transaction: Transaction, worker: str) -> list[str]:
    """See `Store.release_all`."""
    error = json.dumps(problem_of(LOST))
    released = [_change(transaction, statement, worker=worker, error=error) for statement in sql.RELEASE_ALL]
    return [operation.id for operation in released[-1]]


def cancel(transaction: Transaction, operation: Operation) -> Operation:
    """See `Store.request_cancel`; the operation was read in the same transaction."""
    for statement in (sql.CANCEL_PENDING, sql.REQUEST):
        for changed in _change(transaction, statement, id=operation.id):
            return changed
    return operation


def reap(transaction: Transaction, claimant: Claimant, *, max_dispatches: int) -> list[str]:
    """See `Store.reap`."""
    now = {"now": transaction.now_ms, "max_delay": ms(MAX_DELAY_S)}
    for statement in sql.UNWIND:
        transaction.rows(statement, now)
    values = {"max_dispatches": max_dispatches, "lease": ms(claimant.lease_s)}
    _change(transaction, sql.REAP_CANCELLED, **values)
    _change(transaction, sql.REAP_LOST, error=json.dumps(problem_of(LOST)), **values)
    _change(transaction, sql.REAP_UNTAKEN, error=json.dumps(problem_of(UNAVAILABLE)), **values)
    # Pending first: what comes back from the dead is not offered twice.
    offered = [*_change(transaction, sql.REAP_PENDING, **values), *_change(transaction, sql.REAP_RUNNING, **values)]
    return [operation.id for operation in offered]


def expire(transaction: Transaction, limit: int, *, gone_s: float) -> int:
    """See `Store.expire`."""
    transaction.rows(sql.FORGET, {"now": transaction.now_ms, "limit": limit})
    return _bury(transaction, sql.OVER, limit=limit, gone=ms(gone_s))


def deliver(transaction: Transaction, id: str) -> None:
    """See `Store.mark_delivered`."""
    transaction.rows(sql.DELIVER, {"id": id, "now": transaction.now_ms})


def _change(transaction: Transaction, statement: str, **values: Any) -> list[Operation]:
    """Execute, and note each operation that it returns as changed."""
    change = transaction.memo.get("change")
    if change is None:
        ((change,),) = transaction.rows("UPDATE counter SET change = change + 1 RETURNING change")
        transaction.memo["change"] = change
    rows = transaction.rows(statement, {"now": transaction.now_ms, "change": change, **values})
    operations = [operation_of_row(row) for row in rows]
    transaction.notes.extend(operations)
    return operations


def _bury(transaction: Transaction, condition: str, **values: Any) -> int:
    values["now"] = transaction.now_ms
    transaction.rows(sql.BURY.format(condition), values)
    return len(transaction.rows(sql.DELETE.format(condition), values))


def _values(claimant: Claimant) -> dict[str, Any]:
    names = json.dumps(sorted(claimant.names))
    return {"worker": claimant.worker, "names": names, "lease": ms(claimant.lease_s)}


def _fence(attempt: Attempt) -> dict[str, Any]:
    return {"id": attempt[0], "attempt": attempt[1]}
