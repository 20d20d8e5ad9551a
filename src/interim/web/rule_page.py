"""`/rules` and `/rules/{id}`: what the inspector judges by."""

from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.page import clause_url, sections
from interim.rules.rule import Rule
from interim.web.render import render
from interim.web.representation import Representation
from interim.web.visit import Visit

__all__ = ["all_rules", "no_such_rule", "one_rule"]

_IN_THE_HEAD = frozenset({"What", "Severity", "Spec", "Links", "Codes"})
"""Sections that the page shows at its top, in a form of its own."""


def all_rules(visit: Visit) -> Representation:
    """All rules, by family."""
    families = [(title, [rule for rule in RULES.values() if rule.id[:3] == key]) for key, title in FAMILIES.items()]
    return render("rules.html", visit, families=families, total=len(RULES))


def one_rule(rule: Rule, visit: Visit) -> Representation:
    """The page of a rule."""
    ids = list(RULES)
    at = ids.index(rule.id)
    return render(
        "rule.html",
        visit,
        rule=rule,
        family=FAMILIES[rule.id[:3]],
        clauses=[(clause, clause_url(clause)) for clause in rule.spec],
        sections=[section for section in sections(rule) if section.heading not in _IN_THE_HEAD],
        before=RULES[ids[at - 1]] if at else None,
        after=RULES[ids[at + 1]] if at + 1 < len(ids) else None,
    )


def no_such_rule(asked: str, visit: Visit) -> Representation:
    """404, with the rules of the family that was asked for, or else the families."""
    family = asked[:3].upper()
    likely = [rule for rule in RULES.values() if rule.id.startswith(family)] if family in FAMILIES else []
    return render("no_rule.html", visit, http_status=404, asked=asked[:100], likely=likely, families=FAMILIES)
