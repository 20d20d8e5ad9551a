"""The whole of an inspection, without a network."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from interim.errors import InvalidInput, NoExchange
from interim.exchange.messages import Final, Interim
from interim.inspector.inquiry import Inquiry
from interim.inspector.inspect import inspect
from interim.inspector.report import Report
from interim.rules.settings import Settings
from interim.wire.events import Event, RequestSent
from interim.wire.limits import Limits
from interim.wire.recording import Plan
from tests.fakes.exchanges import DATE, final, interim
from tests.fakes.recorder import URL, FakeRecorder

PAGE = final(200, DATE, "Content-Length: 16", content=b"0123456789abcdef")


async def run(recorder: FakeRecorder, **inquiry: Any) -> Report:
    return await inspect(Inquiry(url=URL, **inquiry), _record=recorder)


def always(*messages: Interim | Final) -> FakeRecorder:
    return FakeRecorder(lambda _: messages)


async def test_a_safe_request_is_followed_by_its_checks_one_after_the_other() -> None:
    recorder = always(PAGE)
    report = await run(recorder)
    assert report.exchange.final == PAGE
    assert report.phases is not None
    assert report.connection is not None
    assert [plan.request.method for plan in recorder.plans] == ["GET", "GET", "HEAD", "GET", "GET"]
    assert [plan.http for plan in recorder.plans][1] == "1.0"
    assert list(report.probes) == ["http10", "head", "identity", "gzip"]
    assert "etag" in report.skipped


async def test_without_active_checks_there_is_one_request() -> None:
    recorder = always(PAGE)
    report = await run(recorder, active="none")
    assert len(recorder.plans) == 1
    assert report.probes == {}


async def test_an_unsafe_request_is_made_once() -> None:
    recorder = always(PAGE)
    await run(recorder, method="DELETE")
    assert recorder.asked == [("DELETE", URL)]


async def test_a_probe_is_watched_no_longer_than_the_exchange_makes_likely_and_does_not_linger() -> None:
    recorder = always(final(200, DATE, at=2.0, content=b"x"))
    await run(recorder, limits=Limits(kept_bytes=1 << 30))
    first, *probes = [plan.limits for plan in recorder.plans]
    assert first.linger_ns > 0
    assert {limits.linger_ns for limits in probes} == {0}
    assert {limits.watch_ns for limits in probes} == {9_000_000_000}
    assert max(limits.total_bytes for limits in probes) == 16 * 1024 * 1024
    assert max(limits.kept_bytes for limits in probes) == 1024 * 1024


async def test_the_exchange_is_watched_and_the_further_requests_are_noticed() -> None:
    seen: list[Event] = []
    lines: list[str] = []
    await inspect(Inquiry(url=URL), watch=seen.append, notice=lines.append, _record=always(PAGE))
    assert seen.count(RequestSent()) == 1
    assert lines[1] == "head: HEAD"


async def test_what_a_probe_shows_is_a_finding_with_its_name() -> None:
    def answer(plan: Plan) -> Sequence[Interim | Final]:
        return [interim(103, "Content-Length: 1", "Link: </a>")] * (plan.request.method == "HEAD") + [PAGE]

    report = await run(FakeRecorder(answer), settings=Settings(select=("INT002",)))
    assert [(finding.id, finding.probe) for finding in report.findings] == [("INT002", "head")]


async def test_a_redirect_that_was_not_followed_has_its_reason() -> None:
    report = await run(always(final(302, DATE)), follow=True)
    assert "no Location" in report.skipped["redirect"]


async def test_the_checks_ask_where_the_redirects_led() -> None:
    recorder = FakeRecorder(lambda plan: [final(302, "Location: /b") if plan.target.path == "/x" else PAGE])
    report = await run(recorder, follow=True)
    assert report.exchange.url == "http://example.test/b"
    assert {url for _, url in recorder.asked[1:]} == {"http://example.test/b"}
    assert [hop.url for hop in report.hops] == [URL]


async def test_a_monitor_is_polled_when_asked() -> None:
    def answer(plan: Plan) -> Sequence[Final]:
        if plan.target.path == "/x":
            return [final(202, DATE, "Location: /job", "Retry-After: 0")]
        return [final(200, DATE)]

    recorder = FakeRecorder(answer)
    report = await run(recorder, method="POST", poll_monitor=True)
    assert recorder.asked == [("POST", URL), ("GET", "http://example.test/job")]
    assert len(report.probes["monitor"]) == 1
    assert "monitor" not in report.skipped


async def test_a_monitor_that_is_not_there_has_its_reason() -> None:
    report = await run(always(PAGE), poll_monitor=True)
    assert "no 202" in report.skipped["monitor"]
    assert "monitor" not in report.probes


async def test_after_the_deadline_nothing_is_asked() -> None:
    recorder = always(PAGE)
    with pytest.raises(NoExchange, match="deadline"):
        await inspect(Inquiry(url=URL, deadline_ns=1), _record=_never)
    report = await run(recorder, deadline_ns=60_000_000_000)
    assert all(plan.limits.watch_ns <= 60_000_000_000 for plan in recorder.plans)
    assert report.probes


async def _never(plan: Plan, *, watch: object = None) -> Any:
    await asyncio.sleep(5)


async def test_a_url_to_compare_with_is_read_before_anything_is_asked() -> None:
    recorder = always(PAGE)
    with pytest.raises(InvalidInput, match="compare"):
        await run(recorder, compare="ftp://a/")
    assert recorder.plans == []


async def test_no_exchange_is_raised() -> None:
    def answer(plan: Plan) -> Sequence[Final]:
        raise NoExchange("dns", "unknown")

    with pytest.raises(NoExchange, match="unknown"):
        await run(FakeRecorder(answer))


async def test_a_url_is_enough_and_the_rest_of_the_inquiry_can_be_given_beside_it() -> None:
    recorder = always(PAGE)
    report = await inspect(URL, active="none", _record=recorder)
    assert report.exchange.final is not None
    assert len(recorder.plans) == 1
    with pytest.raises(InvalidInput, match="URL"):
        await inspect("ftp://example.com/", _record=recorder)
