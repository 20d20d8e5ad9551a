"""The database: one SQLite file, a thread that writes, a thread that reads. Only this file of the room names sqlite3.

All writes that are waiting go into one transaction, so its flush to the disk is shared by all of them: that is what
makes full durability cheap under load. A write that fails takes the others of its transaction with it; they are then
done again, each in one of its own.
"""

import contextlib
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Literal, TypeVar

from interim.errors import InvalidInput, OperationError, StoreFull, StoreUnavailable
from interim.operations.schema import APPLICATION, SCHEMA, VERSION

__all__ = ["Clock", "Connection", "Database", "Synchronous", "Transaction"]

Connection = sqlite3.Connection
Clock = Callable[[], int]
Synchronous = Literal["full", "normal"]
T = TypeVar("T")

_OLDEST = (3, 37, 0)
_MAX_BATCH = 256
_PAGE = 4096
_WAL_PAGES = 4000
_RETRY_S = 0.005
# SQLite keeps time in ms, and the same time within one statement. unixepoch('subsec') needs SQLite 3.42.
_NOW = "SELECT CAST(round((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)"


class Transaction:
    """What a write gets: use it only inside of that write.

    A write may be done twice, after the first was rolled back, so all that it does has to be in the database. To
    refuse, raise an OperationError before anything is written.

    Attributes:
        connection: for statements.
        now_ms: the database's clock, the same for the whole transaction.
        notes: what to tell `on_commit`.
        memo: shared by the writes of this transaction.
    """

    __slots__ = ("connection", "memo", "notes", "now_ms")

    def __init__(self, connection: Connection, now_ms: int) -> None:
        self.connection = connection
        self.now_ms = now_ms
        self.notes: list[Any] = []
        self.memo: dict[str, int] = {}

    def rows(self, statement: str, values: Any = ()) -> list[Any]:
        """Execute to the end."""
        return self.connection.execute(statement, values).fetchall()


class _Job:
    """A write or a read that somebody waits for."""

    __slots__ = ("future", "work")

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()


class Database:
    """Make it anywhere; `open` it in the process that uses it, since no connection survives a fork.

    Args:
        path: of the file. Its folder must be there, on a disk of this machine.
        synchronous: "full" flushes each transaction to the disk; with "normal" the last ones can be lost when the
            machine, not the process, dies.
        busy_s: how long to wait for another process that writes.
        max_bytes: how large the file may grow; writes fail after that.
        clock: ms since 1970; None is SQLite's own.
        on_commit: called in the writing thread, after each commit, with the notes of its writes.
    """

    def __init__(
        self,
        path: Path,
        *,
        synchronous: Synchronous = "full",
        busy_s: float = 5.0,
        max_bytes: int | None = None,
        clock: Clock | None = None,
        on_commit: Callable[[list[Any]], None] | None = None,
    ) -> None:
        self.path = path
        self._synchronous = synchronous
        self._busy_s = busy_s
        self._max_pages = None if max_bytes is None else max(max_bytes // _PAGE, 1)
        self._clock = clock
        self._on_commit = on_commit
        self._writes: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._reads: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def open(self) -> None:
        """Make or check the file, and start the threads. Blocks.

        Raises:
            InvalidInput: the file cannot be used; says why.
            StoreUnavailable: another process keeps it busy.
        """
        if sqlite3.sqlite_version_info < _OLDEST:
            raise InvalidInput("SQLite", sqlite3.sqlite_version, f"version {'.'.join(map(str, _OLDEST))} or newer")
        try:
            # Results are nobody else's business; SQLite gives its other files the mode of this one.
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            allowed = f"a file that can be written, in a folder that exists ({error.strerror})"
            raise InvalidInput("database", self.path, allowed) from error
        with contextlib.ExitStack() as opened:
            try:
                writer = opened.enter_context(contextlib.closing(self.connect()))
                reader = opened.enter_context(contextlib.closing(self.connect()))
                self._prepare(writer)
            except sqlite3.Error as error:
                raise self._mapped(error) from error
            opened.pop_all()
        self._start("writer", self._write_all, writer)
        self._start("reader", self._read_all, reader)

    def close(self) -> None:
        """Do what is queued, then end the threads. Blocks."""
        self._writes.put(None)
        self._reads.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def connect(self) -> Connection:
        """A connection of the caller's own, for one thread at a time."""
        connection = sqlite3.connect(self.path, timeout=self._busy_s, isolation_level=None, check_same_thread=False)
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        # Larger than SQLite's own 1,000: a checkpoint stops all writes for some ms.
        connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_PAGES}")
        if self._max_pages is not None:
            connection.execute(f"PRAGMA max_page_count = {self._max_pages}")
        return connection

    def now_ms(self, connection: Connection) -> int:
        """The time, by the clock that all processes share."""
        if self._clock is not None:
            return self._clock()
        return int(connection.execute(_NOW).fetchone()[0])

    def write(self, work: Callable[[Transaction], T]) -> "Future[T]":
        """Have it done in the next transaction. See `Transaction`."""
        job = _Job(work)
        self._writes.put(job)
        return job.future

    def read(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Have it done by the reading thread, which no write keeps waiting."""
        job = _Job(work)
        self._reads.put(job)
        return job.future

    def _start(self, name: str, target: Callable[[Connection], None], connection: Connection) -> None:
        # A daemon, so that a process whose loop died without closing can still end.
        thread = threading.Thread(target=target, args=(connection,), name=f"interim-operations-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _prepare(self, connection: Connection) -> None:
        # The change to WAL fails at once when another process, just started too, is about to make it: SQLite does not
        # apply the timeout of the connection there.
        deadline = time.monotonic() + self._busy_s
        mode = ""
        while not mode:
            try:
                (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_S)
        if mode != "wal":
            raise InvalidInput("database", self.path, "a file on a local disk, where SQLite can use its WAL mode")
        connection.execute("BEGIN IMMEDIATE")
        try:
            self._make_or_check(connection)
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise

    def _make_or_check(self, connection: Connection) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if application == 0 and tables == 0:
            for statement in SCHEMA:
                connection.execute(statement)
        elif application != APPLICATION:
            raise InvalidInput("database", self.path, "a file of its own: this one holds something else")
        elif version != VERSION:
            allowed = f"a file of version {VERSION}; this one has {version}, of another interim"
            raise InvalidInput("database", self.path, allowed)

    def _write_all(self, connection: Connection) -> None:
        more = True
        while more:
            jobs: list[_Job] = []
            with contextlib.suppress(queue.Empty):
                while more and len(jobs) < _MAX_BATCH:
                    job = self._writes.get(block=not jobs)
                    if job is None:
                        more = False
                    elif job.future.set_running_or_notify_cancel():
                        jobs.append(job)
            if jobs:
                self._commit(connection, jobs)
        connection.close()

    def _commit(self, connection: Connection, jobs: Sequence[_Job]) -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            # Busy for all of its time: that of the next job would be no better.
            for job in jobs:
                job.future.set_exception(self._mapped(error))
            return
        results: list[tuple[_Job, Any, OperationError | None]] = []
        try:
            transaction = Transaction(connection, self.now_ms(connection))
            for job in jobs:
                try:
                    results.append((job, job.work(transaction), None))
                except OperationError as refusal:
                    results.append((job, None, refusal))
            connection.execute("COMMIT")
        except Exception as error:
            _roll_back(connection)
            if len(jobs) > 1:
                for job in jobs:
                    self._commit(connection, [job])
            else:
                jobs[0].future.set_exception(self._mapped(error) if isinstance(error, sqlite3.Error) else error)
            return
        if self._on_commit is not None and transaction.notes:
            self._on_commit(transaction.notes)
        for job, result, refused in results:
            if refused is None:
                job.future.set_result(result)
            else:
                job.future.set_exception(refused)

    def _read_all(self, connection: Connection) -> None:
        while (job := self._reads.get()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                result = job.work(connection)
            except sqlite3.Error as error:
                job.future.set_exception(self._mapped(error))
            except Exception as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(result)
        connection.close()

    def _mapped(self, error: sqlite3.Error) -> Exception:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_NOTADB":
            return InvalidInput("database", self.path, "an SQLite database, or a file that is not there yet")
        if name.startswith("SQLITE_BUSY"):
            return StoreUnavailable("another process keeps it busy")
        if name == "SQLITE_FULL":
            return StoreFull("the disk, or the file, is full")
        return StoreUnavailable(f"{error} ({name or type(error).__name__})")


def _roll_back(connection: Connection) -> None:
    # SQLite has done so itself after some errors, a full disk among them.
    if connection.in_transaction:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
