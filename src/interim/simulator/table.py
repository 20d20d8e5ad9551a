"""The table: whose turn it is in each sequence, and who was admitted lately; in memory, or in a file for workers."""

import sqlite3
import struct
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from interim.errors import InvalidInput
from interim.simulator.config import SECOND_NS, Config

__all__ = [
    "IDLE_NS",
    "MAX_KEYS",
    "MAX_KEY_CHARACTERS",
    "MAX_LIMIT",
    "MemoryTable",
    "SqliteTable",
    "Table",
    "open_table",
]

IDLE_NS = 600 * SECOND_NS
"""A key that nobody used for so long is forgotten, and starts anew."""
MAX_KEYS = 10_000
"""Of sequences, and as many of rates. Past it the key that was not used for longest is forgotten."""
MAX_KEY_CHARACTERS = 200
MAX_LIMIT = 1000
"""How many requests a rate can admit in its window: the time of each is kept."""

_BUSY_NS = 2 * SECOND_NS
_RETRY_S = 0.005
Log = tuple[int, ...]
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS sequence (key BLOB PRIMARY KEY, value INTEGER, used_ns INTEGER, until_ns INTEGER)",
    "CREATE TABLE IF NOT EXISTS rate (key BLOB PRIMARY KEY, value BLOB, used_ns INTEGER, until_ns INTEGER)",
    "CREATE INDEX IF NOT EXISTS sequence_used ON sequence (used_ns)",
    "CREATE INDEX IF NOT EXISTS rate_used ON rate (used_ns)",
)


class Table(Protocol):
    """Sequences and rates by key. To be used by one thread at a time; no call waits for anything but another worker.

    Times are of the monotonic clock, which the processes of one machine share. The key is all there is: who wants two
    sequences not to meet gives them different keys.
    """

    def take(self, key: str, length: int, now_ns: int) -> int:
        """The position, from 0, that this call has in the sequence of `length`; no two calls have the same.

        When the sequence is exhausted every call has the last one: fail twice, then succeed, and stay so.

        Raises:
            InvalidInput: the key is empty or too long.
        """

    def admit(self, key: str, limit: int, window_ns: int, now_ns: int) -> int | None:
        """Admit this call, or say in how many ns the next would be.

        In no span of `window_ns`, wherever it begins, are more than `limit` admitted: the times of the admitted are
        kept, a sliding window log. Counting in fixed windows would need less, and admit twice as many around the
        border of two. Calls that were refused do not count.

        Raises:
            InvalidInput: the key is empty or too long, or the limit is not 1 to `MAX_LIMIT`.
        """

    def close(self) -> None:
        """Give back what was opened. Nothing may be called after it."""


class MemoryTable:
    """A table of one process. Keeps the contract of `Table`."""

    def __init__(self, *, max_keys: int = MAX_KEYS, idle_ns: int = IDLE_NS) -> None:
        self._max_keys = max_keys
        self._idle_ns = idle_ns
        # By last use; each with the time at which it is to be forgotten.
        self._sequences: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._rates: OrderedDict[str, tuple[Log, int]] = OrderedDict()

    def take(self, key: str, length: int, now_ns: int) -> int:
        """See `Table.take`."""
        _check_key(key)
        taken, until_ns = self._sequences.get(key, (0, 0))
        position = taken if now_ns < until_ns else 0
        self._sequences[key] = (position + 1, now_ns + self._idle_ns)
        self._trim(self._sequences, key)
        return min(position, length - 1)

    def admit(self, key: str, limit: int, window_ns: int, now_ns: int) -> int | None:
        """See `Table.admit`."""
        _check_key(key)
        _check_limit(limit)
        log, until_ns = self._rates.get(key, ((), 0))
        log, wait_ns = _judge(log if now_ns < until_ns else (), limit, window_ns, now_ns)
        self._rates[key] = (log, now_ns + max(self._idle_ns, window_ns))
        self._trim(self._rates, key)
        return wait_ns

    def close(self) -> None:
        """See `Table.close`."""
        self._sequences.clear()
        self._rates.clear()

    def __len__(self) -> int:
        return len(self._sequences) + len(self._rates)

    def _trim(self, entries: OrderedDict[str, Any], key: str) -> None:
        entries.move_to_end(key)
        if len(entries) > self._max_keys:
            entries.popitem(last=False)


class SqliteTable:
    """A table in a file, shared by the workers of one machine. Keeps the contract of `Table`.

    A call is one small transaction without a disk flush, some 50 µs, and waits while another worker has one.
    """

    def __init__(self, path: Path, *, max_keys: int = MAX_KEYS, idle_ns: int = IDLE_NS) -> None:
        self._max_keys = max_keys
        self._idle_ns = idle_ns
        # Autocommit, because the transactions are ours. Not bound to a thread: test clients run an app in several.
        self._database = sqlite3.connect(
            path, timeout=_BUSY_NS / SECOND_NS, isolation_level=None, check_same_thread=False
        )
        self._prepare()

    def take(self, key: str, length: int, now_ns: int) -> int:
        """See `Table.take`."""
        octets = _check_key(key)
        with self._transaction():
            taken = self._load("sequence", octets, now_ns)
            position = taken if isinstance(taken, int) else 0
            self._save("sequence", octets, position + 1, now_ns, self._idle_ns, is_new=taken is None)
        return min(position, length - 1)

    def admit(self, key: str, limit: int, window_ns: int, now_ns: int) -> int | None:
        """See `Table.admit`."""
        octets = _check_key(key)
        _check_limit(limit)
        with self._transaction():
            packed = self._load("rate", octets, now_ns)
            log = _unpack(packed) if isinstance(packed, bytes) else ()
            log, wait_ns = _judge(log, limit, window_ns, now_ns)
            keep_ns = max(self._idle_ns, window_ns)
            self._save("rate", octets, struct.pack(f"<{len(log)}q", *log), now_ns, keep_ns, is_new=packed is None)
        return wait_ns

    def close(self) -> None:
        """See `Table.close`."""
        self._database.close()

    def __len__(self) -> int:
        count = "SELECT (SELECT count(*) FROM sequence) + (SELECT count(*) FROM rate)"
        return int(self._database.execute(count).fetchone()[0])

    def _prepare(self) -> None:
        # The change to WAL fails at once when another worker, just started too, is about to make it: SQLite does not
        # apply the timeout of the connection there.
        deadline_ns = time.monotonic_ns() + _BUSY_NS
        while True:
            try:
                self._database.execute("PRAGMA journal_mode = WAL")
                break
            except sqlite3.OperationalError:
                if time.monotonic_ns() > deadline_ns:
                    self._database.close()
                    raise
                time.sleep(_RETRY_S)
        # What a crash of the machine loses is turns in tests.
        self._database.execute("PRAGMA synchronous = OFF")
        with self._transaction():
            for statement in _SCHEMA:
                self._database.execute(statement)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE: two workers that read the same turn and then both write would be one too many.
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _load(self, table: str, key: bytes, now_ns: int) -> int | bytes | None:
        row = self._database.execute(f"SELECT value, used_ns, until_ns FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608
        if row is None:
            return None
        value, used_ns, until_ns = row
        # The monotonic clock begins anew when the machine does; what was used in its future was used before that.
        # A worker may come a moment later than the time it has read.
        alive = now_ns < until_ns and used_ns < now_ns + SECOND_NS
        return value if alive else None

    def _save(self, table: str, key: bytes, value: int | bytes, now_ns: int, keep_ns: int, *, is_new: bool) -> None:
        self._database.execute(f"REPLACE INTO {table} VALUES (?, ?, ?, ?)", (key, value, now_ns, now_ns + keep_ns))  # noqa: S608
        if is_new:
            (count,) = self._database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            if count > self._max_keys:
                excess = f"SELECT key FROM {table} ORDER BY used_ns LIMIT ?"  # noqa: S608
                self._database.execute(f"DELETE FROM {table} WHERE key IN ({excess})", (count - self._max_keys,))  # noqa: S608


def open_table(config: Config) -> Table:
    """The table of a simulator: in its file, or in memory when it has none."""
    return MemoryTable() if config.table_path is None else SqliteTable(Path(config.table_path))


def _judge(log: Log, limit: int, window_ns: int, now_ns: int) -> tuple[Log, int | None]:
    """The times still in the window, this one added if it is admitted; else how long until one is."""
    # Another worker may have admitted a moment later than this one read the clock; the log has to stay in order.
    now_ns = max(now_ns, log[-1]) if log else now_ns
    recent = log[bisect_right(log, now_ns - window_ns) :]
    if len(recent) < limit:
        return (*recent, now_ns), None
    return recent, recent[-limit] + window_ns - now_ns


def _unpack(packed: bytes) -> Log:
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def _check_key(key: str) -> bytes:
    if not 1 <= len(key) <= MAX_KEY_CHARACTERS:
        raise InvalidInput("key", key[:MAX_KEY_CHARACTERS], f"1 to {MAX_KEY_CHARACTERS} characters")
    # A lone surrogate is no UTF-8, but no reason to fail either.
    return key.encode("utf-8", "surrogatepass")


def _check_limit(limit: int) -> None:
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidInput("rate", limit, f"1 to {MAX_LIMIT} requests in a window")
