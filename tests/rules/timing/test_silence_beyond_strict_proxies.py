from interim.rules.case import Case
from interim.rules.timing.silence_beyond_strict_proxies import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "45 s": case(get(), final(at=45.0)),
    "exactly 30 s": case(get(), interim(102, at=10.0), final(at=40.0)),
    "a nanosecond under 60 s": case(get(), final(at=59.999999999)),
}
QUIET: dict[str, Case] = {
    "a nanosecond under 30 s": case(get(), final(at=29.999999999)),
    "exactly 60 s is TIM003": case(get(), final(at=60.0)),
    "one of 40 s beside one of 60 s": case(get(), interim(102, at=40.0), final(at=100.0)),
    "102s in between": case(get(), interim(102, at=20.0), interim(102, at=40.0), final(at=45.0)),
}


def test_it_points_at_the_start_of_the_longest() -> None:
    found = RULE.judge(case(get(), interim(102, at=31.0), interim(102, at=71.0), final(at=75.0)))
    assert [(one.message, one.at_ns) for one in found] == [
        ("Nothing came for 40 s, from +31 s to +71 s", seconds(31.0))
    ]
