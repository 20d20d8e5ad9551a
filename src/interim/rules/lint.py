"""Judge an exchange by all rules. Pure and synchronous: no network, no clock."""

from collections.abc import Mapping
from functools import lru_cache

from interim.exchange.exchange import Exchange
from interim.rules.case import Case, Probe
from interim.rules.catalogue import RULES
from interim.rules.finding import Finding
from interim.rules.repeats import told_once
from interim.rules.rule import Rule
from interim.rules.settings import Settings

__all__ = ["lint"]


def lint(
    exchange: Exchange,
    settings: Settings | None = None,
    *,
    probes: Mapping[Probe, tuple[Exchange, ...]] | None = None,
) -> list[Finding]:
    """What is wrong with the exchange, the worst first, then in the order of the catalogue.

    What is wrong with several messages in the same way is one finding, of the first of them.

    Args:
        exchange: what to judge, complete or not.
        settings: thresholds, and which rules count. Without any, all count with their own severities.
        probes: further exchanges that active rules need; rules whose probes are missing find nothing.
    """
    case = Case(exchange=exchange, settings=settings or Settings(), probes=probes or {})
    rules = _chosen(case.settings.select, case.settings.ignore)
    findings = [finding for rule in rules for finding in rule.judge(case)]
    return sorted(told_once(findings), key=lambda finding: -finding.severity)


@lru_cache(maxsize=32)
def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules that count, which takes as long to find out as judging by them does."""
    settings = Settings(select=select, ignore=ignore)
    return tuple(rule for rule in RULES.values() if settings.counts(rule.id))
