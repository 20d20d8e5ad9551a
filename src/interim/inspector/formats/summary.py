"""The report in a few numbers."""

from typing import Any

from interim.inspector.report import Report
from interim.rules.finding import Severity

__all__ = ["summary_json"]


def summary_json(report: Report) -> dict[str, Any]:
    """The counts by severity, and `verdict`: whether the exchange came to its end."""
    final = report.exchange.final
    counts = {
        severity.word: sum(1 for finding in report.findings if finding.severity is severity)
        for severity in sorted(Severity, reverse=True)
    }
    return {
        "url": report.exchange.url,
        "status": None if final is None else final.status,
        "interims": len(report.exchange.interims),
        "findings": counts,
        "verdict": report.has_verdict,
    }
