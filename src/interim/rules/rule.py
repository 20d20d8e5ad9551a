"""A rule: a check, and the words that explain it. One file each; see `rules/interim/content_length_in_interim.py`."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interim.rules.case import Case, Probe
from interim.rules.finding import Finding, Severity

__all__ = ["Check", "Found", "Rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check found. `Rule.judge` makes a finding of it. The attributes are those of `Finding`."""

    message: str
    part: str = ""
    index: int | None = None
    field: str = ""
    at_ns: int | None = None
    probe: Probe | Literal[""] = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    severity: Severity | None = None
    """Instead of the rule's own; for rules that speak for another linter. A setting overrides both."""


Check = Callable[[Case], Iterable[Found]]
"""A pure function: no IO, no clock, and no exception on any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule and its page.

    Attributes:
        id: three letters of the family and three digits. Never given to another rule.
        name: the fault, in snake case; the name of its file.
        summary: one sentence that says what is wrong, without a value.
        spec: the clauses, such as "RFC 9110 §15.2"; empty where it rests on measured limits alone.
        codes: status codes that it concerns in particular; empty where it concerns every response (or every final one).
            Ascending.
        why: what goes wrong because of it, in a few sentences of plain text.
        hurts: ids of clients and proxies in `peers` that it breaks or bothers.
        bad: the octets of an exchange that breaks it, as text; or what happens when, for rules about time.
        good: the same without the fault.
        fix: what to do about it, and where.
        settings: names of the settings it goes by.
        probes: the active checks it needs; empty for what a single exchange shows.
        check: finds it.
    """

    id: str
    name: str
    severity: Severity
    summary: str
    spec: tuple[str, ...]
    codes: tuple[int, ...] = ()
    why: str
    hurts: tuple[str, ...] = ()
    bad: str
    good: str
    fix: str
    settings: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    check: Check

    def judge(self, case: Case) -> list[Finding]:
        """What this rule finds in the case, with the severity that the settings give."""
        return [
            Finding(
                id=self.id,
                severity=case.settings.severities.get(self.id, found.severity or self.severity),
                message=found.message,
                spec=self.spec,
                part=found.part,
                index=found.index,
                field=found.field,
                at_ns=found.at_ns,
                probe=found.probe,
                data=found.data,
            )
            for found in self.check(case)
        ]
