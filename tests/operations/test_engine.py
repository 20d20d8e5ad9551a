import asyncio
import inspect
import logging
import threading
from pathlib import Path

import pytest

from interim.operations.engine import Engine
from interim.operations.operation import State
from interim.operations.settings import EngineSettings
from interim.operations.sqlite_store import SqliteStore
from tests.operations.test_store import render

pytestmark = pytest.mark.anyio

SETTINGS = EngineSettings(drain_s=0.05)


def engine(path: Path) -> Engine:
    return Engine(SqliteStore(path / "operations.db"), {}, SETTINGS)


def threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("interim-operations")]


async def test_an_engine_leaves_no_thread_and_no_task_behind(tmp_path: Path) -> None:
    tasks = asyncio.all_tasks()
    async with engine(tmp_path) as one:
        assert len(threads()) == 4
        assert await one.runner.start(render())
    assert threads() == []
    assert asyncio.all_tasks() == tasks


async def test_two_engines_are_two_workers(tmp_path: Path) -> None:
    async with engine(tmp_path) as one, engine(tmp_path) as other:
        assert one.runner.claimant.worker != other.runner.claimant.worker


async def test_an_error_inside_passes_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        async with engine(tmp_path):
            raise ZeroDivisionError
    assert threads() == []


async def test_what_runs_beside_is_waited_for_and_then_cancelled(tmp_path: Path) -> None:
    ended: list[str] = []

    async def short() -> None:
        await asyncio.sleep(0)
        ended.append("short")

    async def long() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("long")

    async with engine(tmp_path) as one:
        one.spawn(short())
        one.spawn(long())
    assert ended == ["short", "long"]


async def test_what_fails_beside_ends_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "interim.operations")

    async def broken() -> None:
        raise ZeroDivisionError

    async with engine(tmp_path) as one:
        await one.spawn(broken())
        operation, _ = await one.runner.start(render())
        assert operation.state is State.PENDING
    assert "what ran beside the operations failed" in caplog.text


async def test_what_is_cancelled_before_it_began_leaves_no_coroutine_behind(tmp_path: Path) -> None:
    async def never_begun() -> None:
        raise AssertionError

    coroutine = never_begun()
    async with engine(tmp_path) as one:
        one.spawn(coroutine).cancel()
        await asyncio.sleep(0)
    assert inspect.getcoroutinestate(coroutine) == inspect.CORO_CLOSED
