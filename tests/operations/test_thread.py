import asyncio
import contextvars
import threading
from typing import Any

import pytest

from interim.operations.thread import ThreadCall

pytestmark = pytest.mark.anyio

DEADLINE_S = 10.0
WHO = contextvars.ContextVar("WHO", default="nobody")


def call(function: Any, **arguments: Any) -> ThreadCall:
    return ThreadCall(asyncio.get_running_loop(), function, arguments)


async def test_a_call_gives_what_the_function_returns() -> None:
    async with asyncio.timeout(DEADLINE_S):
        assert await call(lambda a, b: a - b, a=3, b=1).result() == 2


async def test_a_call_raises_what_the_function_raises() -> None:
    def leave() -> None:
        raise SystemExit(3)

    made = call(leave)
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(SystemExit):
            await made.result()
        await made.ended()


async def test_the_thread_has_the_context_of_its_maker_and_does_not_keep_the_process() -> None:
    WHO.set("ann")
    async with asyncio.timeout(DEADLINE_S):
        thread = await call(threading.current_thread).result()
        assert await call(WHO.get).result() == "ann"
    assert thread.daemon
    assert thread.name == "interim-operation-current_thread"


async def test_a_thread_goes_on_when_nobody_waits_for_its_result() -> None:
    go, gone = threading.Event(), threading.Event()

    def work() -> None:
        go.wait(DEADLINE_S)
        gone.set()

    made = call(work)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await made.result()
    assert not gone.is_set()
    go.set()
    async with asyncio.timeout(DEADLINE_S):
        await made.ended()
    assert gone.is_set()


def test_a_thread_may_outlive_its_event_loop() -> None:
    go, gone = threading.Event(), threading.Event()

    def work() -> None:
        go.wait(DEADLINE_S)
        gone.set()

    async def leave_behind() -> None:
        call(work)

    asyncio.run(leave_behind())
    go.set()
    assert gone.wait(DEADLINE_S)
