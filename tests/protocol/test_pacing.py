import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.protocol.pacing import Pace, Pacer, Step, script_length_ns, script_times

S = 1_000_000_000
PACE = Pace(first_ns=20 * S, every_ns=25 * S)


def test_beats_keep_the_rhythm_of_the_pace() -> None:
    pacer = Pacer(PACE, now_ns=100 * S)
    due = []
    for _ in range(4):
        assert pacer.due_ns is not None
        due.append(pacer.due_ns)
        pacer.sent(pacer.due_ns + 3_000_000)  # always 3 ms late
    assert due == [120 * S, 145 * S, 170 * S, 195 * S]


def test_missed_beats_are_left_out_not_caught_up() -> None:
    pacer = Pacer(PACE, now_ns=0)
    assert pacer.sent(now_ns=100 * S) == 120 * S


def test_nothing_is_due_after_the_limit() -> None:
    pacer = Pacer(Pace(first_ns=0, every_ns=S, limit=2), now_ns=0)
    assert pacer.sent(0) == S
    assert pacer.sent(S) is None
    assert (pacer.due_ns, pacer.count) == (None, 2)
    assert pacer.skipped(2 * S) is None
    assert pacer.heard(2 * S) is None


def test_a_limit_of_none_at_all_sends_none() -> None:
    assert Pacer(Pace(first_ns=0, every_ns=S, limit=0), now_ns=0).due_ns is None


def test_a_skipped_beat_costs_nothing_of_the_limit() -> None:
    pacer = Pacer(Pace(first_ns=0, every_ns=S, limit=1), now_ns=0)
    assert pacer.skipped(0) == S
    assert pacer.count == 0


def test_somebody_elses_interim_puts_ours_off() -> None:
    pacer = Pacer(PACE, now_ns=0)
    assert pacer.heard(15 * S) == 40 * S


def test_a_beat_that_is_due_later_anyway_stays_where_it_is() -> None:
    pacer = Pacer(Pace(first_ns=60 * S, every_ns=5 * S), now_ns=0)
    assert pacer.heard(S) == 60 * S


def test_nothing_is_due_once_stopped() -> None:
    pacer = Pacer(PACE, now_ns=0)
    pacer.stop()
    assert pacer.due_ns is None


@given(
    st.integers(0, 60 * S),
    st.integers(1, 60 * S),
    st.lists(st.tuples(st.sampled_from(["sent", "skipped", "heard"]), st.integers(0, 200 * S)), max_size=30),
)
def test_two_beats_are_never_due_less_than_a_beat_apart(
    first_ns: int, every_ns: int, happenings: list[tuple[str, int]]
) -> None:
    pacer = Pacer(Pace(first_ns=first_ns, every_ns=every_ns), now_ns=0)
    now_ns = 0
    for what, later_ns in happenings:
        assert pacer.due_ns is not None
        due_before = pacer.due_ns
        now_ns = max(now_ns, pacer.due_ns if what != "heard" else 0) + later_ns
        due_ns = getattr(pacer, what)(now_ns)
        assert due_ns >= due_before
        assert due_ns > now_ns or what == "heard"
        if what != "heard":
            assert (due_ns - due_before) % every_ns == 0


@pytest.mark.parametrize(
    "values",
    [{"first_ns": -1, "every_ns": 1}, {"first_ns": 0, "every_ns": 0}, {"first_ns": 0, "every_ns": 1, "limit": -1}],
    ids=str,
)
def test_a_pace_out_of_bounds_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match=r"_ns|limit"):
        Pace(**values)


def test_a_script_sends_the_first_at_once_and_the_final_a_gap_after_the_last() -> None:
    steps = [Step(status=103), Step(status=102, count=3, gap_ns=S)]
    assert list(script_times(steps)) == [(0, 103), (0, 102), (S, 102), (2 * S, 102)]
    assert script_length_ns(steps) == 3 * S


def test_an_empty_script_is_over_at_once() -> None:
    assert list(script_times([])) == []
    assert script_length_ns([]) == 0


@pytest.mark.parametrize("values", [{"count": 0}, {"gap_ns": -1}], ids=str)
def test_a_step_out_of_bounds_is_refused(values: dict[str, int]) -> None:
    with pytest.raises(InvalidInput, match=next(iter(values))):
        Step(status=102, **values)
