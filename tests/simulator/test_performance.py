import json

from interim.asgi.channel import Pushed
from interim.protocol.pacing import Step
from interim.simulator.performance import Performance
from interim.simulator.site import NoMetrics
from tests.fakes.channel import FakeChannel

MS = 1_000_000


class Counting(NoMetrics):
    def __init__(self) -> None:
        self.counted: list[Pushed] = []

    def interim(self, pushed: Pushed) -> None:
        self.counted.append(pushed)


def perform(
    channel: FakeChannel | None, *steps: Step, wait_ms: int = 0, metrics: Counting | None = None
) -> Performance:
    lines = {103: ((b"link", b"</a>"),)}
    return Performance(
        steps, lines, channel=channel, metrics=metrics or Counting(), start_ns=1000 * MS, wait_ns=wait_ms * MS
    )


async def test_each_interim_goes_out_when_it_is_due() -> None:
    channel = FakeChannel()
    one = perform(channel, Step(status=103), Step(status=102, count=2, gap_ns=50 * MS), wait_ms=30)
    assert one.beat(1000 * MS) == 1050 * MS
    assert channel.pushed == [(103, [(b"link", b"</a>")]), (102, [])]
    assert one.beat(1050 * MS) == 1100 * MS + 30 * MS
    assert one.beat(1130 * MS) is None
    text, count = one.to_json()
    assert count == 3
    assert json.loads(text) == [
        {"code": 103, "at_ms": 0, "outcome": "sent"},
        {"code": 102, "at_ms": 0, "outcome": "sent"},
        {"code": 102, "at_ms": 50, "outcome": "sent"},
    ]


async def test_a_late_beat_leaves_none_out_and_delays_no_other() -> None:
    channel = FakeChannel()
    one = perform(channel, Step(status=102, count=4, gap_ns=10 * MS))
    assert one.beat(1025 * MS) == 1030 * MS
    assert len(channel.pushed) == 3
    assert one.beat(1030 * MS) == 1040 * MS
    assert one.beat(1040 * MS) is None


async def test_a_flood_lets_other_requests_have_their_turn() -> None:
    channel = FakeChannel()
    one = perform(channel, Step(status=102, count=600))
    assert one.beat(1000 * MS) == 1000 * MS
    assert len(channel.pushed) == 256
    assert one.beat(1010 * MS) == 1010 * MS
    assert one.beat(1020 * MS) is None
    text, count = one.to_json()
    assert count == 600
    assert text.count("102") == 100


async def test_what_became_of_each_is_told() -> None:
    channel, metrics = FakeChannel(), Counting()
    one = perform(channel, Step(status=102, count=3, gap_ns=MS), metrics=metrics)
    one.beat(1000 * MS)
    channel.write_paused = True
    one.beat(1001 * MS)
    channel.leave()
    one.beat(1002 * MS)
    assert metrics.counted == [Pushed.SENT, Pushed.DROPPED, Pushed.GONE]
    assert (one.count, one.dropped, one.withheld) == (3, 1, 0)
    assert '"dropped"' in one.to_json()[0]


async def test_to_http_1_0_they_are_withheld() -> None:
    one = perform(FakeChannel(http_version="1.0"), Step(status=102, count=2))
    assert one.beat(1000 * MS) is None
    assert one.withheld == 2


async def test_without_a_channel_the_caller_sends_and_records() -> None:
    one = perform(None, Step(status=102, count=2, gap_ns=MS))
    assert one.beat(1000 * MS) is None
    assert (one.code, one.due_ns) == (102, 1000 * MS)
    one.record(Pushed.SENT, 1000 * MS)
    assert (one.code, one.due_ns) == (102, 1001 * MS)
    one.record(Pushed.SENT, 1001 * MS)
    assert (one.code, one.due_ns) == (0, one.end_ns)


async def test_beats_far_apart_may_wait_for_company() -> None:
    far = perform(None, Step(status=103), Step(status=102, count=2, gap_ns=5000 * MS))
    near = perform(None, Step(status=102, count=2, gap_ns=1000 * MS))
    assert (far.slack_ns, near.slack_ns, perform(None).slack_ns) == (30 * MS, 10 * MS, 0)
