import asyncio
import gc
from collections.abc import Callable
from typing import cast

import pytest

from interim.asgi.wheel import SLOT_NS, Wheel, wheel_of
from tests.fakes.clock import FakeTimerLoop

MS = 1_000_000


@pytest.fixture
def loop() -> FakeTimerLoop:
    return FakeTimerLoop()


@pytest.fixture
def wheel(loop: FakeTimerLoop) -> Wheel:
    return Wheel(cast("asyncio.AbstractEventLoop", loop), now_ns=loop.read)


def test_an_appointment_is_kept_at_most_a_slot_late_and_never_early(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []
    due_ns = loop.now_ns + 123_456_789
    wheel.at(due_ns, lambda now_ns: kept.append(now_ns))
    loop.advance(123_456_788)
    assert kept == []
    loop.advance(SLOT_NS)
    assert len(kept) == 1
    assert due_ns <= kept[0] <= due_ns + SLOT_NS


def test_an_appointment_in_the_past_is_kept_soon(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []
    wheel.at(loop.now_ns - 5 * MS, lambda now_ns: kept.append(now_ns))
    loop.advance(0)
    assert len(kept) == 1


def test_one_timer_serves_all_appointments(loop: FakeTimerLoop, wheel: Wheel) -> None:
    for at in range(100):
        wheel.at(loop.now_ns + at * 37 * MS + 100 * MS, lambda _now_ns: None)
    assert len(wheel) == 100
    assert len(loop.armed) == 1


def test_appointments_with_slack_share_a_waking(loop: FakeTimerLoop, wheel: Wheel) -> None:
    late_ns: list[int] = []
    wakings: set[int] = set()

    def keep(due_ns: int) -> Callable[[int], None]:
        def callback(now_ns: int) -> None:
            late_ns.append(now_ns - due_ns)
            wakings.add(now_ns)

        return callback

    for at in range(1, 200):
        due_ns = loop.now_ns + at * MS
        wheel.at(due_ns, keep(due_ns), slack_ns=50 * MS)
    loop.advance(1000 * MS)
    assert len(late_ns) == 199
    assert len(wakings) == 4
    assert 0 <= min(late_ns) <= max(late_ns) <= 50 * MS


def test_an_earlier_appointment_moves_the_timer(loop: FakeTimerLoop, wheel: Wheel) -> None:
    wheel.at(loop.now_ns + 500 * MS, lambda _now_ns: None)
    wheel.at(loop.now_ns + 100 * MS, lambda _now_ns: None)
    assert loop.armed == [loop.now_ns + 100 * MS]


def test_a_beat_says_when_it_is_due_next(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []

    def beat(now_ns: int) -> int | None:
        kept.append(now_ns - start_ns)
        return now_ns + 1000 * MS if len(kept) < 3 else None

    start_ns = loop.now_ns
    wheel.at(start_ns + 1000 * MS, beat)
    loop.advance(10_000 * MS)
    assert kept == [1000 * MS, 2000 * MS, 3000 * MS]
    assert (len(wheel), loop.armed) == (0, [])


def test_a_beat_that_asks_for_the_past_gets_the_next_slot(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []

    def beat(now_ns: int) -> int | None:
        kept.append(now_ns)
        return 0 if len(kept) < 5 else None

    wheel.at(loop.now_ns, beat)
    loop.advance(5 * SLOT_NS)
    assert len(kept) == 5


def test_a_cancelled_appointment_leaves_nothing_behind(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []
    appointment = wheel.at(loop.now_ns + 3_600_000 * MS, lambda now_ns: kept.append(now_ns))
    appointment.cancel()
    appointment.cancel()
    assert len(wheel) == 0
    loop.advance(3_700_000 * MS)
    assert kept == []


def test_an_appointment_can_be_cancelled_while_its_slot_is_kept(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[str] = []
    due_ns = loop.now_ns + 10 * MS
    first = wheel.at(due_ns, lambda _now_ns: kept.append("first"))
    wheel.at(due_ns, lambda _now_ns: first.cancel())
    loop.advance(20 * MS)
    assert kept == []


def test_an_appointment_can_cancel_itself_and_still_ask_for_more(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []

    def beat(now_ns: int) -> int:
        kept.append(now_ns)
        appointment.cancel()
        return now_ns + MS

    appointment = wheel.at(loop.now_ns, beat)
    loop.advance(1000 * MS)
    assert len(kept) == 1


def test_an_appointment_can_be_made_for_the_past_while_one_is_kept(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[str] = []

    def callback(now_ns: int) -> None:
        kept.append("first")
        wheel.at(now_ns - 1000 * MS, lambda _now_ns: kept.append("second"))

    wheel.at(loop.now_ns + MS, callback)
    loop.advance(30 * MS)
    assert kept == ["first", "second"]
    assert len(wheel) == 0
    assert not loop.reported


def test_a_failing_appointment_is_reported_and_the_others_are_kept(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []
    wheel.at(loop.now_ns + MS, lambda now_ns: kept.append(now_ns))
    wheel.at(loop.now_ns + MS, lambda _now_ns: 1 // 0)
    wheel.at(loop.now_ns + MS, lambda now_ns: kept.append(now_ns))
    loop.advance(20 * MS)
    assert len(kept) == 2
    assert isinstance(loop.reported[0]["exception"], ZeroDivisionError)


def test_a_crowded_slot_lets_the_event_loop_have_its_turn(loop: FakeTimerLoop, wheel: Wheel) -> None:
    kept: list[int] = []
    for _ in range(1000):
        wheel.at(loop.now_ns + MS, lambda now_ns: kept.append(now_ns))
    [(at, handle)] = loop.timers
    loop.timers.clear()
    loop.now_ns = at
    handle._run()
    assert 0 < len(kept) < 1000
    assert loop.armed == [loop.now_ns]
    loop.advance(0)
    assert len(kept) == 1000


def test_a_timer_that_fires_early_waits_for_the_rest(loop: FakeTimerLoop, wheel: Wheel) -> None:
    """uvloop counts from the time it cached at the start of its iteration, so its timers can be early."""
    kept: list[int] = []
    wheel.at(loop.now_ns + 50 * MS, lambda now_ns: kept.append(now_ns))
    [(_, handle)] = loop.timers
    loop.timers.clear()
    loop.now_ns += 30 * MS
    handle._run()
    assert kept == []
    loop.advance(20 * MS)
    assert len(kept) == 1


def test_a_loop_has_one_wheel_and_a_dead_loop_none() -> None:
    one, other = asyncio.new_event_loop(), asyncio.new_event_loop()
    assert wheel_of(one) is wheel_of(one)
    assert wheel_of(one) is not wheel_of(other)
    one.close()
    other.close()
    del one, other
    gc.collect()
