from datetime import UTC, datetime

import pytest

from interim.inspector.active.monitor import Poll, first_poll, next_poll
from tests.fakes.exchanges import CLOCK, DATE, exchange, final, get, post, request
from tests.fakes.recorder import baseline

SECOND_NS = 1_000_000_000


def first(*lines: str, asked: str = "POST", url: str = "http://example.test/jobs") -> Poll | str:
    sent = request(asked, "Authorization: a", "Content-Type: text/plain", "Prefer: respond-async", content=b"x")
    return first_poll(baseline(sent, final(202, *lines), url=url))


def test_the_monitor_is_asked_with_a_plain_get() -> None:
    poll = first("Location: /jobs/7?full", "Retry-After: 3")
    assert isinstance(poll, Poll)
    assert poll.target.url == "http://example.test/jobs/7?full"
    assert (poll.request.method, poll.request.target, poll.request.content) == ("GET", "/jobs/7?full", b"")
    assert poll.request.fields.to_json() == [["Authorization", "a"]]
    assert poll.wait_ns == 3 * SECOND_NS


def test_a_monitor_elsewhere_gets_no_credentials() -> None:
    poll = first("Location: https://jobs.test/7")
    assert isinstance(poll, Poll)
    assert len(poll.request.fields) == 0


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        (("Content-Location: /c", 'Link: </l>; rel="monitor"'), "/c"),
        (("Link: </up>; rel=up, </l>; rel=monitor",), "/l"),
        (("Link: </s>; rel=status",), "/s"),
    ],
    ids=["content-location", "monitor", "status"],
)
def test_the_monitor_can_stand_in_other_fields(lines: tuple[str, ...], path: str) -> None:
    poll = first(*lines)
    assert isinstance(poll, Poll)
    assert poll.target.path == path


@pytest.mark.parametrize(
    ("lines", "reason"),
    [((), "no status monitor"), (("Location: ftp://a/",), "http or https")],
    ids=["none", "ftp"],
)
def test_a_202_without_a_usable_monitor_is_not_polled(lines: tuple[str, ...], reason: str) -> None:
    answer = first(*lines)
    assert isinstance(answer, str)
    assert reason in answer


def test_only_a_202_is_polled() -> None:
    assert first_poll(baseline(post(), final(200, "Location: /a"))) == "the response is no 202"
    assert first_poll(baseline(post())) == "the response is no 202"


@pytest.mark.parametrize(
    ("lines", "wait_s"),
    [
        ((), 1.0),
        (("Retry-After: soon",), 1.0),
        (("Retry-After: 0",), 0.1),
        (("Retry-After: 120",), 120.0),
        ((DATE, "Retry-After: Sun, 22 Nov 2026 16:00:30 GMT"), 30.0),
        (("Retry-After: Sun, 22 Nov 2026 16:00:30 GMT",), 30.0),
        ((DATE, "Retry-After: Sun, 22 Nov 2026 15:00:00 GMT"), 0.1),
    ],
    ids=["default", "malformed", "zero", "seconds", "date", "clock", "past"],
)
def test_retry_after_says_when(lines: tuple[str, ...], wait_s: float) -> None:
    poll = first("Location: /jobs/7", *lines)
    assert isinstance(poll, Poll)
    assert poll.wait_ns == wait_s * SECOND_NS


def test_without_any_clock_a_date_is_taken_against_ours() -> None:
    poll = Poll(target=baseline(get()).target, request=get(), wait_ns=0)
    answer = exchange(get(), final(202, "Retry-After: Sun, 22 Nov 2020 16:00:30 GMT"), clock=None)
    assert datetime.now(UTC) > CLOCK.replace(year=2020)
    after = next_poll(poll, answer)
    assert isinstance(after, Poll)
    assert after.wait_ns == SECOND_NS // 10


POLL = Poll(target=baseline(get()).target, request=get(), wait_ns=5)


def test_a_202_is_asked_again() -> None:
    after = next_poll(POLL, exchange(get(), final(202, "Retry-After: 2")))
    assert isinstance(after, Poll)
    assert (after.target, after.wait_ns) == (POLL.target, 2 * SECOND_NS)


@pytest.mark.parametrize("status", [200, 204, 303, 404, 410, 500])
def test_any_other_answer_is_the_end(status: int) -> None:
    assert next_poll(POLL, exchange(get(), final(status, "Location: /result"))) == ""


def test_a_monitor_that_moved_is_followed_at_once() -> None:
    after = next_poll(POLL, exchange(get(), final(307, "Location: /y")))
    assert isinstance(after, Poll)
    assert (after.target.path, after.wait_ns) == ("/y", 0)


def test_a_monitor_that_moved_nowhere_is_the_end_with_a_reason() -> None:
    assert "no Location" in str(next_poll(POLL, exchange(get(), final(302))))
    assert "no final" in str(next_poll(POLL, exchange(get())))
