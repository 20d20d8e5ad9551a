"""A HAR, of ours and of browsers, becomes exchanges as far as it goes."""

import base64
import contextlib
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.exchange.exchange import Exchange
from interim.exchange.timeline import End
from interim.inspector.formats.har import har_report
from interim.inspector.judge import judge
from interim.inspector.replay import load_replay

CORPUS = Path(__file__).parent.parent / "data" / "corpus"


def entry(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {
        "startedDateTime": "2026-11-22T16:00:00.000+01:00",
        "request": {
            "method": "GET",
            "url": "https://example.test/a?b=c#d",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Host", "value": "example.test"}],
        },
        "response": {
            "status": 200,
            "statusText": "OK",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Content-Type", "value": "text/plain"}],
            "content": {"size": 2, "mimeType": "text/plain", "text": "ok"},
        },
        "timings": {"blocked": -1, "dns": 1, "connect": 1500, "ssl": 900, "send": 499, "wait": 120.5, "receive": 30},
    }
    for path, value in changes.items():
        part, _, name = path.partition("_of_")
        if name:
            made[name][part] = value
        else:
            made[path] = value
    return made


def load(*entries: Any) -> list[Exchange]:
    return load_replay(json.dumps({"log": {"version": "1.2", "entries": entries}}).encode(), "a.har")


def one(**changes: Any) -> Exchange:
    (exchange,) = load(entry(**changes))
    return exchange


def headers(*lines: str) -> list[dict[str, str]]:
    return [{"name": line.partition(": ")[0], "value": line.partition(": ")[2]} for line in lines]


def test_an_entry_is_an_exchange_with_its_times() -> None:
    exchange = one()
    final = exchange.final
    assert final is not None
    assert exchange.url == "https://example.test/a?b=c"
    assert exchange.request.target == "/a?b=c"
    assert (final.status, final.reason, final.content) == (200, "OK", b"ok")
    assert (final.head_at_ns, final.end_at_ns) == (120_500_000, 150_500_000)
    assert exchange.clock is not None
    assert exchange.clock.isoformat() == "2026-11-22T15:00:02+00:00"
    assert exchange.end is End.DEADLINE
    assert exchange.faults == ()


@pytest.mark.parametrize("version", ["HTTP/1.1", "h2", "http/2.0", "h3"])
def test_a_coded_content_was_decoded_by_its_maker_so_the_framing_follows(version: str) -> None:
    lines = headers("content-encoding: gzip", "Content-Length: 999", "Content-Length: 999", "X-A: 1")
    final = one(headers_of_response=lines, httpVersion_of_response=version).final
    assert final is not None
    assert final.complete
    assert "Content-Encoding" not in final.fields
    assert final.fields.get_all("Content-Length") == ["2"]
    assert final.content == b"ok"


def test_a_chunked_content_has_a_length_now() -> None:
    final = one(headers_of_response=headers("Transfer-Encoding: chunked")).final
    assert final is not None
    assert "Transfer-Encoding" not in final.fields
    assert final.fields.get("Content-Length") == "2"


@pytest.mark.parametrize("version", ["h2", "HTTP/2", "http/2.0", "h3", "HTTP/3"])
def test_http2_stays_http2(version: str) -> None:
    exchange = one(
        httpVersion_of_response=version,
        headers_of_response=headers(":status: 200", "X-Long: " + "a" * 40_000),
        content_of_response={"text": base64.b64encode(bytes(50_000)).decode(), "encoding": "base64"},
    )
    assert exchange.request.version == "HTTP/2"
    assert exchange.final is not None
    assert exchange.final.content_octets == 50_000
    assert exchange.final.fields.get("x-long") == "a" * 40_000
    assert ":status" not in exchange.final.fields
    assert exchange.faults == ()


def test_a_request_may_say_what_the_response_does_not() -> None:
    assert one(httpVersion_of_request="HTTP/1.0", httpVersion_of_response="").request.version == "HTTP/1.0"
    assert one(httpVersion_of_response="HTTP/1.0").request.version == "HTTP/1.0"


@pytest.mark.parametrize("version", ["HTTP/1.1", "h2"])
def test_content_that_the_file_does_not_hold_is_counted(version: str) -> None:
    final = one(content_of_response={"size": 70_000}, httpVersion_of_response=version).final
    assert final is not None
    assert (final.content, final.content_octets, final.complete) == (b"", 70_000, True)


@pytest.mark.parametrize("version", ["HTTP/1.1", "h2"])
@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("GET", 304), ("GET", 204)])
def test_a_response_without_content_keeps_its_fields(method: str, status: int, version: str) -> None:
    exchange = one(
        method_of_request=method,
        status_of_response=status,
        httpVersion_of_response=version,
        headers_of_response=headers("Content-Length: 7", "Content-Encoding: gzip"),
    )
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.final.fields.get("Content-Length") == "7"
    assert exchange.final.fields.get("Content-Encoding") == "gzip"
    assert exchange.faults == ()


def test_lines_that_chromium_joined_are_parted() -> None:
    final = one(headers_of_response=headers("Set-Cookie: a=1\nb=2")).final
    assert final is not None
    assert final.fields.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_a_value_cannot_become_a_line_of_its_own() -> None:
    final = one(headers_of_response=headers("X-A: a\r", "X-B: →"), statusText_of_response="OK\r\nX-C: 1").final
    assert final is not None
    assert "X-C" not in final.fields
    assert final.fields.get("X-B") == "→".encode().decode("latin-1")


def test_what_was_posted_is_the_content_of_the_request() -> None:
    assert one(postData_of_request={"text": "é"}).request.content == "é".encode()


@pytest.mark.parametrize(
    "changes", [{"startedDateTime": "soon"}, {"timings": {"wait": True, "send": -1, "dns": 1e300}}]
)
def test_times_that_are_none_are_left_out(changes: dict[str, Any]) -> None:
    assert one(**changes).final is not None


def test_entries_without_a_response_are_passed_over() -> None:
    aborted = entry(status_of_response=0)
    inline = entry(url_of_request="data:text/plain,hello")
    assert len(load(aborted, entry(), inline)) == 1
    with pytest.raises(InvalidInput, match="2 entries"):
        load(aborted, inline)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"request": 1}, "request"),
        ({"response": None}, "response"),
        ({"timings": []}, "timings"),
        ({"url_of_request": ""}, "request.url"),
        ({"url_of_request": "http://[a"}, "request.url"),
        ({"method_of_request": 1}, "request.method"),
        ({"headers_of_request": {}}, "request.headers"),
        ({"headers_of_response": [{"name": "a"}]}, r"response.headers\[0\]"),
        ({"status_of_response": "200"}, "response.status"),
        ({"status_of_response": True}, "response.status"),
        ({"content_of_response": {"text": "*", "encoding": "base64"}}, "response.content.text"),
        ({"_interim": [1]}, r"_interim\[0\]"),
        ({"_interim": [{"status": 200}]}, r"_interim\[0\].status"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_broken_entry_is_named_by_its_place(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput, match=rf"a.har: log.entries\[1\]\.{where}"):
        load(entry(), entry(**changes))
    with pytest.raises(InvalidInput, match=r"a.har: log.entries\[0\]"):
        load(1)


INTERIMS = ["int-102-content-length-0", "h2-ok-102", "int-after-final", "h2-interim-after-final", "int-102-then-close"]


@pytest.mark.parametrize("name", [*INTERIMS, "ok-204", "ok-plain", "sta-600", "tim-8-interims"])
def test_our_own_har_keeps_interims_and_their_times(name: str) -> None:
    document = json.loads((CORPUS / f"{name}.json").read_text()) | {"url": "http://example.test/x"}
    (recorded,) = load_replay(json.dumps(document).encode(), name)
    (exchange,) = load_replay(har_report([judge(recorded)]).encode(), name)
    before, after = ([(i.status, i.fields, i.at_ns) for i in one.informational] for one in (recorded, exchange))
    assert after == before
    assert (exchange.final and exchange.final.status) == (recorded.final and recorded.final.status)
    assert exchange.end is recorded.end


def test_an_interim_without_a_time_came_when_it_could() -> None:
    exchange = one(_interim=[{"status": 103}, {"status": 102, "at": 99, "statusText": "Processing"}])
    assert [interim.at_ns for interim in exchange.interims] == [0, 120_500_000]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["h2", "data:,", "//x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "status"]), inner),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all members of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in places(inner, (*path, key)))]


WHOLE = entry(_interim=[{"status": 103, "at": 0.1, "headers": headers("Link: </a>")}], _late=[{"status": 102, "at": 9}])


@given(place=st.sampled_from(places(WHOLE)[1:]), value=JSON)
def test_no_entry_is_worse_than_invalid(place: tuple[Any, ...], value: Any) -> None:
    changed = copy.deepcopy(WHOLE)
    inner: Any = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    with contextlib.suppress(InvalidInput):
        assert load(changed)
