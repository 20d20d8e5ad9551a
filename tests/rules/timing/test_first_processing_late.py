from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.first_processing_late import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds

RAISES: dict[str, Case] = {
    "at 40 s": case(get(), interim(102, at=40.0), final(at=55.0)),
    "a nanosecond late": case(get(), interim(102, at=20.000000001), final(at=55.0)),
    "a 103 came in time": case(get(), interim(103, at=1.0), interim(102, at=21.0), final(at=55.0)),
    "without a final response": case(get(), interim(102, at=40.0)),
    "on HTTP/2": case(get(version="HTTP/2"), interim(102, at=40.0), final(at=55.0)),
    "a stricter setting": case(
        get(), interim(102, at=6.0), final(at=7.0), settings=Settings(first_102_ns=seconds(5.0))
    ),
}
QUIET: dict[str, Case] = {
    "at 20 s": case(get(), interim(102, at=20.0), final(at=55.0)),
    "a later one after one in time": case(get(), interim(102, at=15.0), interim(102, at=40.0), final(at=55.0)),
    "HTTP/1.0 gets none": case(get(version="HTTP/1.0"), interim(102, at=22.0), final(at=30.0)),
    "only a 103 late": case(get(), interim(103, at=40.0), final(at=55.0)),
    "no interim response": case(get(), final(at=55.0)),
}


def test_it_points_at_the_first_102() -> None:
    found = RULE.judge(RAISES["a 103 came in time"])
    assert [(one.message, one.index, one.at_ns) for one in found] == [
        ("The first 102 came at +21 s, later than 20 s", 1, seconds(21.0))
    ]
