"""The database on a real file: who may open it, what a transaction holds, and what its failures are called."""

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from interim.errors import InvalidInput, OperationUnknown, StoreFull, StoreUnavailable
from interim.operations.database import Database, Transaction
from interim.operations.schema import VERSION

DEADLINE_S = 10.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operations.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database(path, synchronous="normal")
    database.open()
    yield database
    database.close()


def insert(text: str) -> Any:
    def write(transaction: Transaction) -> int:
        transaction.notes.append(text)
        transaction.rows("INSERT INTO gone VALUES (?, '', 0)", (text,))
        return len(transaction.notes)

    return write


def everything(database: Database) -> list[str]:
    rows = database.read(lambda connection: connection.execute("SELECT id FROM gone ORDER BY id").fetchall())
    return [id for (id,) in rows.result(DEADLINE_S)]


class Held:
    """Keeps the writing thread in one write until it is let go."""

    def __init__(self, database: Database) -> None:
        self.go = threading.Event()
        self.entered = threading.Event()
        self.future = database.write(self._write)
        assert self.entered.wait(DEADLINE_S)

    def _write(self, _transaction: Transaction) -> None:
        self.entered.set()
        assert self.go.wait(DEADLINE_S)


# Opening.


def test_the_file_is_its_owners_alone(database: Database, path: Path) -> None:
    database.write(insert("a")).result(DEADLINE_S)
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        assert stat.S_IMODE(name.stat().st_mode) & 0o077 == 0


def test_a_file_can_be_opened_again_and_by_two(database: Database, path: Path) -> None:
    database.write(insert("a")).result(DEADLINE_S)
    other = Database(path)
    other.open()
    assert everything(other) == ["a"]
    other.close()
    database.write(insert("b")).result(DEADLINE_S)


def test_many_may_make_the_file_at_once(path: Path) -> None:
    databases = [Database(path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        for opened in [pool.submit(database.open) for database in databases]:
            opened.result(DEADLINE_S)
    for database in databases:
        database.close()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"nowhere/operations\.db.*folder that exists"):
        Database(tmp_path / "nowhere" / "operations.db").open()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="a file that can be written"):
        Database(tmp_path).open()


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_bytes(b"dear diary, " * 1000)
    with pytest.raises(InvalidInput, match="an SQLite database"):
        Database(path).open()
    assert path.read_bytes() == b"dear diary, " * 1000


def test_a_database_of_somebody_else_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE users (id)")
    with pytest.raises(InvalidInput, match="a file of its own"):
        Database(path).open()


def test_a_file_of_another_version_is_refused(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(InvalidInput, match=f"this one has {VERSION + 1}"):
        Database(path).open()


def test_an_sqlite_that_is_too_old_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(InvalidInput, match=r"3\.37\.0 or newer"):
        Database(path).open()


@pytest.mark.parametrize(("synchronous", "number"), [("normal", 1), ("full", 2)])
def test_each_connection_flushes_as_it_was_told(path: Path, synchronous: Any, number: int) -> None:
    database = Database(path, synchronous=synchronous)
    database.open()
    pragma = "PRAGMA synchronous", "PRAGMA journal_mode"
    assert database.write(lambda transaction: [transaction.rows(one) for one in pragma]).result(DEADLINE_S) == [
        [(number,)],
        [("wal",)],
    ]
    database.close()


def test_the_clock_is_that_of_the_database_to_the_millisecond(database: Database) -> None:
    before = datetime.now(UTC).timestamp() * 1000
    now_ms = database.write(lambda transaction: transaction.now_ms).result(DEADLINE_S)
    after = datetime.now(UTC).timestamp() * 1000
    assert before - 2 <= now_ms <= after + 2


# Transactions.


def test_writes_that_wait_share_one_transaction(path: Path) -> None:
    committed: list[list[str]] = []
    database = Database(path, on_commit=lambda notes: committed.append(list(notes)))
    database.open()
    held = Held(database)
    waiting = [database.write(insert(f"{number:02}")) for number in range(50)]
    held.go.set()
    assert [one.result(DEADLINE_S) for one in waiting] == list(range(1, 51))
    database.close()
    assert committed == [[f"{number:02}" for number in range(50)]]


def test_a_write_that_fails_does_not_take_the_others_with_it(database: Database) -> None:
    def broken(transaction: Transaction) -> None:
        transaction.rows("INSERT INTO gone VALUES ('broken', '', 0)")
        raise ZeroDivisionError

    held = Held(database)
    waiting = [database.write(write) for write in (insert("a"), broken, insert("a"), insert("b"))]
    held.go.set()
    errors = [one.exception(DEADLINE_S) for one in waiting]
    assert errors[0] is None
    assert isinstance(errors[1], ZeroDivisionError)
    assert isinstance(errors[2], StoreUnavailable)
    assert "UNIQUE" in str(errors[2])
    assert errors[3] is None
    assert everything(database) == ["a", "b"]


def test_a_refusal_costs_the_others_nothing(path: Path) -> None:
    committed: list[list[str]] = []

    def refuse(_transaction: Transaction) -> None:
        raise OperationUnknown("x")

    database = Database(path, on_commit=committed.append)
    database.open()
    held = Held(database)
    waiting = [database.write(write) for write in (insert("a"), refuse, insert("b"))]
    held.go.set()
    assert isinstance(waiting[1].exception(DEADLINE_S), OperationUnknown)
    assert everything(database) == ["a", "b"]
    assert committed == [["a", "b"]]
    database.close()


def test_a_write_that_nobody_waits_for_any_more_is_not_done(database: Database) -> None:
    held = Held(database)
    waiting = [database.write(insert(text)) for text in "ab"]
    assert waiting[0].cancel()
    held.go.set()
    waiting[1].result(DEADLINE_S)
    assert everything(database) == ["b"]


def test_closing_does_what_is_queued(path: Path) -> None:
    database = Database(path)
    database.open()
    held = Held(database)
    waiting = [database.write(insert(text)) for text in "ab"]
    held.go.set()
    database.close()
    assert all(one.done() for one in waiting)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM gone").fetchone() == (2,)


def test_a_read_does_not_wait_for_a_write(database: Database) -> None:
    held = Held(database)
    assert everything(database) == []
    held.go.set()


def test_a_read_that_fails_is_told_and_the_next_goes_on(database: Database) -> None:
    def broken(_connection: sqlite3.Connection) -> None:
        raise ZeroDivisionError

    assert isinstance(database.read(broken).exception(DEADLINE_S), ZeroDivisionError)
    wrong = database.read(lambda connection: connection.execute("SELECT nothing"))
    assert isinstance(wrong.exception(DEADLINE_S), StoreUnavailable)
    cancelled = threading.Event()
    waits = database.read(lambda _connection: cancelled.wait(DEADLINE_S))
    unwanted = database.read(lambda _connection: pytest.fail("nobody waits for it"))
    assert unwanted.cancel()
    cancelled.set()
    assert waits.result(DEADLINE_S)
    assert everything(database) == []


# Failures.


def test_a_database_that_another_process_keeps_busy_is_unavailable_and_comes_back(path: Path) -> None:
    database = Database(path, busy_s=0.05)
    database.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        held = [database.write(insert(text)) for text in "ab"]
        for one in held:
            error = one.exception(DEADLINE_S)
            assert isinstance(error, StoreUnavailable)
            assert error.reason == "another process keeps it busy"
            assert error.retry_after_s > 0
        other.execute("ROLLBACK")
    database.write(insert("c")).result(DEADLINE_S)
    assert everything(database) == ["c"]
    database.close()


def test_a_database_that_is_busy_while_it_is_opened_is_unavailable(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            Database(path, busy_s=0.05).open()


def test_a_full_file_refuses_what_is_large_and_takes_what_is_small(path: Path) -> None:
    database = Database(path, max_bytes=200_000)
    database.open()
    held = Held(database)
    waiting = [database.write(insert(text)) for text in ("a", "x" * 1_000_000, "b")]
    held.go.set()
    errors = [one.exception(DEADLINE_S) for one in waiting]
    assert errors[0] is None
    assert isinstance(errors[1], StoreFull)
    assert errors[2] is None
    assert everything(database) == ["a", "b"]
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_disk_that_does_not_take_more_is_unavailable(path: Path) -> None:
    # /dev/full is no file for SQLite; a limit on the size of files is what a full disk looks like to a process.
    resource = pytest.importorskip("resource")
    database = Database(path)
    database.open()
    database.write(insert("a")).result(DEADLINE_S)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(one.stat().st_size for one in path.parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, before[1]))
    try:
        error = database.write(insert("x" * 1_000_000)).exception(DEADLINE_S)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(error, StoreUnavailable)
    database.write(insert("b")).result(DEADLINE_S)
    assert everything(database) == ["a", "b"]
    database.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_refused(path: Path) -> None:
    path.touch(0o400)
    with pytest.raises(InvalidInput, match="can be written"):
        Database(path).open()
