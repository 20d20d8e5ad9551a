from datetime import timedelta

import pytest

from interim.exchange.exchange import Exchange
from interim.exchange.timeline import End
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.long_running.monitor_unusable import RULE
from tests.fakes.exchanges import CLOCK, case, exchange, final, get, interim, post

_URL = "http://example.test/jobs/17"


def _poll(status: int | None, *lines: str, url: str = _URL, after: float = 0.0, ended: End = End.CLOSE) -> Exchange:
    messages = [] if status is None else [final(status, *lines)]
    return exchange(get(), *messages, url=url, clock=CLOCK + timedelta(seconds=after), ended=ended)


def _polled(*polls: Exchange) -> Case:
    return case(post(), final(202, "Location: /jobs/17"), probes={"monitor": polls})


_THERE = _poll(302, "Location: /b", url="http://example.test/a")
_BACK = _poll(302, "Location: /a", url="http://example.test/b")

RAISES: dict[str, Case] = {
    "404": _polled(_poll(404)),
    "500 after a while": _polled(_poll(202), _poll(202), _poll(500)),
    "202 for ever": _polled(_poll(202), _poll(202, after=1.0), _poll(202, after=2.0)),
    "a circle": _polled(_poll(202), _THERE, _BACK, _THERE),
    "a redirect to itself": _polled(_poll(303, "Location: /jobs/17"), _poll(303, "Location: /jobs/17")),
    "eleven redirects in a row": _polled(*[_poll(302, "Location: x", url=f"http://e.test/{at}") for at in range(11)]),
    "it closes without an answer": _polled(_poll(202), _poll(None)),
}
QUIET: dict[str, Case] = {
    "200 in the end": _polled(_poll(202), _poll(202), _poll(200)),
    "ten redirects in a row": _polled(*[_poll(302, "Location: x", url=f"http://e.test/{at}") for at in range(10)]),
    "303 to the result": _polled(_poll(202), _poll(303, "Location: /reports/17")),
    "redirects that lead on": _polled(_THERE, _BACK, _poll(200)),
    "redirected to another place on each poll": _polled(_THERE, _poll(202), _THERE),
    "304, which is no redirect": _polled(_poll(304), _poll(304)),
    "a redirect that says not where": _polled(_poll(302), _poll(302)),
    "our deadline cut it off": _polled(_poll(202), _poll(None, ended=End.DEADLINE)),
    "it never answered, and came again": _polled(_poll(None), _poll(302, "Location: /b")),
    "nobody polled": case(post(), final(202, "Location: /jobs/17")),
    "an empty list of polls": _polled(),
}


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("404", "jobs/17 answers 404"),
        ("202 for ever", "jobs/17 still answers 202 after 3 polls within 2.1 s"),
        ("a circle", "/a redirects without an end"),
        ("it closes without an answer", "jobs/17 closed the connection without a response"),
    ],
)
def test_each_problem_has_its_sentence(name: str, end: str) -> None:
    found = RULE.judge(RAISES[name])
    assert [one.probe for one in found] == ["monitor"]
    assert found[0].message.startswith("The status monitor http://example.test/")
    assert found[0].message.endswith(end)


def test_a_monitor_that_may_only_be_slow_is_a_warning() -> None:
    assert [one.severity for one in RULE.judge(RAISES["202 for ever"])] == [Severity.WARNING]
    assert [one.severity for one in RULE.judge(RAISES["a circle"])] == [Severity.ERROR]


def test_it_lists_what_the_polls_were_answered_with() -> None:
    found = RULE.judge(RAISES["500 after a while"])
    assert found[0].data == {"polls": 3, "statuses": [202, 202, 500]}


def test_without_clocks_the_time_of_the_last_poll_is_told() -> None:
    poll = exchange(get(), interim(102), final(202, at=1.0), clock=None, url="")
    assert "/x still answers 202 after one poll within 1 s" in RULE.judge(_polled(poll))[0].message
