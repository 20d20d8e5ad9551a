"""What a file is, its content says; what is wrong with it is one sentence."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.exchange.timeline import End
from interim.inspector.formats.json_report import json_report
from interim.inspector.judge import judge
from interim.inspector.replay import capture_of, load_replay
from interim.wire.limits import Limits

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.json") if path.stem != "expected")
PAGE = b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def octets(name: str) -> bytes:
    return (CORPUS / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_a_capture_of_a_replay_gives_the_same_exchange_again(name: str) -> None:
    (exchange,) = load_replay(octets(name), name)
    again = json.dumps(capture_of(exchange, name).to_json()).encode()
    assert load_replay(again, name) == [exchange]


def test_what_is_known_of_an_exchange_is_in_its_capture() -> None:
    document = json.loads(octets("ok-304-with-length")) | {"url": "http://example.test/x", "known": {"a": 1}}
    (exchange,) = load_replay(json.dumps(document).encode(), "x")
    assert exchange.url == "http://example.test/x"
    assert exchange.known == {"a": 1}
    assert exchange.clock == datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    capture = capture_of(exchange, "mine")
    assert (capture.name, capture.url, capture.known) == ("mine", "http://example.test/x", {"a": 1})
    assert capture.clock_at_request_end == "Sun, 22 Nov 2026 16:00:00 GMT"


def test_a_clock_that_is_none_is_unknown() -> None:
    document = json.loads(octets("ok-plain")) | {"clock_at_request_end": "yesterday"}
    (exchange,) = load_replay(json.dumps(document).encode(), "x")
    assert exchange.clock is None
    assert capture_of(exchange).clock_at_request_end == ""


def test_octets_of_a_server_are_the_answer_to_a_get() -> None:
    (exchange,) = load_replay(PAGE, "page.json")
    assert (exchange.request.method, exchange.request.target, exchange.request.version) == ("GET", "/", "HTTP/1.1")
    assert [interim.status for interim in exchange.interims] == [102]
    assert exchange.final is not None
    assert (exchange.final.status, exchange.final.content, exchange.final.head_at_ns) == (200, b"ok", 0)
    assert (exchange.end, exchange.end_at_ns) == (End.CLOSE, 0)


def test_broken_octets_of_a_server_are_taken_too() -> None:
    (exchange,) = load_replay(b"junk\r\n" + PAGE, "x")
    assert exchange.faults


def test_frames_of_http2_are_seen_for_what_they_are() -> None:
    (recorded,) = load_replay(octets("h2-ok-102"), "x")
    (exchange,) = load_replay(recorded.timeline.data, "raw")
    assert exchange.request.version == "HTTP/2"
    assert [interim.status for interim in exchange.interims] == [102]
    assert exchange.final is not None
    assert exchange.final.content == b"ok\n"


def test_a_report_gives_the_exchange_that_it_embeds() -> None:
    (exchange,) = load_replay(octets("ok-102-every-15s"), "x")
    report = judge(exchange)
    assert load_replay(json_report([report]).encode(), "x") == [exchange]
    assert load_replay(json_report([report, report]).encode(), "x") == [exchange, exchange]


def test_the_limits_of_the_reader_can_be_set() -> None:
    (exchange,) = load_replay(PAGE, "x", Limits(content_bytes=1))
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.content_octets) == (b"o", 2)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file"),
        (b" \r\n", "an empty file"),
        (b"\x89PNG\r\n\x1a\n", "without any HTTP response"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "an HTTP request"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"a": 1}\n{"a": 2}', "no JSON"),
        (b"{}", "members none"),
        (b'{"findings": [], "exchange": {}}', "members exchange, findings"),
        (b"[1]", "a JSON array"),
        (b'{"reports": []}', "members reports"),
    ],
    ids=["empty", "blank", "binary", "request", "cut", "deep", "lines", "object", "report", "array", "none"],
)
def test_a_file_that_is_nothing_of_ours_is_named_with_what_was_found(data: bytes, found: str) -> None:
    with pytest.raises(InvalidInput, match=found) as caught:
        load_replay(data, "trip.har")
    assert caught.value.parameter == "trip.har"
    assert "a capture" in caught.value.allowed


def test_the_byte_order_mark_of_an_editor_does_not_matter() -> None:
    assert load_replay(b"\xef\xbb\xbf" + octets("ok-plain"), "x") == load_replay(octets("ok-plain"), "x")


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"events": []}, "x: request"),
        ({"protocol": "http/9"}, "x: request"),
        ({"capture": None}, "x: capture: capture"),
        ({"capture": {"protocol": "h2"}}, "x: capture: request"),
        ({"reports": [{"capture": {}}]}, r"x: reports\[0\].capture: request"),
        ({"reports": ["a"]}, r"x: reports\[0\].capture: capture"),
        ({"log": {}}, "x: log.entries"),
        ({"log": 1}, "x: log"),
    ],
    ids=["events", "protocol", "null", "empty", "reports", "text", "har", "log"],
)
def test_a_broken_document_is_named_with_the_place(document: Any, where: str) -> None:
    with pytest.raises(InvalidInput, match=where):
        load_replay(json.dumps(document).encode(), "x")


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_file_is_worse_than_invalid(data: bytes) -> None:
    with contextlib.suppress(InvalidInput):
        assert load_replay(data, "x")
