import asyncio
from typing import Any

import pytest

from interim.asgi.pulse import Pulse
from interim.asgi.wheel import Wheel
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Scene:
    """A pulse under a clock that moves when a test says so; each piece waits until it is let go."""

    def __init__(self) -> None:
        self.clock = FakeTimerLoop()
        self.wheel = Wheel(self.clock, self.clock.read)  # type: ignore[arg-type]
        self.pulse = Pulse(self.turn, 0, self.wheel)
        self.turns = 0
        self.begun = 0
        self.sent = 0
        self.go = asyncio.Event()

    def turn(self, now_ns: int) -> int | None:
        self.turns += 1
        self.pulse.send(self.piece())
        return now_ns + S

    async def piece(self) -> None:
        self.begun += 1
        await self.go.wait()
        self.sent += 1

    async def wait(self, seconds: float) -> None:
        self.clock.advance(round(seconds * S))
        await asyncio.sleep(0)


async def test_pieces_are_sent_one_at_a_time_and_a_late_one_is_left_out() -> None:
    scene = Scene()

    async def application() -> None:
        scene.pulse.begin(scene.pulse.now_ns + S)
        await scene.wait(3.5)
        assert (scene.turns, scene.begun, scene.sent) == (3, 1, 0)
        scene.go.set()
        await scene.pulse.settled()
        assert scene.sent == 1
        await scene.wait(1)
        await scene.pulse.settled()
        assert scene.sent == 2

    assert await scene.pulse.around(application()) is None
    assert len(scene.wheel) == 0


async def test_nothing_is_sent_before_or_after_the_application() -> None:
    scene = Scene()
    scene.pulse.send(scene.piece())
    await scene.pulse.settled()
    assert await scene.pulse.around(asyncio.sleep(0)) is None
    scene.pulse.send(scene.piece())
    await asyncio.sleep(0)
    assert scene.begun == 0


async def test_what_the_application_raises_is_handed_back_as_it_is() -> None:
    scene = Scene()

    async def application() -> None:
        raise ZeroDivisionError

    assert isinstance(await scene.pulse.around(application()), ZeroDivisionError)


async def test_a_piece_that_fails_does_not_harm_the_application() -> None:
    scene = Scene()
    done: list[bool] = []

    async def failing() -> None:
        raise OSError("the client left")

    async def application() -> None:
        scene.pulse.send(failing())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append(True)

    assert await scene.pulse.around(application()) is None
    assert done


async def test_a_cancelled_application_cancels_its_pieces() -> None:
    scene = Scene()

    async def application() -> None:
        scene.pulse.begin(scene.pulse.now_ns)
        await scene.wait(0.1)
        assert scene.begun == 1
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await scene.pulse.around(application())
    assert scene.sent == 0
    assert len(scene.wheel) == 0


async def test_a_stopped_pulse_calls_back_no_more() -> None:
    scene = Scene()
    scene.pulse.stop()
    scene.pulse.begin(scene.pulse.now_ns + S)
    scene.pulse.begin(scene.pulse.now_ns + 2 * S)
    scene.pulse.stop()
    await scene.wait(9)
    assert scene.turns == 0


async def test_without_a_wheel_it_takes_that_of_the_loop() -> None:
    turned: list[Any] = []
    done = asyncio.Event()

    def turn(now_ns: int) -> None:
        turned.append(now_ns)
        done.set()

    pulse = Pulse(turn, 0)
    pulse.begin(pulse.now_ns)
    async with asyncio.timeout(5):
        await done.wait()
    assert len(turned) == 1
