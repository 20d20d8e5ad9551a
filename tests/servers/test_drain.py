import asyncio

import pytest

from interim.servers.drain import Drain

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_every_callback_is_called_once() -> None:
    drain, called = Drain(), []
    drain.register("a", lambda: called.append(1))
    drain.register("a", lambda: called.append(2))
    drain.register("b", lambda: called.append(3))
    drain.begin()
    drain.begin()
    await asyncio.sleep(0)
    assert called == [1, 2, 3]
    assert drain.begun
    assert len(drain) == 0


async def test_nothing_is_kept_of_who_was_answered() -> None:
    drain, called = Drain(), []
    drain.register("a", lambda: called.append(1))
    drain.forget("a")
    drain.forget("a")
    assert len(drain) == 0
    drain.begin()
    await asyncio.sleep(0)
    assert called == []


async def test_a_late_registration_is_called_soon() -> None:
    drain, called = Drain(begun=True), []
    drain.register("a", lambda: called.append(1))
    assert called == []
    await asyncio.sleep(0)
    assert called == [1]
