"""An operation: work that was asked for, where it stands, and how it ended. The state machine is a table here.

::

    PENDING ── claim ───> RUNNING ── finish ──> SUCCEEDED | FAILED | CANCELLED
       │                     │
       │ <── lease expired, retry, released ──┘
       ├── cancel ────────────────────────────> CANCELLED
       └── nobody takes it ───────────────────> FAILED

RUNNING may also become RUNNING, by a claim, when its lease has expired. Each claim is a new *attempt*, and only the
newest attempt may write: that is the fence which a process that comes back from the dead runs into.
"""

import enum
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine

__all__ = ["ID", "NEXT", "New", "Operation", "Outcome", "State", "new_id", "operation_json"]

ID = re.compile(r"[A-Za-z0-9_-]{22}")
"""The form of an id: 128 random bits, so that nobody guesses one."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class State(enum.Enum):
    """Where an operation is."""

    PENDING = "pending"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """It has ended, and does not change any more."""
        return not NEXT[self]


NEXT: Mapping[State, frozenset[State]] = {
    State.PENDING: frozenset({State.RUNNING, State.FAILED, State.CANCELLED}),
    State.RUNNING: frozenset({State.PENDING, State.RUNNING, State.SUCCEEDED, State.FAILED, State.CANCELLED}),
    State.SUCCEEDED: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""Which states can follow which; a final one has none."""


def new_id() -> str:
    """An id that was never given before."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """An operation that is asked for.

    Attributes:
        name: of the work.
        args: its arguments, a JSON object.
        principal: whose it is; "" for callers that nobody knows.
        scope: where `key` is unique: principal, method and route, in one text.
        key: the idempotency key, or None: then nothing joins this operation.
        fingerprint: of the request; the same key with another one is refused.
        ttl_s: how long the operation is kept after its end.
        reruns: another process may run it again when its own is gone.
    """

    name: str
    args: str = "{}"
    principal: str = ""
    scope: str = ""
    key: str | None = None
    fingerprint: bytes = b""
    ttl_s: float = 86_400
    reruns: bool = True
    id: str = field(default_factory=new_id)

    def __post_init__(self) -> None:
        for name in ("name", "args", "principal", "scope", "key"):
            value = getattr(self, name)
            if value is not None and not _can_be_kept(value):
                raise InvalidInput(name, ascii(value), "text that UTF-8 can encode, without NUL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt ended.

    Attributes:
        state: SUCCEEDED, FAILED or CANCELLED.
        status: of the final response, or None when there is none to give.
        lines: fields of the final response that describe its content.
        content: of the final response.
        error: problem details (RFC 9457) of a failure.
    """

    state: State
    status: int | None = None
    lines: tuple[FieldLine, ...] = ()
    content: bytes | None = None
    error: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if not self.state.is_final:
            raise InvalidInput("state", self.state.value, "succeeded, failed or cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation as it was when it was read. Times are ms since 1970, of the store's clock.

    Attributes:
        attempt: how often it was claimed; 0 before the first time.
        failures: how many of the attempts raised.
        dispatches: how often it was offered to the workers: when it was made, and after each lease that ran out.
        due_ms: not to be claimed before; a retry waits.
        lease_until_ms: PENDING: when it is offered again. RUNNING: when its worker counts as dead.
        version: grows by one with every change that a client can see.
        status: of the final response; `lines` and `content` belong to it. See `Outcome`.
        content: may be left out where it was not asked for.
        delivered_at_ms: when the final response was first written to a client that was there.
    """

    id: str
    name: str
    args: str
    principal: str
    scope: str
    key: str | None
    fingerprint: bytes
    reruns: bool
    state: State
    attempt: int
    failures: int
    dispatches: int
    due_ms: int
    lease_until_ms: int | None
    worker: str | None
    cancel_requested: bool
    fraction: float | None
    message: str
    version: int
    status: int | None
    lines: tuple[FieldLine, ...]
    content: bytes | None
    error: Mapping[str, Any] | None
    ttl_s: float
    delivered_at_ms: int | None
    created_ms: int
    started_ms: int | None
    finished_ms: int | None
    expires_ms: int | None


def operation_json(operation: Operation, base: str) -> dict[str, Any]:
    """What a client is told about an operation.

    Args:
        operation: as it was read.
        base: the URL of the operations, without a slash at the end: ``/operations``.
    """
    return {
        "id": operation.id,
        "state": operation.state.value,
        "progress": {"fraction": operation.fraction, "message": operation.message},
        "result_url": f"{base}/{operation.id}/result" if operation.state.is_final else None,
        "error": operation.error,
        "created": _date(operation.created_ms),
        "started": _date(operation.started_ms),
        "finished": _date(operation.finished_ms),
        "attempt": operation.attempt,
        "version": operation.version,
    }


def _date(ms: int | None) -> str | None:
    # RFC 3339, in UTC. A float of seconds would not hold the ms exactly.
    return None if ms is None else (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")[:-6] + "Z"


def _can_be_kept(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
