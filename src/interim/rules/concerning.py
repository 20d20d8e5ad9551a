"""From a status code to the rules that concern it."""

from interim.rules.catalogue import RULES
from interim.rules.rule import Rule

__all__ = ["rules_concerning"]


def rules_concerning(code: int) -> tuple[Rule, ...]:
    """The rules that name the code: those that name the fewest codes first, then in the order of the catalogue.

    Rules that concern every response name no code, and are not among them.
    """
    naming = [rule for rule in RULES.values() if code in rule.codes]
    return tuple(sorted(naming, key=lambda rule: len(rule.codes)))
