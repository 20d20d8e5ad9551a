from interim.inspector.deadline import Deadline
from interim.wire.limits import Limits


class Clock:
    now = 100

    def __call__(self) -> int:
        return self.now


def test_no_deadline_bounds_nothing() -> None:
    deadline = Deadline(None)
    assert deadline.left_ns is None
    assert not deadline.over
    assert deadline.within(Limits()) == Limits()


def test_limits_shrink_with_what_is_left() -> None:
    clock = Clock()
    deadline = Deadline(50, clock)
    clock.now += 20
    limits = deadline.within(Limits(connect_ns=40, watch_ns=31, linger_ns=29, expect_ns=10))
    assert (limits.connect_ns, limits.watch_ns, limits.linger_ns, limits.expect_ns) == (30, 30, 29, 10)


def test_what_is_left_is_never_negative_and_limits_stay_valid() -> None:
    clock = Clock()
    deadline = Deadline(50, clock)
    clock.now += 60
    assert deadline.left_ns == 0
    assert deadline.over
    assert deadline.within(Limits()).watch_ns == 1
