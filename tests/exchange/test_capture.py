import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.exchange.capture import Capture
from interim.exchange.messages import Request
from interim.exchange.timeline import End, Octets, Timeline

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
CAPTURES = sorted(path for path in CORPUS.glob("*.json") if path.stem != "expected")


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_a_recorded_capture_is_read_and_written_unchanged_to_the_nanosecond(path: Path) -> None:
    written = json.loads(path.read_text(), parse_float=lambda text: round(float(text), 9))
    assert Capture.read(path.read_bytes()).to_json() == written


def test_octets_and_times_are_those_of_the_recording() -> None:
    path = next(path for path in CAPTURES if path.stem == "ok-102-every-15s")
    capture = Capture.read(path.read_text())
    first = capture.timeline.octets[0]
    assert isinstance(first, Octets)
    assert (first.at_ns, first.data) == (15_000_000_000, b"HTTP/1.1 102 Processing\r\n\r\n")
    assert capture.timeline.end is End.CLOSE


@given(st.lists(st.binary(max_size=40), max_size=5), st.binary(max_size=20), st.sampled_from(End))
def test_every_octet_survives_the_journey(chunks: list[bytes], content: bytes, end: End) -> None:
    timeline = Timeline(
        octets=tuple(Octets(at_ns=at * 1_000_000, data=data) for at, data in enumerate(chunks)),
        end=end,
        end_at_ns=len(chunks) * 1_000_000,
    )
    capture = Capture(request=Request(method="POST", target="/x", content=content), timeline=timeline)
    assert Capture.read(json.dumps(capture.to_json())) == capture


def document(**changes: Any) -> dict[str, Any]:
    request: dict[str, Any] = {"method": "GET", "target": "/", "version": "HTTP/1.1", "headers": []}
    events: list[Any] = [{"at": 1, "text": "x"}, {"at": 2, "event": "close"}]
    return {"protocol": "http/1.1", "request": request, "events": events} | changes


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"protocol": "spdy"}, "protocol"),
        ({"request": []}, "request"),
        ({"request": {"method": "GET", "target": "/", "version": "HTTP/3.14", "headers": []}}, "request.version"),
        ({"request": {"method": 1, "target": "/", "version": "HTTP/1.1", "headers": []}}, "request.method"),
        ({"request": {"method": "GET", "target": "/", "version": "HTTP/1.1", "headers": [["a"]]}}, r"headers\[0\]"),
        (
            {"request": {"method": "GET", "target": "/", "version": "HTTP/1.1", "headers": [], "content": "→"}},
            "request.content",
        ),
        ({"events": []}, "events"),
        ({"events": [{"at": 1, "event": "explosion"}]}, r"events\[0\].event"),
        ({"events": [{"at": "soon", "text": ""}, {"at": 1, "event": "close"}]}, r"events\[0\].at"),
        ({"events": [{"at": True, "text": ""}, {"at": 1, "event": "close"}]}, r"events\[0\].at"),
        ({"events": [{"at": -2e9, "text": ""}, {"at": 1, "event": "close"}]}, r"events\[0\].at"),
        ({"events": [{"at": 1, "until": 1, "elided": -1, "content": 0}, {"at": 1, "event": "close"}]}, "elided"),
        ({"events": [{"at": 1, "until": 1, "elided": 1, "content": True}, {"at": 1, "event": "close"}]}, "content"),
        (
            {"events": [{"at": 1, "until": 1, "elided": 1, "content": 1, "left": -2}, {"at": 1, "event": "close"}]},
            "left",
        ),
        ({"events": [{"at": 1, "elided": 1, "content": 1}, {"at": 1, "event": "close"}]}, "until"),
        ({"events": [{"at": 2, "text": ""}, {"at": 1, "event": "close"}]}, "ascending"),
        ({"events": [{"at": 1}, {"at": 1, "event": "close"}]}, r"events\[0\].bytes_b64"),
        ({"events": [{"at": 1, "bytes_b64": "%"}, {"at": 1, "event": "close"}]}, r"events\[0\].bytes_b64"),
        ({"events": [{"at": 1, "bytes_b64": "é"}, {"at": 1, "event": "close"}]}, r"events\[0\].bytes_b64"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_member_is_named_by_its_path(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput, match=where):
        Capture.from_json(document(**changes))


def test_what_is_not_json_is_said_to_be_that() -> None:
    with pytest.raises(InvalidInput, match="a JSON document"):
        Capture.read("{")


def test_what_is_not_an_object_is_said_to_be_that() -> None:
    with pytest.raises(InvalidInput, match="an object"):
        Capture.read("[]")
