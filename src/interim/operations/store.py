"""The contract of a store: it keeps operations, says who may run them, and tells those who wait.

Everything that must not be wrong is decided here, in one transaction each, by the store's own clock: who has an
operation (the *lease*), which attempt may write (the *fence*), and that one key makes one operation. Messages between
processes are hints; when one is lost, doubled, late or in the wrong order, that costs time and nothing else.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol

from interim.operations.bulletin import Watch
from interim.operations.operation import New, Operation, Outcome

__all__ = ["MAX_DELAY_S", "Attempt", "Claimant", "Outlook", "Store"]

MAX_DELAY_S = 60.0
"""How far from now an operation may be due. What is due later was written before the clock was set back."""

Attempt = tuple[str, int]
"""An operation's id and which claim of it: what a write must name to get past the fence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who claims.

    Attributes:
        worker: a name that no other process has, nor will have.
        names: of the work that this process can run.
        lease_s: how long it may be silent before it counts as dead.
    """

    worker: str
    names: frozenset[str]
    lease_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a process finds to do when it looks around.

    Attributes:
        claimable: an operation is pending, due, and of a name that the claimant can run.
        lapsed: a lease ran out: `Store.reap` has something to do.
        expired: a result is past its time: `Store.expire` has something to do.
        held: of the attempts that were asked about, those still ours, and whether they are to be cancelled.
    """

    claimable: bool = False
    lapsed: bool = False
    expired: bool = False
    held: Mapping[Attempt, bool] = field(default_factory=dict)


class Store(Protocol):
    """Keeps operations. To be used on one event loop, but for `beat`.

    A coroutine that is cancelled may have written nonetheless. Writes raise StoreUnavailable when the disk is full or
    fails, or when another process keeps the store busy; then nothing was written.
    """

    async def open(self) -> None:
        """Make it ready. Called once, before everything else.

        Raises:
            InvalidInput: what the store was given cannot be opened; says why.
            StoreUnavailable: it is busy.
        """

    async def close(self) -> None:
        """Give back what was opened. Nothing may be called after it."""

    async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
        """Keep a new operation, or find the one that its scope and key have made already.

        Args:
            new: what is asked for.
            claimant: claims it at once, in the same write: then it is RUNNING in attempt 1.

        Returns:
            The operation, and whether it was made now.

        Raises:
            KeyReused: the key belongs to another fingerprint.
            StoreFull: too many operations have not ended yet, or the rest of the room is kept for their results.
        """

    async def find(self, scope: str, key: str, fingerprint: bytes) -> Operation | None:
        """The operation that the key has made, if it is still kept.

        Raises:
            KeyReused: it belongs to another fingerprint.
        """

    async def get(self, id: str, principal: str | None = None) -> Operation:
        """Read an operation.

        Args:
            id: of any form; it comes from a URL.
            principal: who asks; None asks for anybody's.

        Raises:
            OperationUnknown: there is none of that id, or it is another principal's.
            OperationExpired: there was one.
        """

    async def list_for(self, principal: str, *, limit: int = 50, before: str | None = None) -> list[Operation]:
        """The operations of a principal, the newest first, without content.

        Args:
            principal: whose.
            limit: how many at the most.
            before: the id of the last one of the page before.

        Raises:
            OperationUnknown: or OperationExpired: `before` is not there (any more).
        """

    async def claim(self, id: str, claimant: Claimant) -> Operation | None:
        """Take an operation that is pending and due, or running with a lease that ran out, for a new attempt.

        Returns:
            The operation, or None: it is not to be had, or the claimant cannot run it. A refusal changes nothing.
        """

    async def claim_next(self, claimant: Claimant, limit: int) -> list[Operation]:
        """Take up to `limit` pending operations that the claimant can run, those that were due first."""

    def beat(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Mapping[Attempt, bool]:
        """A sign of life, from the thread of the heart. It blocks, and may be called while the event loop is blocked.

        The leases of the attempts start anew, and so do those of pending operations that the claimant can run: they
        wait for a place, not for a worker.

        Returns:
            Those of the attempts that are still ours, and whether they are to be cancelled.
        """

    async def progress(self, attempt: Attempt, fraction: float | None, message: str) -> bool | None:
        """Keep how far an attempt is.

        Returns:
            Whether it is to be cancelled, or None: the attempt is not the newest any more, and nothing was written.
        """

    async def finish(self, attempt: Attempt, outcome: Outcome) -> bool:
        """End the operation.

        Returns:
            False: the attempt is not the newest any more, or the operation has ended; nothing was written.
        """

    async def release(self, attempt: Attempt, *, delay_s: float = 0, failed: bool = False) -> bool:
        """Give an operation back, to be claimed again; one that is to be cancelled ends now.

        Args:
            attempt: which is given back.
            delay_s: until it is due, MAX_DELAY_S at the most.
            failed: counts as a failure of the work.

        Returns:
            False: as `finish`.
        """

    async def release_all(self, worker: str) -> list[str]:
        """Give back all that a worker has; what cannot be run again fails. Returns the ids that are pending now."""

    async def request_cancel(self, id: str, principal: str | None = None) -> Operation:
        """Ask for an operation to be cancelled. A pending one ends at once, a running one when its function gives in.

        Raises:
            OperationUnknown: as `get`.
            OperationExpired: as `get`.
        """

    async def look(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Outlook:
        """What there is to do. Reads only."""

    async def reap(self, claimant: Claimant) -> list[str]:
        """Offer again what was claimed by a dead worker or taken by none, or let it fail when that was too often.

        The operation is pending afterwards, and its lease is no longer that of the dead: a reaper that kept the lease
        for itself would see every claim refused. The claimant's `lease_s` is for how long it is offered.

        Returns:
            The ids of what is pending now and wants a worker.
        """

    async def expire(self, limit: int = 500) -> int:
        """Forget up to `limit` operations whose time is over, and of older ones even that they were there."""

    async def mark_delivered(self, id: str) -> None:
        """Keep that the final response was written to a client that was there. The first time counts."""

    def watch(self, id: str, principal: str | None = None) -> AbstractAsyncContextManager[Watch]:
        """Follow an operation: subscribed first, then read, so that no change falls in between.

        Raises:
            OperationUnknown: as `get`, on entering.
            OperationExpired: as `get`, on entering.
        """
