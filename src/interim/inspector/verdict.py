"""The findings of an inspection: those of the exchange, and those that its further exchanges show of themselves."""

import dataclasses
from collections.abc import Mapping

from interim.exchange.exchange import Exchange
from interim.rules.case import Probe
from interim.rules.finding import Finding
from interim.rules.settings import Settings

__all__ = ["verdict"]

_FAMILIES = ("INT", "FRM", "STA")
"""What is wrong with the octets of any response. The rest of a probe is the answer to an unusual question."""

_OTHERS: frozenset[Probe] = frozenset({"compare", "monitor"})
"""Exchanges with other resources: their faults are not those of the one that is inspected."""


def verdict(
    exchange: Exchange, settings: Settings, probes: Mapping[Probe, tuple[Exchange, ...]]
) -> tuple[Finding, ...]:
    """All findings, the worst first. What a probe shows is told once, and only if the exchange does not show it."""
    # All rules and their linter: a third of a second, which comes after the exchange so that it delays nothing.
    from interim.rules.lint import lint

    findings = lint(exchange, settings, probes=probes)
    told = {finding.id for finding in findings}
    narrow = dataclasses.replace(settings, select=_FAMILIES)
    for name, exchanges in probes.items():
        if name in _OTHERS:
            continue
        for probe in exchanges:
            new = [
                dataclasses.replace(finding, probe=name)
                for finding in lint(probe, narrow)
                if finding.id not in told and settings.counts(finding.id)
            ]
            findings += new
            told |= {finding.id for finding in new}
    return tuple(sorted(findings, key=lambda finding: -finding.severity))
