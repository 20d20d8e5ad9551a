"""The settings of the engine of operations: every number that it goes by."""

import math
from dataclasses import dataclass, fields

from interim.errors import InvalidInput
from interim.operations.database import Synchronous

__all__ = ["EngineSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """How operations are kept and run. Seconds may have a fraction.

    Attributes:
        lease_s: a worker that was silent for so long counts as dead, and its operations are run again.
        tick_s: how often a process looks around: for dead workers, for work that waits, for results past their time.
        max_running: operations that this process runs at the same time; 0 runs none, and leaves them to others.
        max_dispatches: how often an operation is offered, at first and after each lease that ran out, until it fails.
        max_live: operations that may be pending or running; further ones are refused with 503.
        max_args_bytes: of the arguments, as JSON.
        max_result_bytes: of a result.
        max_bytes: of the store's file, or None for as much as there is.
        min_free_bytes: of the disk, without which no operation is started.
        gone_ttl_s: how long an operation that is no longer kept is answered with 410 instead of 404.
        progress_every_s: how often the progress of one operation is written at the most; the last one always is.
        retry_after_s: before the first retry; twice as long before each further one, 60 s at the most.
        drain_s: how long running operations may take to end when the process shuts down; then they are given back.
        synchronous: "full" flushes each write to the disk; "normal" is faster, and loses the last writes when the
            machine, not the process, dies.
        busy_s: how long a write waits for another process.
        poll_s: how often to look for changes of other processes, while somebody waits.
        reread_s: how often to read what is waited for, whether there was a sign of a change or not.
    """

    lease_s: float = 30.0
    tick_s: float = 1.0
    max_running: int = 100
    max_dispatches: int = 5
    max_live: int = 10_000
    max_args_bytes: int = 256 * 1024
    max_result_bytes: int = 1024 * 1024
    max_bytes: int | None = None
    min_free_bytes: int = 64 * 1024 * 1024
    gone_ttl_s: float = 604_800.0
    progress_every_s: float = 0.5
    retry_after_s: float = 1.0
    drain_s: float = 5.0
    synchronous: Synchronous = "full"
    busy_s: float = 5.0
    poll_s: float = 0.025
    reread_s: float = 2.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "synchronous":
                if value not in {"full", "normal"}:
                    raise InvalidInput("synchronous", value, "full or normal")
            elif not (field.name == "max_bytes" and value is None):
                least, allowed = _BOUNDS[field.name]
                whole = field.type in (int, int | None)
                if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
                    raise InvalidInput(field.name, value, allowed)
                if not least <= value < math.inf:
                    raise InvalidInput(field.name, value, allowed)


_SECONDS = (0.001, "0.001 seconds or more")
_BOUNDS: dict[str, tuple[float, str]] = {
    "lease_s": (0.05, "0.05 seconds or more"),
    "tick_s": _SECONDS,
    "max_running": (0, "a whole number, 0 or more"),
    "max_dispatches": (1, "a whole number, 1 or more"),
    "max_live": (1, "a whole number, 1 or more"),
    "max_args_bytes": (2, "a whole number of octets, 2 or more"),
    "max_result_bytes": (0, "a whole number of octets, 0 or more"),
    "max_bytes": (65_536, "a whole number of octets, 65536 or more, or None"),
    "min_free_bytes": (0, "a whole number of octets, 0 or more"),
    "gone_ttl_s": (0, "0 seconds or more"),
    "progress_every_s": (0, "0 seconds or more"),
    "retry_after_s": (0, "0 seconds or more"),
    "drain_s": (0, "0 seconds or more"),
    "busy_s": (0, "0 seconds or more"),
    "poll_s": _SECONDS,
    "reread_s": _SECONDS,
}
