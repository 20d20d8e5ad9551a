from typing import Any

import pytest

from interim.asgi.beat import Beat, asked_of
from interim.asgi.wheel import Wheel
from interim.errors import InvalidInput, LocalProtocolError
from interim.protocol.lifecycle import Sent, advance
from interim.protocol.pacing import Pace
from interim.protocol.policy import Policy
from tests.fakes.channel import FakeChannel
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000
PACE = Pace(first_ns=15 * S, every_ns=25 * S, limit=4)

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Scene:
    """A beat under a clock that moves when a test says so."""

    def __init__(self, *, http_version: str = "1.1", **settings: object) -> None:
        self.loop = FakeTimerLoop()
        self.wheel = Wheel(self.loop, self.loop.read)  # type: ignore[arg-type]
        self.channel = FakeChannel(http_version=http_version)
        self.beat = Beat(self.channel, wheel=self.wheel, **settings)  # type: ignore[arg-type]

    def wait(self, seconds: float) -> int:
        """How many interim responses went out up to then."""
        self.loop.advance(round(seconds * S))
        return len(self.channel.pushed)


async def test_it_sends_at_its_pace_and_no_more_than_its_limit() -> None:
    scene = Scene()
    scene.beat.start(PACE)
    assert [scene.wait(14.9), scene.wait(0.2), scene.wait(25), scene.wait(25), scene.wait(25)] == [0, 1, 2, 3, 4]
    assert scene.wait(1000) == 4
    assert scene.beat.sent == 4
    assert scene.channel.pushed[0] == (102, [])
    assert len(scene.wheel) == 0


async def test_the_silence_can_have_begun_before() -> None:
    scene = Scene()
    scene.beat.start(PACE, since_ns=scene.loop.now_ns - 14 * S)
    assert scene.wait(1.1) == 1


async def test_a_pace_of_none_sends_none() -> None:
    scene = Scene()
    scene.beat.start(Pace(first_ns=0, every_ns=S, limit=0))
    assert scene.wait(100) == 0


async def test_it_sends_nothing_more_when_it_is_stopped() -> None:
    scene = Scene()
    scene.beat.stop()
    scene.beat.start(PACE)
    assert scene.wait(16) == 1
    scene.beat.stop()
    scene.beat.stop()
    assert scene.wait(1000) == 1


async def test_it_ends_by_itself_when_the_final_response_has_started() -> None:
    scene = Scene()
    scene.beat.start(PACE)
    scene.channel.state = advance(scene.channel.state, Sent.FINAL)
    assert scene.wait(1000) == 0
    assert len(scene.wheel) == 0
    assert not scene.loop.reported


async def test_it_ends_by_itself_when_the_client_left() -> None:
    scene = Scene()
    scene.beat.start(PACE)
    scene.channel.leave()
    assert scene.wait(1000) == 0
    assert len(scene.wheel) == 0


async def test_what_a_client_does_not_read_is_counted_and_not_repeated() -> None:
    scene = Scene()
    scene.channel.write_paused = True
    scene.beat.start(PACE)
    scene.wait(16)
    scene.channel.write_paused = False
    assert scene.wait(25) == 1
    assert (scene.beat.sent, scene.beat.dropped) == (1, 1)


async def test_somebody_elses_interim_response_begins_the_silence_anew() -> None:
    scene = Scene()
    scene.beat.heard()
    scene.beat.start(PACE)
    scene.wait(14)
    scene.beat.heard()
    assert scene.wait(24.9) == 0
    assert scene.wait(0.2) == 1


async def test_progress_goes_into_the_field() -> None:
    scene = Scene(status=103, field="X-Progress", policy=Policy())
    scene.beat.start(PACE)
    scene.wait(16)
    scene.beat.progress("page 3 of 20")
    scene.wait(25)
    assert scene.channel.pushed == [(103, []), (103, [(b"x-progress", b"page 3 of 20")])]
    with pytest.raises(InvalidInput):
        scene.beat.progress("a\r\nb")


async def test_progress_without_a_field_goes_nowhere() -> None:
    scene = Scene()
    scene.beat.progress("10 %")
    scene.beat.start(PACE)
    scene.wait(16)
    assert scene.channel.pushed == [(102, [])]


@pytest.mark.parametrize("settings", [{"status": 200}, {"status": 101}, {"field": "content-length"}, {"field": "a b"}])
async def test_what_no_interim_response_may_be_is_refused_at_once(settings: dict[str, Any]) -> None:
    with pytest.raises(LocalProtocolError):
        Scene(**settings)


async def test_the_decision_looks_at_the_request() -> None:
    scope = FakeChannel(http_version="2").scope(method="POST", headers=[[b"user-agent", b"curl/8"]])
    asked = asked_of(scope, allowed=True, detachable=True)
    assert (asked.method, asked.http_version, asked.allowed, asked.detachable) == ("POST", "2", True, True)
    assert asked.fields.get("user-agent") == "curl/8"
