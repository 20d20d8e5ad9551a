"""Each read of the SQLite store, as a function of a connection. What is past its time is gone, swept or not."""

import json
from collections.abc import Sequence
from typing import Any

from interim.errors import KeyReused, OperationExpired, OperationUnknown
from interim.operations import statements as sql
from interim.operations.database import Connection
from interim.operations.operation import Operation
from interim.operations.rows import ms, operation_of_row
from interim.operations.store import MAX_DELAY_S, Attempt, Claimant, Outlook

__all__ = ["get", "is_over", "joined", "list_for", "look", "of_key"]


def get(connection: Connection, now_ms: int, id: str, principal: str | None) -> Operation:
    """See `Store.get`."""
    row = connection.execute(sql.GET, (id,)).fetchone()
    if row is None:
        owner = connection.execute("SELECT principal FROM gone WHERE id = ?", (id,)).fetchone()
        if owner is None or principal not in (None, owner[0]):
            raise OperationUnknown(id)
        raise OperationExpired(id)
    operation = operation_of_row(row)
    if principal not in (None, operation.principal):
        raise OperationUnknown(id)
    if is_over(operation, now_ms):
        raise OperationExpired(id)
    return operation


def of_key(connection: Connection, scope: str, key: str) -> Operation | None:
    """The operation that a key has made, past its time or not."""
    row = connection.execute(sql.OF_KEY, (scope, key)).fetchone()
    return None if row is None else operation_of_row(row)


def list_for(connection: Connection, now_ms: int, principal: str, limit: int, before: str | None) -> list[Operation]:
    """See `Store.list_for`."""
    number = 1 << 62
    if before is not None:
        get(connection, now_ms, before, principal)
        row = connection.execute("SELECT number FROM operation WHERE id = ?", (before,)).fetchone()
        if row is None:
            raise OperationExpired(before)
        (number,) = row
    values = {"principal": principal, "before": number, "now": now_ms, "limit": limit}
    return [operation_of_row(row) for row in connection.execute(sql.LIST, values)]


def look(connection: Connection, now_ms: int, claimant: Claimant, attempts: Sequence[Attempt]) -> Outlook:
    """See `Store.look`."""
    values: dict[str, Any] = {"now": now_ms, "names": json.dumps(sorted(claimant.names)), "lease": ms(claimant.lease_s)}
    claimable, lapsed, expired = connection.execute(sql.LOOK, values | {"max_delay": ms(MAX_DELAY_S)}).fetchone()
    held = connection.execute(sql.HELD, (json.dumps(attempts),)) if attempts else ()
    return Outlook(
        claimable=bool(claimable),
        lapsed=bool(lapsed),
        expired=bool(expired),
        held={(id, attempt): bool(cancel) for id, attempt, cancel in held},
    )


def is_over(operation: Operation, now_ms: int) -> bool:
    """It is past its time."""
    return operation.expires_ms is not None and operation.expires_ms <= now_ms


def joined(operation: Operation, key: str, fingerprint: bytes) -> Operation:
    """The operation, if it is of the same request.

    Raises:
        KeyReused: it is of another.
    """
    if operation.fingerprint != fingerprint:
        raise KeyReused(key)
    return operation
