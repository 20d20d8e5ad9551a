"""The SQLite store: operations in one file, which the processes of one machine share. See `interim.operations.store`.

What is written is in `transitions`, what is read in `lookups`; here it is handed to the threads of the database, and
what they did is told to those who wait.
"""

import asyncio
import contextlib
import json
import shutil
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from interim.errors import OperationExpired, OperationUnknown, StoreFull
from interim.operations import lookups, transitions
from interim.operations.bulletin import Bulletin, Watch
from interim.operations.database import Clock, Connection, Database, Synchronous, Transaction
from interim.operations.operation import ID, New, Operation, Outcome
from interim.operations.store import Attempt, Claimant, Outlook
from interim.operations.watcher import Watcher

__all__ = ["SqliteStore"]

T = TypeVar("T")
_RESERVE = 16
_VERSIONS = "SELECT id, version FROM operation WHERE id IN (SELECT value FROM json_each(?))"


class SqliteStore:
    """Keeps operations in an SQLite file on a local disk. Keeps the contract of `Store`.

    Args:
        path: of the file.
        lease_s: for how long an operation is offered to the workers before it is offered again.
        max_live: how many operations may be pending or running.
        max_bytes: how large the file may grow, or None. A sixteenth of it is kept for what has been started.
        min_free_bytes: how much of the disk has to be free for a new operation.
        max_dispatches: how often an operation is offered.
        gone_ttl_s: how long an operation that is no longer kept is remembered.
        poll_s: how often to look for changes of other processes, while somebody waits.
        reread_s: how often to read what is waited for, whether there were changes or not.
        synchronous: see `Database`.
        busy_s: see `Database`.
        clock: see `Database`.
    """

    def __init__(
        self,
        path: Path,
        *,
        lease_s: float = 30.0,
        max_live: int = 10_000,
        max_bytes: int | None = None,
        min_free_bytes: int = 0,
        max_dispatches: int = 5,
        gone_ttl_s: float = 604_800.0,
        poll_s: float = 0.025,
        reread_s: float = 2.0,
        synchronous: Synchronous = "full",
        busy_s: float = 5.0,
        clock: Clock | None = None,
    ) -> None:
        self._lease_s = lease_s
        self._max_live = max_live
        self._max_bytes = max_bytes
        self._min_free_bytes = min_free_bytes
        self._max_dispatches = max_dispatches
        self._gone_ttl_s = gone_ttl_s
        self._bulletin = Bulletin()
        self._database = Database(
            path, synchronous=synchronous, busy_s=busy_s, max_bytes=max_bytes, clock=clock, on_commit=self._publish
        )
        self._watcher = Watcher(self._database, self._bulletin.watched, self._reread, poll_s=poll_s, reread_s=reread_s)
        self._loop: asyncio.AbstractEventLoop | None = None

    async def open(self) -> None:
        """See `Store.open`."""
        self._loop = asyncio.get_running_loop()
        await asyncio.to_thread(self._database.open)
        self._watcher.start()

    async def close(self) -> None:
        """See `Store.close`."""
        await asyncio.to_thread(self._watcher.stop)
        await asyncio.to_thread(self._database.close)

    async def create(self, new: New, claimant: Claimant | None = None) -> tuple[Operation, bool]:
        """See `Store.create`."""
        return await self._write(
            lambda transaction: transitions.create(
                transaction,
                new,
                claimant,
                lease_s=self._lease_s,
                max_live=self._max_live,
                gone_s=self._gone_ttl_s,
                check_room=self._check_room,
            )
        )

    async def find(self, scope: str, key: str, fingerprint: bytes) -> Operation | None:
        """See `Store.find`."""

        def read(connection: Connection, now_ms: int) -> Operation | None:
            operation = lookups.of_key(connection, scope, key)
            if operation is None or lookups.is_over(operation, now_ms):
                return None
            return lookups.joined(operation, key, fingerprint)

        return await self._read(read)

    async def get(self, id: str, principal: str | None = None) -> Operation:
        """See `Store.get`."""
        if not ID.fullmatch(id):
            raise OperationUnknown(id)
        return await self._read(lambda connection, now_ms: lookups.get(connection, now_ms, id, principal))

    async def list_for(self, principal: str, *, limit: int = 50, before: str | None = None) -> list[Operation]:
        """See `Store.list_for`."""
        if before is not None and not ID.fullmatch(before):
            raise OperationUnknown(before)
        return await self._read(lambda connection, now: lookups.list_for(connection, now, principal, limit, before))

    async def claim(self, id: str, claimant: Claimant) -> Operation | None:
        """See `Store.claim`."""
        cap = self._max_dispatches
        return await self._write(lambda transaction: transitions.claim(transaction, id, claimant, max_dispatches=cap))

    async def claim_next(self, claimant: Claimant, limit: int) -> list[Operation]:
        """See `Store.claim_next`."""
        return await self._write(lambda transaction: transitions.claim_next(transaction, claimant, limit))

    def beat(self, claimant: Claimant, attempts: Sequence[Attempt]) -> dict[Attempt, bool]:
        """See `Store.beat`."""
        return self._database.write(lambda transaction: transitions.beat(transaction, claimant, attempts)).result()

    async def progress(self, attempt: Attempt, fraction: float | None, message: str) -> bool | None:
        """See `Store.progress`."""
        return await self._write(lambda transaction: transitions.progress(transaction, attempt, fraction, message))

    async def finish(self, attempt: Attempt, outcome: Outcome) -> bool:
        """See `Store.finish`."""
        return await self._write(lambda transaction: transitions.finish(transaction, attempt, outcome))

    async def release(self, attempt: Attempt, *, delay_s: float = 0, failed: bool = False) -> bool:
        """See `Store.release`."""
        return await self._write(
            lambda transaction: transitions.release(transaction, attempt, delay_s=delay_s, failed=failed)
        )

    async def release_all(self, worker: str) -> list[str]:
        """See `Store.release_all`."""
        return await self._write(lambda transaction: transitions.release_all(transaction, worker))

    async def request_cancel(self, id: str, principal: str | None = None) -> Operation:
        """See `Store.request_cancel`."""
        if not ID.fullmatch(id):
            raise OperationUnknown(id)

        def write(transaction: Transaction) -> Operation:
            operation = lookups.get(transaction.connection, transaction.now_ms, id, principal)
            return transitions.cancel(transaction, operation)

        return await self._write(write)

    async def look(self, claimant: Claimant, attempts: Sequence[Attempt]) -> Outlook:
        """See `Store.look`."""
        return await self._read(lambda connection, now_ms: lookups.look(connection, now_ms, claimant, attempts))

    async def reap(self, claimant: Claimant) -> list[str]:
        """See `Store.reap`."""
        cap = self._max_dispatches
        return await self._write(lambda transaction: transitions.reap(transaction, claimant, max_dispatches=cap))

    async def expire(self, limit: int = 500) -> int:
        """See `Store.expire`."""
        gone_s = self._gone_ttl_s
        return await self._write(lambda transaction: transitions.expire(transaction, limit, gone_s=gone_s))

    async def mark_delivered(self, id: str) -> None:
        """See `Store.mark_delivered`."""
        await self._write(lambda transaction: transitions.deliver(transaction, id))

    @asynccontextmanager
    async def watch(self, id: str, principal: str | None = None) -> AsyncIterator[Watch]:
        """See `Store.watch`."""
        if not ID.fullmatch(id):
            raise OperationUnknown(id)
        with self._bulletin.watch(id) as watch:
            self._watcher.watching()
            self._bulletin.publish([await self.get(id, principal)])
            yield watch

    async def _write(self, work: Callable[[Transaction], T]) -> T:
        return await asyncio.wrap_future(self._database.write(work))

    async def _read(self, work: Callable[[Connection, int], T]) -> T:
        database = self._database
        return await asyncio.wrap_future(
            database.read(lambda connection: work(connection, database.now_ms(connection)))
        )

    def _check_room(self, connection: Connection) -> None:
        """Refuse a new operation unless there is room for what it will write until its end.

        Raises:
            StoreFull: there is none.
        """
        if self._max_bytes is not None:
            pages, free, page_bytes = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
            if (pages - free) * page_bytes > self._max_bytes - self._max_bytes // _RESERVE:
                raise StoreFull("its file may not grow further")
        if self._min_free_bytes and shutil.disk_usage(self._database.path.parent).free < self._min_free_bytes:
            raise StoreFull("the disk is almost full")

    def _publish(self, operations: Sequence[Operation]) -> None:
        """Tell those who wait; in the writing thread, after the commit, or in that of the watcher."""
        # A reader that subscribes after this look reads after the commit.
        news = [operation for operation in operations if self._bulletin.version_of(operation.id) is not None]
        if news:
            self._call(self._bulletin.publish, news)

    def _reread(self, connection: Connection, ids: Sequence[str]) -> None:
        """Read what is waited for, and publish what is new; in the thread of the watcher."""
        rows = connection.execute(_VERSIONS, (json.dumps(ids),)).fetchall()
        versions = dict(rows)
        now_ms = self._database.now_ms(connection)
        news: list[Operation] = []
        for id in ids:
            known = self._bulletin.version_of(id)
            if known is None or versions.get(id) == known:
                continue
            try:
                news.append(lookups.get(connection, now_ms, id, None))
            except (OperationExpired, OperationUnknown) as error:
                self._call(self._bulletin.publish_gone, id, error)
        self._publish(news)

    def _call(self, callback: Callable[..., None], *arguments: object) -> None:
        with contextlib.suppress(RuntimeError):  # The loop was closed, and the store was not.
            if self._loop is not None:
                self._loop.call_soon_threadsafe(callback, *arguments)
