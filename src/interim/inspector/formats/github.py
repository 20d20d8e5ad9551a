"""Findings as workflow commands of GitHub Actions, which show them as annotations."""

from collections.abc import Sequence

from interim.inspector.formats.printable import printable
from interim.inspector.formats.where import where
from interim.inspector.report import Report
from interim.rules.finding import Finding, Severity

__all__ = ["github_report"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(reports: Sequence[Report]) -> str:
    """One line for each finding, the worst first: the runner keeps only ten of a kind in each step."""
    found = [(report, finding) for report in reports for finding in report.findings]
    found.sort(key=lambda pair: -pair[1].severity)
    return "".join(f"{_command(report, finding)}\n" for report, finding in found)


def _command(report: Report, finding: Finding) -> str:
    url = report.exchange.url or report.exchange.request.target
    details = "; ".join((where(finding), *finding.spec))
    message = _escaped(f"{finding.message} ({url}: {details})")
    title = _escaped(finding.id).replace(":", "%3A").replace(",", "%2C")
    return f"::{_COMMANDS[finding.severity]} title={title}::{message}"


def _escaped(text: str) -> str:
    # The runner decodes exactly these. A line end is an escape of ours before it could be one of theirs, so that a
    # field value cannot start a command.
    return printable(text).replace("%", "%25")
