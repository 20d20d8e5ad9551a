"""A store of each kind, with a clock that moves when a test says so."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from interim.operations.sqlite_store import SqliteStore
from tests.fakes.memory_store import MemoryStore, MsClock

Kept = MemoryStore | SqliteStore
MakeStore = Callable[..., Awaitable[Kept]]
KINDS = ["memory", "sqlite"]


DEADLINE_S = 10.0


async def until(condition: Callable[[], object]) -> None:
    """Let everything else run until the condition holds."""
    async with asyncio.timeout(DEADLINE_S):
        while not condition():  # noqa: ASYNC110 - for what has no event
            await asyncio.sleep(0.001)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> MsClock:
    return MsClock()


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
async def make_store(kind: str, clock: MsClock, tmp_path: Path) -> AsyncIterator[MakeStore]:
    """Makes a store; of SQLite, those of one test share their file."""
    made: list[Kept] = []

    async def make(**options: Any) -> Kept:
        store: Kept = (
            MemoryStore(clock, **options)
            if kind == "memory"
            else SqliteStore(tmp_path / "operations.db", clock=clock, synchronous="normal", **options)
        )
        await store.open()
        made.append(store)
        return store

    yield make
    for store in made:
        await store.close()


@pytest.fixture
async def store(make_store: MakeStore) -> Kept:
    return await make_store()
