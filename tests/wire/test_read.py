import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interim.exchange.capture import Capture, Protocol
from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End, Octets, Timeline
from interim.wire.limits import Limits
from interim.wire.read import read_exchange
from tests.fakes.h1_exchange import SECOND, kinds, statuses

CORPUS = Path(__file__).parents[1] / "data" / "corpus"

CASES = {
    "cac-404-heuristic": ([404], []),
    "frm-bad-chunk": ([200], ["chunk"]),
    "frm-chunk-truncated": ([200], ["incomplete"]),
    "frm-cl-conflict": ([200], []),
    "frm-cl-then-te": ([200], []),
    "frm-extra-bytes": ([200], ["surplus"]),
    "frm-obs-fold": ([200], ["obs_fold"]),
    "frm-short": ([200], ["incomplete"]),
    "frm-space-colon": ([200], ["space_before_colon"]),
    "frm-status-line": ([20], ["status_line"]),
    "int-100-three-times": ([100, 100, 100, 200], []),
    "int-100-unexpected": ([100, 200], []),
    "int-101-no-upgrade-field": ([101], []),
    "int-101-wrong-protocol": ([101], []),
    "int-102-as-final": ([102], ["after_interim"]),
    "int-102-chunked": ([102, 200], ["after_interim"]),
    "int-102-content-length-0": ([102, 200], []),
    "int-102-then-close": ([102], []),
    "int-103-empty": ([103, 200], []),
    "int-103-hop-by-hop": ([103, 200], []),
    "int-103-te-only": ([103, 200], []),
    "int-after-final": ([102, 200, 102], ["interim_after_final"]),
    "int-connection-close": ([102, 200], []),
    "int-set-cookie": ([102, 200], []),
    "int-smuggled-200": ([100, 200], ["surplus"]),
    "int-status-uri-on-207": ([207], []),
    "int-to-http10": ([102, 200], []),
    "ok-100-expected": ([100, 201], []),
    "ok-102-every-15s": ([102, 102, 102, 102, 200], []),
    "ok-204": ([204], []),
    "ok-206": ([206], []),
    "ok-304-with-length": ([304], []),
    "ok-deadline": ([102, 102, 102, 102], []),
    "ok-head-content-length": ([200], []),
    "ok-interims-one-segment": ([100, 103, 200], []),
    "ok-plain": ([200], []),
    "sta-204-body-no-length": ([204], ["content_not_allowed"]),
    "sta-204-length-body": ([204], ["content_not_allowed"]),
    "sta-205-content": ([205], []),
    "sta-299": ([299], []),
    "sta-600": ([600], []),
    "sta-head-with-body": ([200], ["content_not_allowed"]),
    "tim-body-stall": ([200], []),
    "tim-flood": ([102] * 40 + [200], []),
}


def _capture(name: str) -> Capture:
    return Capture.read((CORPUS / f"{name}.json").read_bytes())


def _made(*octets: Octets | Elided, protocol: Protocol = "http/1.1", clock: str = "", method: str = "GET") -> Capture:
    return Capture(
        request=Request(method=method, target="/"),
        timeline=Timeline(octets=octets, end=End.CLOSE, end_at_ns=9 * SECOND),
        protocol=protocol,
        clock_at_request_end=clock,
    )


@pytest.mark.parametrize("name", CASES)
def test_the_corpus_reads_as_it_is_described(name: str) -> None:
    exchange = read_exchange(_capture(name))
    assert (statuses(exchange), kinds(exchange)) == CASES[name]


@pytest.mark.parametrize(
    ("name", "interim_s", "head_s", "end_s"),
    [
        ("ok-100-expected", [-0.3], 0.1, 0.1),
        ("ok-102-every-15s", [15, 30, 45, 60], 65, 65),
        ("tim-body-stall", [], 0.1, 90.1),
        ("frm-short", [], 0.1, None),
    ],
)
def test_times_are_those_of_the_capture(name: str, interim_s: list[float], head_s: float, end_s: float | None) -> None:
    exchange = read_exchange(_capture(name))
    assert [interim.at_ns / SECOND for interim in exchange.interims] == interim_s
    assert exchange.final is not None
    assert exchange.final.head_at_ns / SECOND == head_s
    assert (exchange.final.end_at_ns is None) is (end_s is None)
    assert end_s is None or exchange.final.end_at_ns == round(end_s * SECOND)


def test_the_timeline_is_that_of_the_capture() -> None:
    capture = _capture("int-after-final")
    exchange = read_exchange(capture)
    assert exchange.timeline == capture.timeline
    assert (exchange.end, exchange.end_at_ns) == (End.DEADLINE, 60 * SECOND)


def test_http_2_is_read_as_http_2() -> None:
    exchange = read_exchange(_capture("h2-ok-102"))
    assert statuses(exchange) == [102, 200]


def test_what_the_capture_knows_goes_into_the_exchange() -> None:
    capture = dataclasses.replace(
        _capture("ok-plain"), url="http://example.test/x", known={"get_200_content_length": 3}
    )
    exchange = read_exchange(capture)
    assert (exchange.url, exchange.known) == ("http://example.test/x", {"get_200_content_length": 3})
    assert exchange.clock == datetime(2026, 11, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("", None),
        ("yesterday", None),
        ("Sun, 22 Nov 2026 25:00:00 GMT", None),
        ("Sun, 22 Nov 2026 16:00:00 -0000", datetime(2026, 11, 22, 16, tzinfo=UTC)),
        ("Sun, 22 Nov 2026 17:00:00 +0100", datetime(2026, 11, 22, 16, tzinfo=UTC)),
    ],
)
def test_the_clock_is_read_leniently(text: str, clock: datetime | None) -> None:
    assert read_exchange(_made(clock=text)).clock == clock


def _only_fault(exchange: Exchange) -> str:
    assert (exchange.final, kinds(exchange)) == (None, ["frame"])
    return exchange.faults[0].detail


def test_http_3_is_said_to_be_unreadable() -> None:
    capture = _made(Octets(at_ns=-5, data=b"\x01"), protocol="h3")
    exchange = read_exchange(capture)
    assert "HTTP/3 cannot be read" in _only_fault(exchange)
    assert (exchange.timeline, exchange.end, exchange.faults[0].at_ns) == (capture.timeline, End.CLOSE, -5)


def test_a_request_that_the_protocol_cannot_carry_is_said_to_be_unreadable() -> None:
    assert "CONNECT" in _only_fault(read_exchange(_made(protocol="h2", method="CONNECT")))


def test_a_request_that_could_not_be_sent_is_read_all_the_same() -> None:
    capture = _made(Octets(at_ns=1, data=b"HTTP/1.1 204 x\r\n\r\n"))
    capture = dataclasses.replace(
        capture, request=Request(method="G T", target="/ /", fields=Fields.of([("a b", "\r\n")]))
    )
    assert statuses(read_exchange(capture)) == [204]


def test_elided_content_is_counted() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nab"
    exchange = read_exchange(
        _made(
            Octets(at_ns=1, data=head),
            Elided(at_ns=2, until_ns=5, octets=997, content_octets=997),
            Octets(at_ns=6, data=b"z"),
        )
    )
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.content_octets, exchange.final.end_at_ns) == (b"abz", 1000, 6)


@pytest.mark.parametrize("elided", [False, True])
def test_reading_ends_where_a_limit_is_reached(elided: bool) -> None:
    more: Octets | Elided = Octets(at_ns=2, data=b"x" * 100)
    if elided:
        more = Elided(at_ns=2, until_ns=2, octets=100, content_octets=100)
    capture = _made(Octets(at_ns=1, data=b"HTTP/1.1 200 OK\r\n\r\n"), more, Octets(at_ns=3, data=b"more"))
    exchange = read_exchange(capture, Limits(total_bytes=100))
    assert (exchange.end, exchange.end_at_ns, kinds(exchange)) == (End.LIMIT, 2, ["limit"])
