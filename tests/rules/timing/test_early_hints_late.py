from interim.rules.case import Case
from interim.rules.timing.early_hints_late import RULE
from tests.fakes.exchanges import case, final, get, interim

_LINK = "Link: </a.css>; rel=preload"

RAISES: dict[str, Case] = {
    "20 ms before the answer": case(get(), interim(103, _LINK, at=1.98), final(at=2.0)),
    "at exactly nine tenths": case(get(), interim(103, _LINK, at=0.9), final(at=1.0)),
    "a wait of 100 ms": case(get(), interim(103, _LINK, at=0.095), final(at=0.1)),
}
QUIET: dict[str, Case] = {
    "at once": case(get(), interim(103, _LINK, at=0.02), final(at=2.0)),
    "just under nine tenths": case(get(), interim(103, _LINK, at=0.899), final(at=1.0)),
    "a shorter wait": case(get(), interim(103, _LINK, at=0.099), final(at=0.099999999)),
    "the first came in time": case(get(), interim(103, _LINK, at=0.1), interim(103, _LINK, at=1.99), final(at=2.0)),
    "a 102": case(get(), interim(102, at=1.98), final(at=2.0)),
    "no final response": case(get(), interim(103, _LINK, at=1.98)),
}


def test_it_tells_both_times() -> None:
    found = RULE.judge(RAISES["20 ms before the answer"])
    assert [(one.message, one.index) for one in found] == [
        ("The first 103 came at +1.98 s, and the final response already at +2 s", 0)
    ]
