"""The report for people."""

import pytest

from interim.inspector.formats.text import text_report, verdict_line
from interim.inspector.report import Report
from tests.fakes.reports import evil_report, odd_reports, plain_report


def test_the_timeline_stands_before_the_findings_and_the_worst_first() -> None:
    text = text_report([plain_report()])
    lines = text.splitlines()
    assert lines[0] == "http://example.test/  301 to https://example.test:8443/a/b?c=d&e="
    assert lines[1] == "POST https://example.test:8443/a/b?c=d&e= HTTP/1.1"
    assert lines[lines.index("1 error") :] == [
        "1 error",
        "  INT002  The 102 carries Content-Length: 0",
        "          interim response 1, Content-Length, +1.000 s; RFC 9110 §8.6; interim rule INT002",
        "",
        "1 note",
        "  INT002  A remark",
        "          seen by the check head; no specification; interim rule INT002",
        "",
        "Checked too: head",
        "Not checked: range, gzip (no Accept-Ranges)",
        "1 error, 1 note.",
    ]
    assert lines.index("1 error") > next(number for number, line in enumerate(lines) if "200 OK" in line)


def test_a_report_without_findings_says_so() -> None:
    report = odd_reports()[1]
    assert text_report([report]).endswith("\n\nNo findings.\n")


def test_a_report_without_a_verdict_says_so() -> None:
    assert verdict_line(evil_report()).text.startswith("1 warning. No verdict: ")


def test_several_reports_are_apart() -> None:
    assert text_report([odd_reports()[1], odd_reports()[1]]).count("\nNo findings.\n") == 2
    assert "\nNo findings.\n\nGET *" in text_report([odd_reports()[1], odd_reports()[1]])


@pytest.mark.parametrize("report", [plain_report(), evil_report(), *odd_reports()], ids=lambda _: "report")
def test_every_line_is_printable(report: Report) -> None:
    text = text_report([report])
    assert all(line.isprintable() for line in text.split("\n"))
