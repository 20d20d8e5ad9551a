"""Judge an exchange by all rules. Pure and synchronous: no network, no clock."""

from collections.abc import Mapping

from interim.exchange.exchange import Exchange
from interim.rules.case import Case, Probe
from interim.rules.catalogue import RULES
from interim.rules.finding import Finding
from interim.rules.settings import Settings

__all__ = ["lint"]


def lint(
    exchange: Exchange,
    settings: Settings | None = None,
    *,
    probes: Mapping[Probe, tuple[Exchange, ...]] | None = None,
) -> list[Finding]:
    """What is wrong with the exchange, the worst first, then in the order of the catalogue.

    Args:
        exchange: what to judge, complete or not.
        settings: thresholds, and which rules count. Without any, all count with their own severities.
        probes: further exchanges that active rules need; rules whose probes are missing find nothing.
    """
    case = Case(exchange=exchange, settings=settings or Settings(), probes=probes or {})
    findings = [finding for rule in RULES.values() if case.settings.counts(rule.id) for finding in rule.judge(case)]
    return sorted(findings, key=lambda finding: -finding.severity)
