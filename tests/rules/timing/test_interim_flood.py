from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.interim_flood import RULE
from tests.fakes.exchanges import case, final, get, interim, seconds


def _spaced(count: int, gap: float) -> Case:
    return case(get(), *[interim(102, at=1.0 + gap * beat) for beat in range(count)], final(at=60.0))


RAISES: dict[str, Case] = {
    "forty in four seconds": _spaced(40, 0.1),
    "five at a little more than one per second": _spaced(5, 0.999),
    "all at once, and the final response much later": _spaced(5, 0.0),
    "two, by a stricter setting": case(get(), *[interim(102)] * 2, final(), settings=Settings(flood_interims=2)),
}
QUIET: dict[str, Case] = {
    "four": _spaced(4, 0.1),
    "one per second": _spaced(5, 1.0),
    "held back, which TIM009 tells": case(get(), *[interim(102, at=30.0)] * 6, final(at=30.01)),
    "one alone has no rate": case(get(), interim(102), final(), settings=Settings(flood_interims=1)),
    "none at all": case(get(), final(), settings=Settings(flood_interims=0)),
}


def test_it_says_how_many_in_which_time() -> None:
    found = RULE.judge(_spaced(9, 0.5))
    assert [(one.message, one.index, one.at_ns) for one in found] == [
        ("9 interim responses came within 4 s", 0, seconds(1.0))
    ]
