"""Rows of the SQLite store, and back."""

import json
from typing import Any

from interim.exchange.fields import FieldLine
from interim.operations.operation import Operation, State

__all__ = ["lines_of_json", "lines_to_json", "ms", "operation_of_row"]


def operation_of_row(row: Any) -> Operation:
    """An operation from the columns of `interim.operations.schema.COLUMNS`."""
    (
        id,
        name,
        args,
        principal,
        scope,
        key,
        fingerprint,
        reruns,
        state,
        attempt,
        failures,
        dispatches,
        due,
        lease_until,
        worker,
        cancel_requested,
        fraction,
        message,
        version,
        status,
        lines,
        content,
        error,
        ttl,
        delivered_at,
        created,
        started,
        finished,
        expires,
    ) = row
    return Operation(
        id=id,
        name=name,
        args=args,
        principal=principal,
        scope=scope,
        key=key,
        fingerprint=fingerprint,
        reruns=bool(reruns),
        state=State(state),
        attempt=attempt,
        failures=failures,
        dispatches=dispatches,
        due_ms=due,
        lease_until_ms=lease_until,
        worker=worker,
        cancel_requested=bool(cancel_requested),
        fraction=fraction,
        message=message,
        version=version,
        status=status,
        lines=lines_of_json(lines),
        content=content,
        error=None if error is None else json.loads(error),
        ttl_s=ttl / 1000,
        delivered_at_ms=delivered_at,
        created_ms=created,
        started_ms=started,
        finished_ms=finished,
        expires_ms=expires,
    )


def ms(seconds: float) -> int:
    """Seconds as ms."""
    return round(seconds * 1000)


def lines_to_json(lines: tuple[FieldLine, ...]) -> str:
    """Field lines as JSON text; octets that are no ASCII become the characters of ISO-8859-1."""
    return json.dumps([[name.decode("latin-1"), value.decode("latin-1")] for name, value in lines]) if lines else "[]"


def lines_of_json(text: str) -> tuple[FieldLine, ...]:
    """The inverse of `lines_to_json`."""
    if text == "[]":
        return ()
    return tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in json.loads(text))
