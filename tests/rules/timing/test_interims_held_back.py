from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.interims_held_back import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "together after 31 s": case(get(), interim(102, at=31.0), interim(102, at=31.0), final(at=31.01)),
    "exactly after 5 s": case(get(), interim(102, at=5.0), interim(102, at=5.0), final(at=5.0)),
    "a stricter setting": case(
        get(), *[interim(102, at=2.0)] * 2, final(at=2.0), settings=Settings(buffered_wait_ns=seconds(1.0))
    ),
}
QUIET: dict[str, Case] = {
    "after a short wait": case(get(), interim(102, at=4.99), interim(102, at=4.99), final(at=4.999999999)),
    "one alone": case(get(), interim(102, at=31.0), final(at=31.01)),
    "exactly 50 ms before": case(get(), interim(102, at=30.95), interim(102, at=31.0), final(at=31.0)),
    "the first came in time": case(get(), interim(102, at=15.0), interim(102, at=31.0), final(at=31.01)),
    "no final response": case(get(), interim(102, at=31.0), interim(102, at=31.0)),
}


def test_it_says_how_many_and_when() -> None:
    found = RULE.judge(RAISES["together after 31 s"])
    assert [(one.message, one.at_ns) for one in found] == [
        ("2 interim responses came with the final one, at +31 s", seconds(31.0))
    ]
