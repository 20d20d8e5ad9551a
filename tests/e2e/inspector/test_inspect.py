"""Inspections of the simulator over real sockets."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from interim.errors import AddressRefused, NoExchange
from interim.exchange.fields import Fields
from interim.exchange.timeline import End
from interim.inspector.inquiry import Inquiry
from interim.inspector.inspect import inspect
from interim.inspector.judge import judge
from interim.inspector.replay import capture_of, load_replay
from interim.inspector.report import Report
from interim.rules.finding import Severity
from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.testing.simulator import simulator_in_thread
from interim.wire.address import AddressPolicy
from interim.wire.events import Event, FinalHead, InterimSeen, RequestSent

pytestmark = pytest.mark.e2e

SECOND_NS = 1_000_000_000


@pytest.fixture(scope="module")
def h1() -> Iterator[str]:
    with simulator_in_thread() as url:
        yield url


@pytest.fixture(scope="module")
def h2() -> Iterator[str]:
    with simulator_in_thread(http2=True) as url:
        yield url


@pytest.fixture(scope="module")
def sender() -> Iterator[str]:
    """Sends on to the URL in the query with the status in the path, and echoes the fields on /echo."""
    with ThreadServer(send_on, ServerOptions(port=0, access_log=False, graceful_s=1)) as server:
        yield server.url


async def send_on(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    content = json.dumps(sorted({name.decode() for name, _ in scope["headers"]})).encode()
    status, lines = 200, [(b"content-length", b"%d" % len(content)), (b"cache-control", b"no-store")]
    if scope["path"] != "/echo":
        status = int(scope["path"].lstrip("/"))
        lines.append((b"location", scope["query_string"]))
        lines.append((b"retry-after", b"0"))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": content})


def ids(report: Report, least: Severity = Severity.NOTE) -> set[str]:
    return {finding.id for finding in report.at_or_above(least)}


async def bare(url: str, **inquiry: Any) -> Report:
    """One exchange, without further requests."""
    return await inspect(Inquiry(url=url, active="none", **inquiry))


async def test_each_interim_is_seen_with_its_time(h1: str) -> None:
    seen: list[Event] = []
    url = f"{h1}/api/status/102?count=3&interval=400ms"
    report = await inspect(Inquiry(url=url, active="none"), watch=seen.append)
    assert [interim.status for interim in report.exchange.interims] == [102, 102, 102]
    gaps = [interim.at_ns / 1e9 for interim in report.exchange.interims]
    assert gaps == pytest.approx([0.0, 0.4, 0.8], abs=0.2)
    assert report.exchange.final is not None
    assert report.exchange.final.head_at_ns / 1e9 == pytest.approx(1.2, abs=0.3)
    kinds = [type(event) for event in seen]
    assert kinds.count(InterimSeen) == 3
    assert kinds.index(RequestSent) < kinds.index(InterimSeen) < kinds.index(FinalHead)
    assert report.findings == ()
    assert report.phases is not None
    assert report.phases.total_ns > 1.1 * SECOND_NS


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("fault=reset", {"FRM003"}),
        ("fault=empty", {"FRM003"}),
        ("fault=close&body=hello", {"FRM003"}),
        ("fault=truncate&size=1000", {"FRM003"}),
        ("fault=garbage", {"FRM010"}),
        ("fault=bad_chunk", {"FRM006"}),
        ("fault=slow_headers&drip=60@10ms", set()),
        ("fault=interim_only", {"INT001"}),
        ("fault=interim_body", {"INT002", "INT004"}),
        ("fault=late_interim", {"INT011"}),
    ],
    ids=str,
)
async def test_each_fault_is_named(h1: str, query: str, wrong: set[str]) -> None:
    assert ids(await bare(f"{h1}/api/status/200?{query}"), Severity.ERROR) == wrong


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("fault=reset", {"FRM003"}),
        ("fault=close&body=hello", {"FRM003"}),
        ("fault=truncate&size=1000", {"FRM003"}),
        ("fault=interim_only", {"INT001"}),
        ("interim=103,102*3@500ms", set()),
    ],
    ids=str,
)
async def test_each_fault_is_named_over_http2(h2: str, query: str, wrong: set[str]) -> None:
    report = await bare(f"{h2}/api/status/200?{query}", http="2")
    assert report.exchange.request.version == "HTTP/2"
    assert ids(report, Severity.ERROR) == wrong


async def test_a_flood_is_a_warning_of_what_clients_refuse(h1: str) -> None:
    report = await bare(f"{h1}/api/status/200?fault=interim_flood&count=120")
    assert len(report.exchange.interims) == 120
    assert {"TIM005", "TIM006", "TIM007"} <= ids(report)
    assert ids(report, Severity.ERROR) == set()


async def test_a_needless_102_is_a_warning(h1: str) -> None:
    assert ids(await bare(f"{h1}/api/status/102"), Severity.WARNING) == {"TIM008"}


async def test_the_deadline_ends_a_silence_without_a_verdict(h1: str) -> None:
    began = time.monotonic()
    report = await inspect(Inquiry(url=f"{h1}/api/status/200?fault=hang", deadline_ns=SECOND_NS // 2))
    assert time.monotonic() - began < 5
    assert report.exchange.end is End.DEADLINE
    assert not report.has_verdict
    assert ids(report) == {"TIM011"}
    assert report.probes == {}


@pytest.mark.parametrize(
    "path",
    [
        "/cache",
        "/cache/60",
        "/etag/v1",
        "/api/status/200?etag=%22v1%22&size=5000",
        "/anything",
        "/redirect/3",
        "/api/status/204",
        "/api/status/207",
        "/api/status/404",
    ],
)
async def test_right_habits_give_no_false_finding(h1: str, h2: str, path: str) -> None:
    for url, http in ((h1, "auto"), (h2, "2")):
        report = await inspect(Inquiry(url=url + path, follow=True, http=http))  # type: ignore[arg-type]  # one of both
        assert ids(report, Severity.WARNING) == set()
        assert {"http10", "head"} <= set(report.probes)


async def test_every_check_of_a_page_with_all_promises_is_made(h2: str) -> None:
    url = f"{h2}/api/status/200?etag=%22v1%22&size=5000&header=Accept-Ranges:%20bytes"
    report = await inspect(Inquiry(url=url, http="2", compare=f"{h2}/api/status/200"))
    answered = {name: [each.final and each.final.status for each in several] for name, several in report.probes.items()}
    assert answered == {
        "compare": [200],
        "http10": [200],
        "http11": [200],
        "head": [200],
        "identity": [200],
        "gzip": [200],
        "etag": [304],
        "range": [206],
        "range-end": [206],
        "range-bad": [416],
        "preflight": [204],
    }
    versions = {name: several[0].request.version for name, several in report.probes.items()}
    assert (versions["http10"], versions["http11"], versions["head"]) == ("HTTP/1.0", "HTTP/1.1", "HTTP/2")
    assert set(report.skipped) == {"modified", "expect"}
    assert ids(report, Severity.WARNING) == set()


async def test_an_expectation_is_tried_only_when_all_was_asked_for(h1: str) -> None:
    inquiry = {"url": f"{h1}/anything", "content": b"hello"}
    safe = await inspect(Inquiry(**inquiry))  # type: ignore[arg-type]  # a URL and content
    assert safe.probes == {}
    assert "not safe" in safe.skipped["expect"]
    everything = await inspect(Inquiry(**inquiry, active="all"))  # type: ignore[arg-type]  # a URL and content
    (expected,) = everything.probes["expect"]
    assert [interim.status for interim in expected.interims] == [100]
    assert "INT022" not in ids(everything)


async def test_interims_that_the_other_way_loses_are_named(h1: str) -> None:
    url = f"{h1}/api/status/200?delay=1200ms"
    report = await bare(url, compare=f"{h1}/api/status/102?count=2&interval=600ms")
    (found,) = [finding for finding in report.findings if finding.id == "INT021"]
    assert found.probe == "compare"


async def test_a_monitor_is_polled_to_its_end(h1: str) -> None:
    monitor = "/api/status/202%3Fseq=202,202,200%26key=inspect-poll"
    url = f"{h1}/api/status/202?location={monitor}&retry_after=0"
    report = await inspect(Inquiry(url=url, method="POST", poll_monitor=True))
    polls = [poll.final.status for poll in report.probes["monitor"] if poll.final is not None]
    assert polls == [202, 202, 200]
    assert "monitor" not in report.skipped
    assert not {"LRO001", "LRO009"} & ids(report)


async def test_a_monitor_that_is_gone_is_named(h1: str) -> None:
    url = f"{h1}/api/status/202?location=/api/status/404&retry_after=0"
    assert "LRO009" in ids(await inspect(Inquiry(url=url, method="POST", poll_monitor=True)))


@pytest.mark.parametrize(("host", "sent"), [("127.0.0.1", True), ("localhost", False)])
async def test_credentials_stay_at_the_first_origin(sender: str, host: str, sent: bool) -> None:
    port = int(sender.rpartition(":")[2])
    fields = Fields.of([("Authorization", "Basic eDp5"), ("Cookie", "a=1"), ("X-Mine", "1")])
    resolve = {("localhost", port): "127.0.0.1"}
    url = f"{sender}/302?http://{host}:{port}/echo"
    report = await bare(url, follow=True, fields=fields, resolve=resolve)
    assert [hop.status for hop in report.hops] == [302]
    assert report.exchange.final is not None
    echoed = json.loads(report.exchange.final.content)
    assert "x-mine" in echoed
    assert ("authorization" in echoed, "cookie" in echoed) == (sent, sent)


async def test_the_policy_is_asked_for_every_request(sender: str) -> None:
    port = int(sender.rpartition(":")[2])
    inner = f"http://localhost:{port + 1}/"
    allowed: dict[str, Any] = {
        "policy": AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", port)})),
        "resolve": {("localhost", port + 1): "127.0.0.1"},
    }
    with pytest.raises(AddressRefused):
        await bare(f"{sender}/echo", policy=AddressPolicy(public_only=True))
    with pytest.raises(AddressRefused):
        await bare(f"{sender}/302?{inner}", follow=True, **allowed)
    report = await bare(f"{sender}/echo", compare=inner, **allowed)
    assert "not allowed" in report.skipped["compare"]
    assert "127" not in report.skipped["compare"]
    report = await bare(f"{sender}/202?{inner}", poll_monitor=True, **allowed)
    assert "not allowed" in report.skipped["monitor"]


async def test_a_server_that_is_not_there_is_no_exchange() -> None:
    with pytest.raises(NoExchange) as caught:
        await bare("http://127.0.0.1:1/")
    assert caught.value.phase == "connect"


@pytest.mark.parametrize(
    "query", ["interim=103,102*2@300ms", "fault=interim_body", "fault=late_interim", "fault=truncate&size=99"]
)
async def test_what_was_recorded_is_judged_the_same_again(h1: str, query: str) -> None:
    report = await bare(f"{h1}/api/status/200?{query}")
    capture = json.dumps(capture_of(report.exchange).to_json()).encode()
    (again,) = load_replay(capture, "capture")
    assert judge(again).findings == report.findings
