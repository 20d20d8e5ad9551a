from interim.rules.case import Case
from interim.rules.interims.status_uri_misplaced import RULE
from tests.fakes.exchanges import case, final, get, interim

_FIELD = "Status-URI: 200 <http://example.test/a>"

RAISES: dict[str, Case] = {
    "in the final 207": case(get(), final(207, _FIELD)),
    "in a 103": case(get(), interim(103, _FIELD), final()),
}
QUIET: dict[str, Case] = {
    "in a 102": case(get(), interim(102, _FIELD), final(207)),
    "in a 102 without a final response": case(get(), interim(102, _FIELD)),
}


def test_it_names_the_response() -> None:
    found = RULE.judge(case(get(), interim(103, _FIELD), final(207, _FIELD)))
    assert [(one.message[:13], one.part, one.index) for one in found] == [
        ("The 103 carri", "interim", 0),
        ("The final 207", "final", None),
    ]
