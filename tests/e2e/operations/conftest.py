"""Processes with operations, on a file of the test's own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.operations.children import Children, children_in


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Children]:
    with children_in(tmp_path) as children:
        yield children
    # Whatever was killed, and when: the file is sound, and nothing in it is left half way.
    if children.path.exists():
        with closing(sqlite3.connect(children.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
