from interim.rules.case import Case
from interim.rules.settings import Settings
from interim.rules.timing.interims_beyond_go import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "six": case(get(), *[interim(102, at=10.0)] * 6, final(at=90.0)),
    "a hundred": case(get(), *[interim(102, at=10.0)] * 100, final(at=90.0)),
    "a stricter setting": case(get(), interim(102), final(), settings=Settings(go_interims=0)),
}
QUIET: dict[str, Case] = {
    "five": case(get(), *[interim(102, at=10.0)] * 5, final(at=90.0)),
    "none": case(get(), final()),
}


def test_it_points_at_the_sixth() -> None:
    found = RULE.judge(case(get(), *[interim(102)] * 8, final()))
    assert [(one.message, one.index) for one in found] == [
        ("8 interim responses came; Go's net/http before 1.24 stops after 5", 5)
    ]
