"""The contract of a table, held against each kind of it."""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.table import (
    IDLE_NS,
    MAX_KEY_CHARACTERS,
    MAX_LIMIT,
    MemoryTable,
    SqliteTable,
    Table,
    open_table,
)

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

MakeTable = Callable[..., MemoryTable | SqliteTable]
SECOND = 1_000_000_000
START = 1_000 * SECOND


@pytest.fixture(params=["memory", "sqlite"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeTable]:
    made: list[MemoryTable | SqliteTable] = []

    def make_table(**options: int) -> MemoryTable | SqliteTable:
        table = MemoryTable(**options) if request.param == "memory" else SqliteTable(tmp_path / "table.db", **options)
        made.append(table)
        return table

    yield make_table
    for table in made:
        table.close()


def test_a_sequence_is_taken_in_order_and_its_last_position_stays(make: MakeTable) -> None:
    table = make()
    assert [table.take("a", 3, START) for _ in range(5)] == [0, 1, 2, 2, 2]


def test_a_sequence_of_one_has_one_position(make: MakeTable) -> None:
    table = make()
    assert [table.take("a", 1, START) for _ in range(2)] == [0, 0]


def test_keys_do_not_meet(make: MakeTable) -> None:
    table = make()
    keys = ["a", "b", "A", "ä", "\x00", "a\x00", "\ud800", "' OR 1=1 --"]
    assert [table.take(key, 3, START) for key in keys] == [0] * len(keys)
    assert [table.take(key, 3, START) for key in keys] == [1] * len(keys)


def test_a_sequence_and_a_rate_of_one_key_do_not_meet(make: MakeTable) -> None:
    table = make()
    assert table.admit("a", 1, SECOND, START) is None
    assert table.take("a", 3, START) == 0
    assert table.admit("a", 1, SECOND, START) == SECOND


def test_a_sequence_that_nobody_asks_for_is_forgotten(make: MakeTable) -> None:
    table = make()
    table.take("a", 3, START)
    assert table.take("a", 3, START + IDLE_NS - 1) == 1
    assert table.take("a", 3, START + 2 * IDLE_NS - 1) == 0


def test_a_rate_admits_its_limit_and_tells_when_the_next_is_admitted(make: MakeTable) -> None:
    table = make()
    assert table.admit("a", 2, 2 * SECOND, START) is None
    assert table.admit("a", 2, 2 * SECOND, START + SECOND) is None
    assert table.admit("a", 2, 2 * SECOND, START + SECOND) == SECOND
    assert table.admit("a", 2, 2 * SECOND, START + 2 * SECOND - 1) == 1
    assert table.admit("a", 2, 2 * SECOND, START + 2 * SECOND) is None
    assert table.admit("a", 2, 2 * SECOND, START + 2 * SECOND) == SECOND


def test_a_refused_request_does_not_count(make: MakeTable) -> None:
    table = make()
    assert table.admit("a", 1, SECOND, START) is None
    for now in range(START, START + SECOND, SECOND // 10):
        assert table.admit("a", 1, SECOND, now) == START + SECOND - now
    assert table.admit("a", 1, SECOND, START + SECOND) is None


def test_a_rate_with_a_lower_limit_waits_for_what_the_higher_one_admitted(make: MakeTable) -> None:
    table = make()
    for second in range(4):
        assert table.admit("a", 5, 10 * SECOND, START + second * SECOND) is None
    assert table.admit("a", 2, 10 * SECOND, START + 3 * SECOND) == 9 * SECOND


def test_a_window_longer_than_the_idle_time_is_kept(make: MakeTable) -> None:
    table = make(idle_ns=SECOND)
    assert table.admit("a", 1, 10 * SECOND, START) is None
    assert table.admit("a", 1, 10 * SECOND, START + 5 * SECOND) == 5 * SECOND


def test_a_worker_whose_clock_was_read_a_moment_earlier_is_not_ahead(make: MakeTable) -> None:
    table = make()
    assert table.admit("a", 2, SECOND, START) is None
    assert table.admit("a", 2, SECOND, START - 5) is None
    assert table.admit("a", 2, SECOND, START + SECOND - 1) == 1
    assert table.take("b", 3, START) == 0
    assert table.take("b", 3, START - 5) == 1


def test_a_table_holds_so_many_keys_and_forgets_the_one_unused_for_longest(make: MakeTable) -> None:
    table = make(max_keys=3)
    for now, key in enumerate("abc", START):
        table.take(key, 9, now)
        assert table.admit(key, 1, IDLE_NS, now) is None
    table.take("a", 9, START + 10)
    table.take("d", 9, START + 11)
    assert table.admit("d", 1, IDLE_NS, START + 11) is None
    assert len(table) == 6
    assert table.take("a", 9, START + 12) == 2
    assert table.take("b", 9, START + 13) == 0
    assert table.admit("c", 1, IDLE_NS, START + 14) is not None
    assert table.admit("a", 1, IDLE_NS, START + 15) is None
    assert len(table) == 6


@pytest.mark.parametrize("key", ["", "k" * (MAX_KEY_CHARACTERS + 1)])
def test_a_key_is_neither_empty_nor_long(make: MakeTable, key: str) -> None:
    table = make()
    with pytest.raises(InvalidInput, match="key"):
        table.take(key, 3, START)
    with pytest.raises(InvalidInput, match="key"):
        table.admit(key, 3, SECOND, START)


@pytest.mark.parametrize("limit", [0, MAX_LIMIT + 1])
def test_a_rate_has_a_limit_that_can_be_kept(make: MakeTable, limit: int) -> None:
    with pytest.raises(InvalidInput, match="1 to 1000 requests"):
        make().admit("a", limit, SECOND, START)


def test_the_highest_limit_is_exact(make: MakeTable) -> None:
    table = make()
    admitted = [table.admit("a", MAX_LIMIT, SECOND, START + n) for n in range(MAX_LIMIT + 1)]
    assert admitted == [None] * MAX_LIMIT + [SECOND - MAX_LIMIT]


@given(
    gaps=st.lists(st.integers(min_value=0, max_value=8), max_size=60),
    limit=st.integers(min_value=1, max_value=4),
    window=st.integers(min_value=1, max_value=20),
)
def test_no_window_wherever_it_begins_admits_more_than_the_limit(gaps: list[int], limit: int, window: int) -> None:
    table = MemoryTable()
    now = START
    admitted: list[int] = []
    for gap in gaps:
        now += gap
        wait = table.admit("a", limit, window, now)
        if wait is None:
            admitted.append(now)
        else:
            assert MemoryTable.admit(table, "a", limit, window, now + wait - 1) == 1
    assert all(sum(1 for time in admitted if begin <= time < begin + window) <= limit for begin in admitted)


def test_a_file_outlives_the_table(tmp_path: Path) -> None:
    path = tmp_path / "table.db"
    first = SqliteTable(path)
    first.take("a", 3, START)
    first.close()
    second = SqliteTable(path)
    assert second.take("a", 3, START) == 1
    second.close()


def test_a_file_from_before_the_machine_was_started_anew_is_forgotten(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "table.db")
    table.take("a", 3, START)
    assert table.admit("a", 1, SECOND, START) is None
    assert table.take("a", 3, SECOND) == 0
    assert table.take("a", 3, SECOND) == 1
    assert table.admit("a", 1, SECOND, SECOND) is None
    table.close()


def test_a_failed_call_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "table.db")
    table.take("a", 3, START)
    with pytest.raises(OverflowError):
        table.take("a", 3, 2**80)
    assert table.take("a", 3, START) == 1
    table.close()


def test_a_file_that_another_program_keeps_locked_is_given_up_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interim.simulator.table._BUSY_NS", 20_000_000)
    other = sqlite3.connect(tmp_path / "table.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        SqliteTable(tmp_path / "table.db")
    other.close()
    SqliteTable(tmp_path / "table.db").close()


@pytest.mark.parametrize(("name", "kind"), [(None, MemoryTable), ("table.db", SqliteTable)])
def test_the_configuration_says_where_the_table_is(tmp_path: Path, name: str | None, kind: type[Table]) -> None:
    table = open_table(Config(table_path=str(tmp_path / name) if name else None))
    assert isinstance(table, kind)
    table.close()


def take_many(path: Path, count: int, start: Barrier, out: "Queue[list[int]]") -> None:
    start.wait(15)
    table = SqliteTable(path)
    out.put([table.take("a", 10_000, time.monotonic_ns()) for _ in range(count)])
    table.close()


def test_workers_that_hammer_one_key_get_each_position_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, out = context.Barrier(3), context.Queue()
    workers = [context.Process(target=take_many, args=(tmp_path / "table.db", 200, start, out)) for _ in range(3)]
    for worker in workers:
        worker.start()
    taken = [out.get(timeout=15) for _ in workers]
    for worker in workers:
        worker.join(15)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert sorted(position for positions in taken for position in positions) == list(range(600))
    assert all(earlier < later for positions in taken for earlier, later in pairwise(positions))
