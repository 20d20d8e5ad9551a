"""All rules, by id."""

from collections.abc import Mapping

from interim.errors import InvalidInput
from interim.rules.caching.catalogue import CACHING
from interim.rules.fields.catalogue import FIELDS
from interim.rules.framing.catalogue import FRAMING
from interim.rules.interims.catalogue import INTERIMS
from interim.rules.long_running.catalogue import LONG_RUNNING
from interim.rules.rule import Rule
from interim.rules.status.catalogue import STATUS
from interim.rules.timing.catalogue import TIMING

__all__ = ["FAMILIES", "RULES", "find_rule"]

FAMILIES: Mapping[str, str] = {
    "INT": "Interim responses",
    "TIM": "Timing",
    "LRO": "Long-running requests",
    "STA": "Status codes",
    "FRM": "Framing",
    "CAC": "Caching",
    "HDR": "Fields",
}
"""What the three letters of an id stand for, in the order of the catalogue."""

RULES: Mapping[str, Rule] = {
    rule.id: rule for family in (INTERIMS, TIMING, LONG_RUNNING, STATUS, FRAMING, CACHING, FIELDS) for rule in family
}


def find_rule(rule_id: str) -> Rule:
    """The rule of this id, in any case.

    Raises:
        InvalidInput: there is none; it names those of the family.
    """
    wanted = rule_id.strip().upper()
    if wanted in RULES:
        return RULES[wanted]
    family = [known for known in RULES if known.startswith(wanted[:3])] if wanted[:3] in FAMILIES else []
    allowed = f"{family[0]} to {family[-1]}" if family else "an id such as INT001; families are " + ", ".join(FAMILIES)
    raise InvalidInput("rule", rule_id, allowed)
