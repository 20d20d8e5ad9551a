"""The text that people read: the timeline, then the findings, the worst first."""

from collections.abc import Iterator, Sequence

from interim.inspector.formats.events import events_of, phases_of
from interim.inspector.formats.lines import Kind, Line, Lines
from interim.inspector.formats.where import where
from interim.inspector.report import Report
from interim.rules.finding import Finding, Severity

__all__ = ["finding_lines", "text_report", "timeline_lines", "title_line", "verdict_line"]

_KINDS = {Severity.ERROR: Kind.ERROR, Severity.WARNING: Kind.WARNING, Severity.NOTE: Kind.NOTE}


def text_report(reports: Sequence[Report]) -> str:
    """All of it, as it would have been shown, with a line end after each line."""
    lines: list[Line] = []
    for report in reports:
        if lines:
            lines.append(Line(""))
        lines += [*timeline_lines(report), Line(""), *finding_lines(report)]
    return "".join(f"{line.text}\n" for line in lines)


def timeline_lines(report: Report) -> Iterator[Line]:
    """The timeline of a finished exchange, with the redirects that led to it."""
    for hop in report.hops:
        yield Line(f"{hop.url}  {hop.status} to {hop.location}", Kind.REMARK)
    yield title_line(report)
    lines = Lines()
    for event in (*phases_of(report), *events_of(report.exchange)):
        yield from lines.of(event)


def title_line(report: Report) -> Line:
    """What was asked."""
    request = report.exchange.request
    return Line(f"{request.method} {report.exchange.url or request.target} {request.version}", Kind.TITLE)


def finding_lines(report: Report) -> Iterator[Line]:
    """The findings by severity, what was not checked and why, and the count."""
    for severity in sorted(Severity, reverse=True):
        of_it = [finding for finding in report.findings if finding.severity is severity]
        if of_it:
            yield Line(_counted(len(of_it), severity), _KINDS[severity])
            for finding in of_it:
                yield from _finding(finding)
            yield Line("")
    reasons: dict[str, list[str]] = {}
    for check, reason in report.skipped.items():
        reasons.setdefault(reason, []).append(check)
    if report.probes:
        yield Line(f"Checked too: {', '.join(report.probes)}", Kind.REMARK)
    if reasons:
        left_out = (f"{', '.join(checks)} ({reason})" for reason, checks in reasons.items())
        yield Line(f"Not checked: {'; '.join(left_out)}", Kind.REMARK)
    yield verdict_line(report)


def verdict_line(report: Report) -> Line:
    """How many findings there are, and whether the exchange came to its end."""
    counts = [
        _counted(number, severity)
        for severity in sorted(Severity, reverse=True)
        if (number := sum(1 for finding in report.findings if finding.severity is severity))
    ]
    found = ", ".join(counts) if counts else "No findings"
    if report.has_verdict:
        return Line(f"{found}.", Kind.TITLE)
    return Line(f"{found}. No verdict: we stopped before the final response was complete.", Kind.TITLE)


def _finding(finding: Finding) -> Iterator[Line]:
    yield Line(f"  {finding.id}  {finding.message}", _KINDS[finding.severity])
    rests_on = ", ".join(finding.spec) or "no specification"
    yield Line(f"          {where(finding)}; {rests_on}; interim rule {finding.id}", Kind.REMARK)


def _counted(number: int, severity: Severity) -> str:
    return f"{number} {severity.word}{'' if number == 1 else 's'}"
