import logging
from typing import Any

import pytest

from interim.asgi.holding import claim, holding_of
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.kept import Kept, expects_content
from interim.asgi.wheel import Wheel
from interim.errors import InvalidInput
from tests.fakes.channel import FakeChannel
from tests.fakes.clock import FakeTimerLoop

S = 1_000_000_000
CURL = (b"user-agent", b"curl/8.0")
LENGTH = (b"content-length", b"5")

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Scene:
    """A kept request under a clock that moves when a test says so."""

    def __init__(self, *fields: tuple[bytes, bytes], method: str = "GET", **words: Any) -> None:
        self.clock = FakeTimerLoop()
        self.wheel = Wheel(self.clock, self.clock.read)  # type: ignore[arg-type]
        self.channel = FakeChannel()
        self.scope = self.channel.scope(method=method, headers=[CURL, *fields])
        self.settings = KeepAliveSettings().changed(**{"path": "direct", **words})
        self.kept = Kept(self.channel, self.scope, self.settings, since_ns=self.clock.now_ns, wheel=self.wheel)
        claim(self.scope, self.kept)

    def wait(self, seconds: float) -> int:
        """How many interim responses went out up to then."""
        self.clock.advance(round(seconds * S))
        return len(self.channel.pushed)


async def test_it_holds_its_request_and_beats_at_its_pace() -> None:
    scene = Scene()
    assert holding_of(scene.scope) is scene.kept
    assert scene.kept.policy is scene.settings.policy
    assert [scene.wait(14.9), scene.kept.sent, scene.wait(0.5), scene.wait(25), scene.wait(999)] == [0, 0, 1, 2, 4]
    assert scene.kept.sent == 4


async def test_nothing_is_left_of_a_request_that_was_answered() -> None:
    scene = Scene()
    scene.kept.stop()
    assert len(scene.wheel) == 0
    assert scene.wait(999) == 0
    scene.kept.stop()


async def test_a_beat_that_has_begun_is_stopped() -> None:
    scene = Scene()
    scene.wait(16)
    scene.kept.stop()
    assert scene.wait(999) == 1
    assert len(scene.wheel) == 0


async def test_a_decision_against_it_ends_it_with_a_reason(caplog: pytest.LogCaptureFixture) -> None:
    scene = Scene(path="unknown")
    with caplog.at_level(logging.DEBUG, "interim.keepalive"):
        assert scene.wait(999) == 0
    assert len(scene.wheel) == 0
    (record,) = caplog.records
    assert record.getMessage().startswith("GET /: no interim response: the path is unknown")


class TestContent:
    async def test_none_goes_out_before_it_is_read_and_then_the_silence_counts(self) -> None:
        scene = Scene(LENGTH, method="POST")
        scene.channel.unread = True
        assert scene.wait(100) == 0
        scene.channel.unread = False
        assert scene.wait(14.6) == 0
        assert scene.wait(0.7) == 1

    async def test_a_request_without_content_need_not_be_read(self) -> None:
        scene = Scene((b"content-length", b"0"), method="POST")
        scene.channel.unread = True
        assert scene.wait(16) == 1

    @pytest.mark.parametrize(
        ("method", "http_version", "headers", "expected"),
        [
            ("POST", "1.1", [], False),
            ("POST", "1.1", [LENGTH], True),
            ("POST", "1.1", [(b"content-length", b"00")], False),
            ("POST", "1.1", [LENGTH, (b"transfer-encoding", b"chunked")], True),
            ("POST", "2", [], True),
            ("GET", "2", [], False),
            ("GET", "2", [LENGTH], True),
            ("POST", "2", [(b"content-length", b"0")], False),
        ],
    )
    def test_whether_there_is_any_is_told_by_the_fields(
        self, method: str, http_version: str, headers: list[tuple[bytes, bytes]], expected: bool
    ) -> None:
        assert expects_content({"method": method, "http_version": http_version, "headers": headers}) is expected


class TestAllow:
    @pytest.mark.parametrize(("says", "sent"), [(True, 1), (None, 1), (False, 0)])
    async def test_it_is_asked_when_the_first_one_is_due(self, says: bool | None, sent: int) -> None:
        asked: list[Any] = []

        def allow(scope: Any) -> bool | None:
            asked.append(scope)
            return says

        scene = Scene(allow=allow)
        scene.wait(14)
        assert not asked
        assert scene.wait(2) == sent
        assert asked == [scene.scope]

    async def test_it_is_not_asked_where_the_path_is_unknown(self) -> None:
        scene = Scene(allow=lambda _scope: 1 // 0, path="unknown")
        assert scene.wait(99) == 0
        assert not scene.clock.reported

    async def test_one_that_raises_is_reported_and_nothing_is_sent(self) -> None:
        scene = Scene(allow=lambda _scope: 1 // 0)
        assert scene.wait(99) == 0
        (report,) = scene.clock.reported
        assert isinstance(report["exception"], ZeroDivisionError)


class TestWhatHappensMeanwhile:
    async def test_somebody_elses_interim_response_begins_the_silence_anew(self) -> None:
        scene = Scene()
        scene.wait(10)
        scene.kept.heard()
        assert scene.wait(14.8) == 0
        assert scene.wait(0.5) == 1
        scene.wait(20)
        scene.kept.heard()
        assert scene.wait(24.5) == 1
        assert scene.wait(1) == 2

    async def test_progress_is_told_before_and_after_the_first_one(self) -> None:
        scene = Scene(progress_field="x-progress")
        scene.kept.progress("1")
        scene.wait(16)
        scene.kept.progress("2")
        scene.wait(25)
        assert [lines for _, lines in scene.channel.pushed] == [[(b"x-progress", b"1")], [(b"x-progress", b"2")]]
        with pytest.raises(InvalidInput):
            Scene().kept.progress("a\nb")

    async def test_a_change_to_an_earlier_first_one_takes_effect(self) -> None:
        scene = Scene()
        scene.kept.change(scene.settings.changed(first_after_s=3, every_s=2))
        assert [scene.wait(2.9), scene.wait(0.3), scene.wait(2)] == [0, 1, 2]

    async def test_a_change_to_a_later_first_one_takes_effect(self) -> None:
        scene = Scene()
        scene.kept.change(scene.settings.changed(first_after_s=20))
        assert [scene.wait(19.5), scene.wait(1)] == [0, 1]

    async def test_a_change_comes_too_late_for_a_beat_that_has_begun(self) -> None:
        scene = Scene()
        scene.wait(16)
        scene.kept.change(scene.settings.changed(every_s=1))
        assert scene.wait(20) == 1

    async def test_a_change_after_the_end_changes_nothing(self) -> None:
        scene = Scene()
        scene.kept.stop()
        scene.kept.change(scene.settings.changed(first_after_s=3))
        assert scene.wait(99) == 0
