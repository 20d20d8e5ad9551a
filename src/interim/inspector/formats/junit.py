"""The findings as JUnit XML: a test suite for each exchange, a test case for each rule that counts."""

from collections.abc import Sequence
from datetime import UTC
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from interim.inspector.formats.printable import printable
from interim.inspector.formats.where import where
from interim.inspector.report import Report
from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.finding import Finding, Severity
from interim.rules.rule import Rule
from interim.rules.settings import Settings

__all__ = ["junit_report"]


def junit_report(reports: Sequence[Report], settings: Settings, fail_on: Severity | None) -> str:
    """The text of the document.

    Args:
        reports: what to write.
        settings: those it was judged by; they say which rules count.
        fail_on: from which severity on a finding is a failure; None for never. Others are in `system-out`.
    """
    root = Element("testsuites", name="interim")
    rules = [rule for rule in RULES.values() if settings.counts(rule.id)]
    for report in reports:
        _suite(root, report, rules, fail_on)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, report: Report, rules: Sequence[Rule], fail_on: Severity | None) -> None:
    failed = set() if fail_on is None else {finding.id for finding in report.at_or_above(fail_on)}
    took_ns = report.exchange.end_at_ns if report.phases is None else report.phases.total_ns
    request = report.exchange.request
    suite = SubElement(
        root,
        "testsuite",
        name=printable(f"{request.method} {report.exchange.url or request.target}"),
        tests=str(len(rules)),
        failures=str(len(failed)),
        errors="0",
        skipped="0",
        time=f"{max(0, took_ns) / 1_000_000_000:.3f}",
    )
    if report.exchange.clock is not None:
        suite.set("timestamp", report.exchange.clock.astimezone(UTC).replace(tzinfo=None).isoformat("T", "seconds"))
    for rule in rules:
        found = [finding for finding in report.findings if finding.id == rule.id]
        _case(suite, rule, found, fail_on)


def _case(suite: Element, rule: Rule, found: Sequence[Finding], fail_on: Severity | None) -> None:
    family = f"interim.{FAMILIES[rule.id[:3]]}"
    case = SubElement(suite, "testcase", classname=family, name=f"{rule.id} {rule.name}", time="0")
    failures = [finding for finding in found if fail_on is not None and finding.severity >= fail_on]
    remarks = [finding for finding in found if finding not in failures]
    if failures:
        # One for each test case: some readers refuse, and others miscount, more.
        failure = SubElement(case, "failure", type=failures[0].severity.word, message=printable(failures[0].message))
        failure.text = "\n".join(_sentence(finding) for finding in failures)
    if remarks:
        SubElement(case, "system-out").text = "\n".join(_sentence(finding) for finding in remarks)


def _sentence(finding: Finding) -> str:
    # XML 1.0 has no way to write most control characters, not even escaped.
    return printable(f"{finding.severity.word}: {finding.message} ({'; '.join((where(finding), *finding.spec))})")
