"""Findings that say the same of several messages, told once: a heartbeat repeats its faults with every beat."""

from collections.abc import Iterable
from dataclasses import replace

from interim.rules.finding import Finding

__all__ = ["told_once"]


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding but those that equal an earlier one in all but index, time and data.

    The one that stays says how often in its message and as `times` in its data.
    """
    firsts: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.id, finding.message, finding.part, finding.field, finding.probe, finding.severity)
        firsts.setdefault(key, []).append(finding)
    return [same[0] if len(same) == 1 else _repeated(same[0], len(same)) for same in firsts.values()]


def _repeated(first: Finding, times: int) -> Finding:
    return replace(first, message=f"{first.message} ({times} times)", data={**first.data, "times": times})
