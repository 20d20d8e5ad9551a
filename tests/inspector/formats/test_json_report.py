"""The JSON document and its schema."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from interim.exchange.capture import Capture
from interim.inspector.formats.json_report import SCHEMA, json_report
from interim.inspector.judge import judge
from interim.inspector.replay import load_replay
from tests.fakes.reports import EVIL, SECOND, evil_report, odd_reports, plain_report

ROOT = Path(__file__).parents[3]
CORPUS = sorted(path for path in (ROOT / "tests" / "data" / "corpus").glob("*.json") if path.stem != "expected")
VALIDATOR = Draft202012Validator(json.loads((ROOT / "docs" / "schemas" / "report-1.json").read_text()))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("reports", [[plain_report()], [evil_report()], odd_reports(), []], ids=len)
def test_a_document_passes_the_schema(reports: list) -> None:  # type: ignore[type-arg]
    VALIDATOR.validate(json.loads(json_report(reports)))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_report_of_the_corpus_passes_the_schema_and_is_replayed_from_it(path: Path) -> None:
    (exchange,) = load_replay(path.read_bytes(), path.name)
    written = json_report([judge(exchange)])
    VALIDATOR.validate(json.loads(written))
    (again,) = load_replay(written.encode(), "report.json")
    assert json.loads(json_report([judge(again)])) == json.loads(written)


@pytest.mark.parametrize("missing", ["schema", "summary", "findings", "exchange", "capture"])
def test_the_schema_refuses_a_report_without_a_member(missing: str) -> None:
    document = json.loads(json_report([plain_report()]))
    del document[missing]
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("missing", ["id", "severity", "message", "spec"])
def test_the_schema_refuses_a_finding_without_a_member(missing: str) -> None:
    document = json.loads(json_report([plain_report()]))
    del document["findings"][0][missing]
    assert not VALIDATOR.is_valid(document)


def test_the_members_of_a_report() -> None:
    document = json.loads(json_report([plain_report()]))
    assert document["schema"] == SCHEMA
    assert document["summary"] == {
        "url": "https://example.test:8443/a/b?c=d&e=",
        "status": 200,
        "interims": 2,
        "findings": {"error": 1, "warning": 0, "note": 1},
        "verdict": True,
    }
    assert document["findings"][0] == {
        "id": "INT002",
        "severity": "error",
        "message": "The 102 carries Content-Length: 0",
        "spec": ["RFC 9110 §8.6"],
        "part": "interim",
        "index": 0,
        "field": "Content-Length",
        "at": 1.0,
    }
    assert [event["event"] for event in document["exchange"]["timeline"]] == [
        "sent",
        "interim",
        "interim",
        "final",
        "content",
        "content",
        "end",
    ]
    assert document["exchange"]["final"]["content_preview"] == "hello"
    assert document["phases"]["tls"] == 0.003
    assert document["connection"]["certificate_expires"] == "2027-01-01T00:00:00+00:00"
    assert document["probes"]["head"][0]["method"] == "HEAD"
    assert document["skipped"]["range"] == "no Accept-Ranges"
    assert document["hops"][0]["status"] == 301


def test_the_capture_within_a_report_has_the_octets() -> None:
    report = plain_report()
    capture = Capture.from_json(json.loads(json_report([report]))["capture"])
    assert capture.timeline == report.exchange.timeline
    assert capture.url == report.exchange.url


def test_several_reports_are_members_of_one_document() -> None:
    document = json.loads(json_report(odd_reports()))
    assert document["schema"] == SCHEMA
    assert [report["exchange"]["end_at"] for report in document["reports"]] == [1.0, 0.0, 0.0]


def test_what_a_peer_sent_comes_back_and_nothing_of_it_is_raw() -> None:
    written = json_report([evil_report()])
    assert written.replace("\n", "").isprintable()
    assert json.loads(written)["findings"][0]["message"] == EVIL


def test_the_preview_of_content_is_bounded() -> None:
    report = plain_report()
    final = report.exchange.final
    assert final is not None
    import dataclasses

    long = dataclasses.replace(final, content="§".encode() * 5_000, content_octets=SECOND)
    report = dataclasses.replace(report, exchange=dataclasses.replace(report.exchange, final=long))
    shown = json.loads(json_report([report]))["exchange"]["final"]
    assert (shown["content_preview"], shown["content_octets"]) == ("§" * 1000, SECOND)
