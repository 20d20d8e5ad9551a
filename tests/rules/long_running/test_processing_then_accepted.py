from interim.rules.case import Case
from interim.rules.long_running.processing_then_accepted import RULE
from tests.fakes.exchanges import case, final, get, interim, post

RAISES: dict[str, Case] = {
    "102 and then 202": case(post(), interim(102, at=20.0), final(202, "Location: /jobs/17", at=40.0)),
}
QUIET: dict[str, Case] = {
    "102 and then 200": case(post(), interim(102, at=20.0), final(200, at=40.0)),
    "202 at once": case(post(), final(202)),
    "100 and then 202": case(post("Expect: 100-continue"), interim(100, at=-0.1), final(202)),
    "no final response": case(get(), interim(102)),
}


def test_it_is_told_once_with_both_times() -> None:
    found = RULE.judge(case(post(), interim(100), interim(102, at=20.0), interim(102, at=30.0), final(202, at=40.0)))
    assert [(one.message, one.index) for one in found] == [("A 102 came at +20 s, and then a 202 at +40 s", 1)]
