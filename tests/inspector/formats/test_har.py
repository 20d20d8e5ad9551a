"""HAR 1.2."""

import base64
import dataclasses
import gzip
import json
from datetime import datetime
from typing import Any

import pytest

from interim.exchange.fields import Fields
from interim.inspector.formats.har import har_report
from interim.inspector.replay import load_replay
from interim.inspector.report import Report
from tests.fakes.reports import evil_report, odd_reports, plain_report

REQUIRED = {
    "entry": {"startedDateTime", "time", "request", "response", "cache", "timings"},
    "request": {
        *("method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"),
    },
    "response": {
        *("status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL"),
        *("headersSize", "bodySize"),
    },
    "timings": {"send", "wait", "receive"},
    "content": {"size", "mimeType"},
    "postData": {"mimeType", "params", "text"},
}


def entry_of(report: Report) -> dict[str, Any]:
    (entry,) = json.loads(har_report([report]))["log"]["entries"]
    return dict(entry)


def with_content(coding: str, content: bytes) -> Report:
    report = plain_report()
    assert report.exchange.final is not None
    final = dataclasses.replace(
        report.exchange.final,
        content=content,
        content_octets=len(content),
        fields=Fields.of([("Content-Encoding", coding)] if coding else []),
    )
    return dataclasses.replace(report, exchange=dataclasses.replace(report.exchange, final=final))


@pytest.mark.parametrize("report", [plain_report(), evil_report(), *odd_reports()], ids=lambda _: "report")
def test_every_required_member_is_there_with_its_type(report: Report) -> None:
    document = json.loads(har_report([report]))
    assert document["log"]["version"] == "1.2"
    assert set(document["log"]["creator"]) == {"name", "version"}
    (entry,) = document["log"]["entries"]
    assert set(entry) >= REQUIRED["entry"]
    for name in ("request", "response", "timings"):
        assert set(entry[name]) >= REQUIRED[name]
    assert set(entry["response"]["content"]) >= REQUIRED["content"]
    assert set(entry["request"].get("postData", REQUIRED["postData"])) >= REQUIRED["postData"]
    assert datetime.fromisoformat(entry["startedDateTime"]).tzinfo is not None
    for pairs in (entry["request"]["headers"], entry["response"]["headers"], entry["request"]["queryString"]):
        assert all(set(pair) == {"name", "value"} for pair in pairs)


@pytest.mark.parametrize("report", [plain_report(), evil_report(), *odd_reports()], ids=lambda _: "report")
def test_the_times_add_up(report: Report) -> None:
    entry = entry_of(report)
    timings = entry["timings"]
    parts = [timings[name] for name in ("blocked", "dns", "connect", "send", "wait", "receive")]
    assert entry["time"] == pytest.approx(sum(part for part in parts if part > 0))
    assert min(timings["send"], timings["wait"], timings["receive"]) >= 0


def test_the_phases_are_those_of_the_recording() -> None:
    entry = entry_of(plain_report())
    assert entry["timings"] == {
        "blocked": -1,
        "dns": 1.0,
        "connect": 5.0,
        "ssl": 3.0,
        "send": 4.0,
        "wait": 3000.0,
        "receive": 500.0,
    }
    assert entry["startedDateTime"] == "2026-11-22T16:00:00.240+00:00"
    assert (entry["serverIPAddress"], entry["connection"]) == ("192.0.2.7", "8443")


def test_interims_and_findings_are_in_members_of_our_own() -> None:
    entry = entry_of(plain_report())
    assert entry["_interim"][0] == {
        "at": 1.0,
        "status": 102,
        "statusText": "Processing",
        "httpVersion": "HTTP/1.1",
        "headers": [{"name": "Content-Length", "value": "0"}],
    }
    assert [finding["id"] for finding in entry["_findings"]] == ["INT002", "INT002"]
    assert [interim["status"] for interim in entry_of(odd_reports()[0])["_late"]] == [102]


def test_the_request_has_its_query_its_cookies_and_its_content() -> None:
    request = entry_of(plain_report())["request"]
    assert request["queryString"] == [{"name": "c", "value": "d"}, {"name": "e", "value": ""}]
    assert request["cookies"] == [{"name": "k", "value": "v"}, {"name": "l", "value": "w"}]
    assert request["postData"] == {"mimeType": "text/plain", "params": [], "text": "ask"}


def test_the_url_is_absolute_even_where_a_capture_has_none() -> None:
    report = plain_report()
    without = dataclasses.replace(report, exchange=dataclasses.replace(report.exchange, url=""))
    assert entry_of(report)["request"]["url"] == "https://example.test:8443/a/b?c=d&e="
    assert entry_of(without)["request"]["url"] == "http://example.test:8443/a/b?c=d&e="
    assert entry_of(odd_reports()[0])["request"]["url"] == "http://[::1/?"


def test_the_response_has_its_cookies_and_its_content() -> None:
    response = entry_of(plain_report())["response"]
    assert response["cookies"] == [{"name": "a", "value": "b", "httpOnly": False, "secure": False, "path": "/"}]
    assert response["content"] == {"size": 5, "mimeType": "text/plain", "text": "hello"}


@pytest.mark.parametrize(
    ("line", "cookie"),
    [
        ("a=b=c; HttpOnly; SECURE; path=/x; Domain=", {"name": "a", "value": "b=c", "path": "/x"}),
        ("no pair", {"name": "", "value": "no pair"}),
        ("a/b=\x00", {"name": "a/b", "value": "\x00"}),
    ],
    ids=["attributes", "no-pair", "odd"],
)
def test_a_cookie_is_read_however_odd_it_is(line: str, cookie: dict[str, str]) -> None:
    report = plain_report()
    assert report.exchange.final is not None
    final = dataclasses.replace(report.exchange.final, fields=Fields.of([("Set-Cookie", line)]))
    report = dataclasses.replace(report, exchange=dataclasses.replace(report.exchange, final=final))
    (shown,) = entry_of(report)["response"]["cookies"]
    flags = {"httpOnly": "HttpOnly" in line, "secure": "SECURE" in line}
    assert shown == cookie | flags


@pytest.mark.parametrize(
    ("coding", "content", "shown"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0), {"text": "hello", "compression": 5 - 25, "size": 5}),
        ("gzip", b"no gzip", {"text": "no gzip", "comment": "content coding gzip not removed", "size": 7}),
        ("br", b"\xff", {"encoding": "base64", "comment": "content coding br not removed", "size": 1}),
        ("identity", b"x", {"text": "x", "size": 1}),
        ("", b"\xff\x00", {"text": base64.b64encode(b"\xff\x00").decode(), "encoding": "base64"}),
    ],
    ids=["gzip", "no-gzip", "br", "identity", "binary"],
)
def test_content_is_without_its_coding_where_that_is_known(coding: str, content: bytes, shown: dict[str, Any]) -> None:
    document = entry_of(with_content(coding, content))["response"]["content"]
    assert {name: document.get(name) for name in shown} == shown
    assert ("comment" in document) == ("comment" in shown)


def test_a_compression_bomb_stays_as_it_is() -> None:
    document = entry_of(with_content("gzip", gzip.compress(bytes(32 * 1024 * 1024), mtime=0)))["response"]["content"]
    assert document["size"] < 64 * 1024
    assert document["comment"] == "content coding gzip not removed"


def test_content_that_was_not_kept_is_said() -> None:
    document = entry_of(odd_reports()[0])["response"]["content"]
    assert document["size"] == 7
    assert document["comment"] == "the first 2 octets, content coding br not removed"


def test_an_exchange_without_a_final_response_is_as_browsers_write_it() -> None:
    response = entry_of(evil_report())["response"]
    assert (response["status"], response["_error"]) == (0, "no final response: deadline")


def test_the_archive_is_printable() -> None:
    assert har_report([evil_report()]).replace("\n", "").isprintable()


def test_the_archive_can_be_replayed() -> None:
    report = plain_report()
    (exchange,) = load_replay(har_report([report]).encode(), "x.har")
    assert [interim.status for interim in exchange.interims] == [102, 102]
    assert [interim.at_ns for interim in exchange.interims] == [interim.at_ns for interim in report.exchange.interims]
    assert exchange.final is not None
    assert exchange.final.content == b"hello"
