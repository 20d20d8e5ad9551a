from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.interims_beyond_clients import RULE
from tests.fakes.exchanges import case, final, get, interim


def _many(count: int) -> Case:
    return case(get(), *[interim(102, at=2.0 * beat) for beat in range(count)], final(at=2.0 * count))


RAISES: dict[str, Case] = {
    "100": _many(100),
    "130": _many(130),
    "a stricter setting": case(get(), *[interim(102)] * 3, final(), settings=Settings(client_interims=3)),
}
QUIET: dict[str, Case] = {
    "99": _many(99),
    "late ones are another matter": case(get(), final(), late=[interim(102, at=1.0)] * 100),
}


def test_it_points_at_the_one_that_is_too_many() -> None:
    found = RULE.judge(_many(120))
    assert [(one.message, one.index) for one in found] == [
        ("120 interim responses came; some clients stop before 100", 99)
    ]
