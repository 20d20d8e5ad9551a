import pytest

from interim.rules.case import Case
from interim.rules.long_running.preference_applied_wrong import RULE
from tests.fakes.exchanges import case, final, get, post

_PREFERS = get("Prefer: return=minimal, wait=10")

RAISES: dict[str, Case] = {
    "not requested": case(_PREFERS, final(200, "Preference-Applied: respond-async")),
    "nothing was requested": case(get(), final(200, "Preference-Applied: return=minimal")),
    "the opposite": case(_PREFERS, final(200, "Preference-Applied: return=representation")),
    "parameters": case(_PREFERS, final(200, "Preference-Applied: return=minimal; foo=bar")),
    "malformed": case(_PREFERS, final(200, "Preference-Applied: return minimal")),
    "empty": case(_PREFERS, final(200, "Preference-Applied: ")),
}
QUIET: dict[str, Case] = {
    "as requested": case(_PREFERS, final(200, "Preference-Applied: return=minimal")),
    "both, in another case": case(_PREFERS, final(200, "Preference-Applied: RETURN=minimal, wait=10")),
    "in quotation marks": case(_PREFERS, final(200, 'Preference-Applied: return="minimal"')),
    "an empty value is none": case(get("Prefer: respond-async"), final(202, 'Preference-Applied: respond-async=""')),
    "a value of its own where the choice is open": case(_PREFERS, final(200, "Preference-Applied: wait=5")),
    "not applied": case(_PREFERS, final(200)),
    "no final response": case(_PREFERS),
}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("not requested", "Preference-Applied names respond-async, which the request did not prefer"),
        ("the opposite", "Preference-Applied says return=representation, and the request preferred minimal"),
        ("parameters", "Preference-Applied: return=minimal; foo=bar has parameters"),
        ("malformed", "Preference-Applied: return minimal is malformed"),
        ("empty", "Preference-Applied is empty; it names at least one preference"),
    ],
)
def test_each_problem_has_its_sentence(name: str, message: str) -> None:
    assert [(one.message, one.part, one.field) for one in RULE.judge(RAISES[name])] == [
        (message, "final", "Preference-Applied")
    ]


def test_every_member_is_judged() -> None:
    found = RULE.judge(case(post("Prefer: a"), final(200, "Preference-Applied: a, b, =c")))
    assert [one.message.split(",")[0] for one in found] == [
        "Preference-Applied names b",
        "Preference-Applied: =c is malformed",
    ]
