"""What the SQLite store does beyond the contract: several on one file, a disk that fills up, clocks that go wrong."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from interim.errors import OperationExpired, OperationUnknown, StoreFull, StoreUnavailable
from interim.operations.operation import New, Operation, Outcome, State
from interim.operations.sqlite_store import SqliteStore
from interim.operations.store import Claimant
from tests.fakes.memory_store import MsClock
from tests.operations.conftest import until

pytestmark = pytest.mark.anyio

ME = Claimant(worker="me", names=frozenset({"render"}), lease_s=30)
DONE = Outcome(state=State.SUCCEEDED, status=200, content=b"done")
DEADLINE_S = 10.0
Open = Callable[..., Awaitable[SqliteStore]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operations.db"


@pytest.fixture
async def open_store(path: Path, clock: MsClock) -> AsyncIterator[Open]:
    opened: list[SqliteStore] = []

    async def make(**options: Any) -> SqliteStore:
        store = SqliteStore(path, clock=clock, synchronous="normal", **options)
        await store.open()
        opened.append(store)
        return store

    yield make
    for store in opened:
        await store.close()


async def running(store: SqliteStore, **changes: Any) -> Operation:
    operation, _ = await store.create(New(name="render", **changes), ME)
    return operation


def of(operation: Operation) -> tuple[str, int]:
    return operation.id, operation.attempt


async def test_who_waits_in_one_process_hears_of_the_end_in_another(open_store: Open) -> None:
    # Two stores on one file are to SQLite what two processes are; that two processes are, too, is in tests/e2e.
    here, there = await open_store(reread_s=3600), await open_store()
    operation = await running(here)
    async with asyncio.timeout(DEADLINE_S), here.watch(operation.id) as watch:
        await there.progress(of(operation), 0.5, "half")
        assert (await watch.changed(operation.version)).message == "half"
        await there.finish(of(operation), DONE)
        assert (await watch.finished()).content == b"done"


async def test_who_begins_to_wait_later_hears_of_it_too(open_store: Open) -> None:
    here, there = await open_store(reread_s=3600), await open_store()
    first, second = await running(there), await running(there)
    async with asyncio.timeout(DEADLINE_S), here.watch(first.id) as watch:
        await there.finish(of(first), DONE)
        await watch.finished()
        async with here.watch(second.id) as later:
            await there.finish(of(second), DONE)
            await later.finished()
    third = await running(there)
    async with asyncio.timeout(DEADLINE_S), here.watch(third.id) as watch:
        await there.finish(of(third), DONE)
        await watch.finished()


async def test_a_poll_without_a_write_reads_nothing_else(open_store: Open) -> None:
    store = await open_store(poll_s=0.001, reread_s=3600)
    operation = await running(store)
    statements: list[str] = []
    async with store.watch(operation.id):
        await until(lambda: store._watcher._change >= 0)
        store._watcher._connection.set_trace_callback(statements.append)
        await until(lambda: len(statements) >= 10)
        store._watcher._connection.set_trace_callback(None)
    assert set(statements) == {"PRAGMA data_version"}


async def test_a_change_that_nobody_told_of_is_found_all_the_same(open_store: Open, path: Path) -> None:
    store = await open_store(reread_s=0.05)
    operation = await running(store)
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE operation SET message = 'silent', version = version + 1")
        assert (await watch.changed(operation.version)).message == "silent"


async def test_who_waits_for_what_expires_meanwhile_is_told(open_store: Open, path: Path, clock: MsClock) -> None:
    store = await open_store(reread_s=0.05)
    operation = await running(store, ttl_s=10)
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        # Finished, expired and swept between two looks: what a process sees that was stopped for so long.
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("DELETE FROM operation")
            other.execute("INSERT INTO gone VALUES (?, '', ?)", (operation.id, clock() + 1000))
            other.execute("COMMIT")
        with pytest.raises(OperationExpired):
            await watch.finished()
        with pytest.raises(OperationExpired):
            watch.read()


async def test_who_has_seen_the_end_keeps_it_when_it_expires(open_store: Open, clock: MsClock) -> None:
    store = await open_store(reread_s=0.02)
    operation = await running(store, ttl_s=10)
    async with asyncio.timeout(DEADLINE_S), store.watch(operation.id) as watch:
        await store.finish(of(operation), DONE)
        await watch.finished()
        clock.advance(10)
        await store.expire()
        # Another look, which finds that it is gone: seen by somebody who waits for something else.
        other = await running(store)
        async with store.watch(other.id) as second:
            await store.finish(of(other), DONE)
            await second.finished()
        assert watch.read().content == b"done"
    with pytest.raises(OperationExpired):
        async with store.watch(operation.id):
            pass


async def test_a_store_that_nobody_waits_for_looks_at_nothing(open_store: Open) -> None:
    store = await open_store()
    operation = await running(store)
    async with store.watch(operation.id):
        assert store._bulletin.watched() == [operation.id]
    assert len(store._bulletin) == 0


async def test_a_file_that_may_not_grow_takes_no_new_operations_but_the_ends_of_old_ones(open_store: Open) -> None:
    store = await open_store(max_bytes=400_000)
    started: list[Operation] = []

    async def start_many() -> None:
        while True:
            started.append(await running(store, args='{"a": "' + "x" * 8000 + '"}'))

    with pytest.raises(StoreFull) as caught:
        await start_many()
    assert caught.value.reason == "its file may not grow further"
    assert len(started) > 10
    for operation in started:
        assert await store.finish(of(operation), DONE)


async def test_a_disk_that_is_almost_full_takes_no_new_operations(open_store: Open) -> None:
    store = await open_store(min_free_bytes=1 << 60)
    with pytest.raises(StoreFull, match="the disk is almost full"):
        await running(store)


async def test_a_busy_store_refuses_before_the_work_starts(open_store: Open, path: Path) -> None:
    store = await open_store(busy_s=0.02)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable):
            await running(store)
        assert await store.look(ME, []) is not None
        other.execute("ROLLBACK")
    assert (await running(store)).state is State.RUNNING


async def test_a_clock_that_is_set_back_does_not_keep_the_dead_alive(open_store: Open, clock: MsClock) -> None:
    store = await open_store()
    dead, waits = await running(store), (await store.create(New(name="render")))[0]
    clock.advance(-3600)
    assert (await store.look(ME, [])).lapsed
    assert await store.reap(ME) == []
    assert not (await store.look(ME, [])).lapsed
    claimed = await store.claim(waits.id, ME)
    assert claimed is not None
    clock.advance(30)
    assert set(await store.reap(ME)) == {dead.id, waits.id}


async def test_a_watcher_whose_look_fails_looks_again(
    open_store: Open, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here, there = await open_store(reread_s=0.05), await open_store()
    operation = await running(here)
    async with asyncio.timeout(DEADLINE_S), here.watch(operation.id) as watch:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("ALTER TABLE counter RENAME TO elsewhere")
            await until(lambda: caplog.records)
            other.execute("ALTER TABLE elsewhere RENAME TO counter")
        await there.finish(of(operation), DONE)
        await watch.finished()
    assert "looking for changed operations failed" in caplog.text


async def test_a_change_for_an_event_loop_that_has_ended_is_dropped(path: Path) -> None:
    store = SqliteStore(path)

    async def forget_to_close() -> Operation:
        await store.open()
        return await running(store)

    operation = await asyncio.to_thread(asyncio.run, forget_to_close())
    with store._bulletin.watch(operation.id) as watch:
        # Each waits for the write itself on this loop; what is told to who waits goes to the other, which is gone.
        assert await store.finish(of(operation), DONE)
        with pytest.raises(OperationUnknown):
            watch.read()
    await store.close()
