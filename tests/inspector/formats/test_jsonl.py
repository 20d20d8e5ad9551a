"""The report as JSON lines."""

import json
from typing import Any

from interim.exchange.timeline import End
from interim.inspector.formats.jsonl import EventLines, event_json, jsonl_report, notice_line
from interim.wire.events import ContentSeen, Event, Finished, Phase, PhaseDone, RequestSent
from tests.fakes.reports import SECOND, evil_report, odd_reports, plain_report


def lines_of(text: str) -> list[dict[str, Any]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_events_then_findings_then_the_summary() -> None:
    lines = lines_of(jsonl_report([plain_report()]))
    assert [line["event"] for line in lines] == [
        *("phase", "phase", "phase", "sent", "interim", "interim", "final", "content", "content", "end"),
        *("finding", "finding", "summary"),
    ]
    assert lines[0] == {"event": "phase", "phase": "dns", "took": 0.001, "detail": "192.0.2.7"}
    assert lines[4]["headers"] == [["Content-Length", "0"]]
    assert lines[10]["id"] == "INT002"
    assert lines[-1]["findings"] == {"error": 1, "warning": 0, "note": 1}


def test_a_late_interim_and_a_fault_are_told_as_such() -> None:
    lines = lines_of(jsonl_report([odd_reports()[0], evil_report()]))
    assert [line["late"] for line in lines if line["event"] == "interim"] == [True, False]
    assert [line["kind"] for line in lines if line["event"] == "fault"] == ["field_value"]


def test_every_line_is_printable() -> None:
    assert all(line.isprintable() for line in jsonl_report([evil_report()]).splitlines())


def test_content_that_flows_makes_few_lines() -> None:
    events = EventLines()
    seen: list[Event] = [ContentSeen(at_ns=at * 1_000_000, octets=10) for at in range(250)]
    lines = [json.loads(line) for event in seen for line in events.of(event)]
    lines += [json.loads(line) for line in events.of(Finished(at_ns=SECOND, end=End.CLOSE))]
    assert [line["event"] for line in lines] == ["content", "content", "content", "end"]
    assert sum(line.get("octets", 0) for line in lines) == 2_500
    assert [line["at"] for line in lines] == [0.0, 0.1, 0.2, 1.0]


def test_an_event_is_a_word_and_its_members() -> None:
    assert event_json(RequestSent()) == ("sent", {"at": 0.0})
    assert event_json(PhaseDone(phase=Phase.TLS, took_ns=1, detail="x"))[0] == "phase"


def test_a_notice_is_a_line() -> None:
    assert json.loads(notice_line("range: bytes=0-9")) == {"event": "notice", "text": "range: bytes=0-9"}
