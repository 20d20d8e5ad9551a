import pytest

from interim.errors import InvalidInput
from interim.rules.catalogue import RULES
from interim.rules.finding import Severity
from interim.rules.settings import PROFILES, Settings


def test_without_a_choice_every_rule_counts() -> None:
    assert all(Settings().counts(rule_id) for rule_id in RULES)


@pytest.mark.parametrize(
    ("select", "ignore", "counts"),
    [
        (("INT",), (), True),
        (("INT001",), (), True),
        (("TIM",), (), False),
        ((), ("INT",), False),
        ((), ("INT001",), False),
        ((), ("INT002",), True),
        (("INT001",), ("INT",), True),
        (("INT",), ("INT001",), False),
        (("INT0",), ("INT0",), False),
        (("TIM", "INT001"), ("INT",), True),
    ],
)
def test_the_longer_prefix_wins_and_ignore_wins_a_tie(
    select: tuple[str, ...], ignore: tuple[str, ...], counts: bool
) -> None:
    assert Settings(select=select, ignore=ignore).counts("INT001") is counts


def test_a_profile_does_not_override_a_severity_of_ones_own() -> None:
    own = Settings(severities={"TIM002": Severity.ERROR, "INT001": Severity.NOTE}).under("longrun")
    assert own.severities["TIM002"] is Severity.ERROR
    assert own.severities["INT001"] is Severity.NOTE
    assert own.severities["TIM004"] is Severity.WARNING


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="default, longrun, webdav"):
        Settings().under("strict")


def test_profiles_speak_of_rules_that_exist() -> None:
    assert {rule_id for profile in PROFILES.values() for rule_id in profile} <= set(RULES)
