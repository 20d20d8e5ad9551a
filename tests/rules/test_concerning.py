import pytest

from interim.rules.catalogue import RULES
from interim.rules.concerning import rules_concerning


def test_what_names_the_fewest_codes_stands_first_and_then_the_order_is_that_of_the_catalogue() -> None:
    assert [rule.id for rule in rules_concerning(304)] == ["STA011", "STA012", "STA013", "STA002", "CAC005"]


@pytest.mark.parametrize("code", [100, 101, 102, 103, 104, 202, 206, 429])
def test_the_rules_are_all_that_name_the_code_in_that_order(code: int) -> None:
    rules = rules_concerning(code)
    places = [(len(rule.codes), list(RULES).index(rule.id)) for rule in rules]
    assert places == sorted(places)
    assert {rule.id for rule in rules} == {rule.id for rule in RULES.values() if code in rule.codes} != set()


@pytest.mark.parametrize("code", [0, 418, 700, -1])
def test_a_code_that_no_rule_names_has_none(code: int) -> None:
    assert rules_concerning(code) == ()


def test_a_rule_about_every_response_is_not_among_those_of_a_code() -> None:
    assert RULES["FRM003"].codes == ()
    assert RULES["FRM003"] not in rules_concerning(200)
