import pytest

from interim.errors import InvalidInput
from interim.rules.catalogue import FAMILIES, RULES, find_rule


@pytest.mark.parametrize("rule_id", ["INT001", "int001", " Int001 "])
def test_a_rule_is_found_in_any_case(rule_id: str) -> None:
    assert find_rule(rule_id) is RULES["INT001"]


def test_an_unknown_id_names_those_of_its_family() -> None:
    with pytest.raises(InvalidInput, match="allowed: TIM001 to TIM012"):
        find_rule("TIM099")


def test_an_unknown_family_names_the_families() -> None:
    with pytest.raises(InvalidInput, match="INT, TIM, LRO, STA, FRM, CAC, HDR"):
        find_rule("E501")


def test_every_rule_belongs_to_a_family() -> None:
    assert {rule_id[:3] for rule_id in RULES} == set(FAMILIES)
