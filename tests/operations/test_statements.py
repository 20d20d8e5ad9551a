"""Each statement finds its rows by an index; only what has not ended is ever looked through."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from interim.operations import statements as sql
from interim.operations.schema import SCHEMA


def statements() -> Iterator[tuple[str, str]]:
    for name in sql.__all__:
        value: str | tuple[str, ...] = getattr(sql, name)
        for number, statement in enumerate([value] if isinstance(value, str) else value):
            if name in {"BURY", "DELETE"}:
                yield name, statement.format(sql.OVER)
            elif name != "OVER":
                yield f"{name} {number}", statement


@pytest.mark.parametrize(("name", "statement"), list(statements()), ids=[name for name, _ in statements()])
def test_a_statement_finds_its_rows_by_an_index(name: str, statement: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for one in SCHEMA:
            connection.execute(one)
        values = dict.fromkeys(re.findall(r":([a-z_]+)", statement), 1) or (1,) * statement.count("?")
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    for step in plan:
        if re.match(r"SCAN (?!json_each|CONSTANT)", step):
            assert re.fullmatch(r"SCAN operation USING (COVERING )?INDEX operation_lease", step), name


def test_how_many_have_not_ended_is_counted_without_a_look_at_them() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for one in SCHEMA:
            connection.execute(one)
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql.COUNT_LIVE}").fetchall()
    assert [row[3] for row in plan] == ["SCAN operation USING COVERING INDEX operation_lease"]
