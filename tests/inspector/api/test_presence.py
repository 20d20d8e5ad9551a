import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from interim.asgi.channel import CHANNEL
from interim.errors import NoExchange
from interim.inspector.api.presence import Gone, while_present
from tests.fakes.asgi import scope_of
from tests.fakes.channel import FakeChannel


async def stay() -> MutableMapping[str, Any]:
    await asyncio.Event().wait()
    raise AssertionError


async def leave() -> MutableMapping[str, Any]:
    return {"type": "http.disconnect"}


async def forever(cancelled: list[bool]) -> int:
    try:
        await asyncio.Event().wait()
    finally:
        cancelled.append(True)
    return 1


async def test_a_client_that_stays_gets_the_result() -> None:
    assert await while_present(scope_of("/"), stay, asyncio.sleep(0, "result")) == "result"


async def test_work_without_a_result_is_no_failure() -> None:
    assert await while_present(scope_of("/"), stay, asyncio.sleep(0)) is None


async def test_the_error_of_the_work_is_raised_as_it_is() -> None:
    async def fail() -> None:
        raise NoExchange("dns", "no such name")

    with pytest.raises(NoExchange, match="no such name"):
        await while_present(scope_of("/"), stay, fail())


async def test_work_is_cancelled_when_the_client_leaves() -> None:
    cancelled: list[bool] = []
    assert await while_present(scope_of("/"), leave, forever(cancelled)) is Gone.LEFT
    assert cancelled == [True]


async def test_work_is_cancelled_when_the_server_shuts_down() -> None:
    channel, cancelled = FakeChannel(), list[bool]()
    scope = scope_of("/", extensions={CHANNEL: channel})
    async with asyncio.TaskGroup() as group:
        task = group.create_task(while_present(scope, stay, forever(cancelled)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        channel.drain()
    assert task.result() is Gone.DRAINED
    assert cancelled == [True]
