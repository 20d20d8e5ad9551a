from interim.rules.case import Case
from interim.rules.interims.continue_not_expected import RULE
from tests.fakes.exchanges import case, final, get, interim, post

RAISES: dict[str, Case] = {
    "to a GET": case(get(), interim(100), final()),
    "to content without an expectation": case(post(), interim(103), interim(100), final()),
    "to another expectation": case(post("Expect: 200-ok"), interim(100), final()),
}
QUIET: dict[str, Case] = {
    "expected": case(post("Expect: 100-continue"), interim(100, at=-0.3), final()),
    "expected in another case": case(post("Expect: 100-Continue"), interim(100, at=-0.3), final()),
    "another 1xx": case(get(), interim(102), final()),
}


def test_it_is_told_once() -> None:
    found = RULE.judge(case(get(), interim(103), interim(100), interim(100), final()))
    assert [(one.part, one.index) for one in found] == [("interim", 1)]
