from interim.rules.case import Case
from interim.rules.interims.continue_repeated import RULE
from tests.fakes.exchanges import case, final, get, interim, post

RAISES: dict[str, Case] = {
    "three to one expectation": case(post("Expect: 100-continue"), *[interim(100, at=-0.3) for _ in range(3)], final()),
    "two to none": case(get(), interim(100), interim(100), final()),
}
QUIET: dict[str, Case] = {
    "one": case(post("Expect: 100-continue"), interim(100, at=-0.3), final()),
    "one, and 102s": case(post("Expect: 100-continue"), interim(100, at=-0.3), interim(102), interim(102), final()),
}


def test_it_counts_them_and_points_at_the_second() -> None:
    found = RULE.judge(case(get(), interim(100), interim(103), interim(100), interim(100), final()))
    assert [(one.message, one.index, one.data) for one in found] == [("100 (Continue) came 3 times", 2, {"count": 3})]
