"""JUnit XML."""

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from interim.inspector.formats.junit import junit_report
from interim.rules.catalogue import RULES
from interim.rules.finding import Severity
from interim.rules.settings import Settings
from tests.fakes.reports import evil_report, odd_reports, plain_report


def suites(text: str) -> list[Element]:
    root = fromstring(text.encode())
    assert root.tag == "testsuites"
    return list(root)


def case(suite: Element, rule_id: str) -> Element:
    (found,) = [case for case in suite if case.get("name", "").startswith(rule_id)]
    return found


def test_there_is_a_suite_for_each_exchange_and_a_case_for_each_rule() -> None:
    parsed = suites(junit_report([plain_report(), *odd_reports()], Settings(), Severity.ERROR))
    assert [suite.get("name") for suite in parsed][:2] == [
        "POST https://example.test:8443/a/b?c=d&e=",
        "GET http://[::1/?",
    ]
    assert all(len(suite) == len(RULES) == int(suite.get("tests", "")) for suite in parsed)
    assert parsed[0].get("timestamp") == "2026-11-22T16:00:00"
    assert parsed[0].get("time") == "4.000"


def test_only_rules_that_count_are_cases() -> None:
    (suite,) = suites(junit_report([plain_report()], Settings(select=("INT002",)), Severity.ERROR))
    assert [case.get("name") for case in suite] == ["INT002 content_length_in_interim"]
    assert case(suite, "INT002").get("classname") == "interim.Interim responses"


@pytest.mark.parametrize(
    ("fail_on", "failure", "remark"),
    [
        (Severity.ERROR, ["error: The 102"], ["note: A remark"]),
        (Severity.NOTE, ["error: The 102", "note: A remark"], []),
        (None, [], ["error: The 102", "note: A remark"]),
    ],
    ids=["error", "note", "never"],
)
def test_findings_from_the_threshold_on_are_failures(
    fail_on: Severity | None, failure: list[str], remark: list[str]
) -> None:
    (suite,) = suites(junit_report([plain_report()], Settings(), fail_on))
    assert suite.get("failures") == ("1" if failure else "0")
    of_rule = case(suite, "INT002")
    for tag, sentences in (("failure", failure), ("system-out", remark)):
        lines = [] if of_rule.find(tag) is None else (of_rule.findtext(tag) or "").splitlines()
        assert len(lines) == len(sentences)
        assert all(line.startswith(start) for line, start in zip(lines, sentences, strict=True))


def test_what_xml_cannot_hold_is_escaped() -> None:
    text = junit_report([evil_report()], Settings(), Severity.WARNING)
    assert text.replace("\n", "").isprintable()
    (suite,) = suites(text)
    failure = case(suite, "INT002").find("failure")
    assert failure is not None
    assert failure.get("type") == "warning"
    assert (failure.get("message") or "").startswith("\\x1b[31mred\\x07")
