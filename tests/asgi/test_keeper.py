import asyncio

import pytest

from interim.asgi.holding import claim, holding_of
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.keeper import Generation, Keeper
from interim.asgi.kept import Kept
from interim.asgi.wheel import Wheel
from tests.asgi.test_holding import Holder
from tests.fakes.channel import FakeChannel
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000
SETTINGS = KeepAliveSettings().changed(path="direct")

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Request:
    """One that joined."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.channel = FakeChannel()
        self.scope = self.channel.scope(headers=[(b"user-agent", b"curl/8.0")])
        self.generation: Generation = keeper.join(self.channel, self.scope)

    def answer(self) -> None:
        if self.generation.pop(self.channel, None) is None:
            self.keeper.end(self.channel)

    @property
    def sent(self) -> int:
        return len(self.channel.pushed)


class Scene:
    """A keeper under a clock that moves when a test says so."""

    def __init__(self, settings: KeepAliveSettings = SETTINGS) -> None:
        self.clock = FakeTimerLoop()
        self.wheel = Wheel(self.clock, self.clock.read)  # type: ignore[arg-type]
        self.keeper = Keeper(settings)
        self.keeper.move(asyncio.get_running_loop(), self.wheel)

    def wait(self, seconds: float) -> None:
        self.clock.advance(round(seconds * S))


async def test_a_request_that_is_answered_in_time_leaves_nothing_behind() -> None:
    scene = Scene()
    request = Request(scene.keeper)
    scene.wait(14)
    request.answer()
    scene.wait(2)
    assert request.sent == 0
    assert len(scene.wheel) == 0
    assert not scene.clock.armed


async def test_a_request_is_told_a_quarter_of_a_second_late_at_most_and_never_early() -> None:
    scene = Scene()
    requests = []
    for _ in range(40):
        requests.append((Request(scene.keeper), scene.clock.now_ns))
        scene.wait(0.0371)
    told_s: dict[FakeChannel, float] = {}
    for _ in range(2000):
        scene.wait(0.01)
        for request, came_ns in requests:
            if request.sent and request.channel not in told_s:
                told_s[request.channel] = (scene.clock.now_ns - came_ns) / S
    assert len(told_s) == 40
    assert min(told_s.values()) >= 15
    assert max(told_s.values()) < 15.3


async def test_a_short_time_is_kept_more_finely() -> None:
    scene = Scene(SETTINGS.changed(first_after_s=0.3, every_s=0.2))
    request = Request(scene.keeper)
    scene.wait(0.3)
    assert request.sent == 0
    scene.wait(0.04)
    assert request.sent == 1


async def test_one_that_was_told_ends_when_it_is_answered() -> None:
    scene = Scene()
    request = Request(scene.keeper)
    scene.wait(16)
    request.answer()
    scene.wait(999)
    assert request.sent == 1
    assert len(scene.wheel) == 0
    assert holding_of(request.scope) is None


async def test_time_passes_again_for_the_next_one() -> None:
    scene = Scene()
    for _ in range(2):
        request = Request(scene.keeper)
        scene.wait(16)
        assert request.sent == 1
        request.answer()
        scene.wait(60)


async def test_many_of_many_ages_are_each_told() -> None:
    scene = Scene()
    requests = []
    for _ in range(100):
        requests.append(Request(scene.keeper))
        scene.wait(0.1)
    for request in requests[::2]:
        request.answer()
    scene.wait(16)
    assert [request.sent for request in requests] == [0, 1] * 50


async def test_who_asks_for_what_holds_a_request_gets_it_of_any_age() -> None:
    scene = Scene()
    old = Request(scene.keeper)
    scene.wait(1)
    young = Request(scene.keeper)
    for request in (old, young):
        kept = holding_of(request.scope)
        assert isinstance(kept, Kept)
        assert holding_of(request.scope) is kept
    scene.wait(14.6)
    assert (old.sent, young.sent) == (1, 0)
    scene.wait(1)
    assert young.sent == 1
    for request in (old, young):
        request.answer()
        assert holding_of(request.scope) is None
    scene.wait(99)
    assert (old.sent, young.sent) == (1, 1)


async def test_who_is_not_there_ends_without_a_word() -> None:
    Scene().keeper.end(FakeChannel())


async def test_who_claims_a_request_stops_it() -> None:
    scene = Scene()
    request = Request(scene.keeper)
    claim(request.scope, Holder())
    scene.wait(99)
    request.answer()
    assert request.sent == 0
    assert len(scene.wheel) == 0


async def test_a_keeper_within_another_takes_over() -> None:
    scene = Scene()
    inner = Keeper(SETTINGS.changed(status=103))
    inner.move(asyncio.get_running_loop(), scene.wheel)
    request = Request(scene.keeper)
    inner.join(request.channel, request.scope)
    scene.wait(16)
    assert request.channel.pushed == [(103, [])]
    inner.end(request.channel)
    request.answer()
    assert len(scene.wheel) == 0


async def test_a_keeper_follows_its_application_to_another_event_loop() -> None:
    scene = Scene()
    Request(scene.keeper)
    other = FakeChannel()
    other.loop = asyncio.new_event_loop()
    scene.keeper.join(other, other.scope())
    kept = holding_of(other.scope())
    assert kept is None
    assert scene.keeper.holding(other.scope()) is not None
    other.loop.close()
