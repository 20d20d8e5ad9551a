from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.needless_processing import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "80 ms": case(get(), interim(102, at=0.02), final(at=0.08)),
    "exactly 1 s": case(get(), interim(102, at=0.5), final(at=1.0)),
    "the final head was quick, the content not": case(get(), interim(102, at=0.5), final(at=0.9, end=40.0)),
    "a wider setting": case(get(), interim(102), final(at=5.0), settings=Settings(needless_102_ns=seconds(6.0))),
}
QUIET: dict[str, Case] = {
    "a nanosecond more": case(get(), interim(102, at=0.5), final(at=1.000000001)),
    "a 103 is for quick answers": case(get(), interim(103, at=0.02), final(at=0.08)),
    "no final response": case(get(), interim(102, at=0.02)),
}


def test_it_is_told_once_at_the_first_102() -> None:
    found = RULE.judge(case(get(), interim(103), interim(102, at=0.1), interim(102, at=0.2), final(at=0.3)))
    assert [(one.message, one.index) for one in found] == [("A 102 was sent, and the final response came at +0.3 s", 1)]
