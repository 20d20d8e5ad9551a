"""What holds of the HTTP/1 reader for any octets: it never raises, it is bounded, and cuts do not matter."""

import dataclasses
import itertools
from pathlib import Path

from hypothesis import given, settings, strategies as st

from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End
from interim.wire.h1 import H1Conversation
from interim.wire.h1_stray import LEFTOVER_BYTES
from interim.wire.limits import Limits
from tests.fakes.h1_exchange import replayed, timeless

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
CAPTURES = [
    Capture.read(path.read_bytes())
    for path in sorted(CORPUS.glob("*.json"))
    if path.stem != "expected" and not path.stem.startswith("h2-")
]
PARTS = st.sampled_from(
    [
        b"HTTP/1.1 102 Processing\r\n\r\n",
        b"HTTP/1.0 103 E\r\n",
        b"HTTP/1.1 101 S\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 204 No\r\n\r\n",
        b"HTTP/1.1200 OK\r\n",
        b"HTTP/1.1 ",
        b"Content-Length: 3\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"X : 1\r\n",
        b" fold\r\n",
        b"\r\n",
        b"\n",
        b"\r",
        b"\0",
        b"abc",
        b"3\r\nabc\r\n",
        b"5;a=b\r\nhello\r\n",
        b"0\r\n\r\n",
        b"zz\r\n",
    ]
)
ASSEMBLED = st.lists(PARTS | st.binary(max_size=3), max_size=14).map(b"".join)
REQUESTS = st.sampled_from([capture.request for capture in CAPTURES])
LIMITS = st.builds(
    Limits,
    head_bytes=st.sampled_from([30, 60, 100_000]),
    interims=st.sampled_from([1, 2, 1000]),
    content_bytes=st.sampled_from([1, 10, 1000]),
    kept_bytes=st.sampled_from([1, 20, 1000]),
    total_bytes=st.sampled_from([50, 100_000]),
    faults=st.sampled_from([1, 3, 100]),
)
CUTS = st.lists(st.integers(0, 300), max_size=8) | st.just(list(range(300)))
ENDS = st.sampled_from([End.CLOSE, End.RESET, End.DEADLINE])


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    octets = draw(st.sampled_from(CAPTURES)).timeline.data
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(octets)))
        stop = min(len(octets), start + draw(st.integers(0, 8)))
        octets = octets[:start] + draw(PARTS | st.binary(max_size=4) | st.just(octets[start:stop] * 2)) + octets[stop:]
    return octets


def _read(request: Request, octets: bytes, cuts: list[int], end: End, limits: Limits) -> Exchange:
    conversation = H1Conversation(request, limits=limits)
    now_ns = -3
    for start, stop in itertools.pairwise([0, *sorted(min(cut, len(octets)) for cut in cuts), len(octets)]):
        now_ns += 1
        conversation.receive(octets[start:stop], now_ns)
        if conversation.full:
            break
    conversation.end(end, now_ns + 1)
    return conversation.exchange(request_end_ns=0)


@given(REQUESTS, ASSEMBLED | _mutated() | st.binary(max_size=60), CUTS, ENDS, LIMITS)
@settings(max_examples=300, deadline=None)
def test_the_exchange_does_not_depend_on_how_the_octets_were_cut(
    request_: Request, octets: bytes, cuts: list[int], end: End, limits: Limits
) -> None:
    assert timeless(_read(request_, octets, cuts, end, limits)) == timeless(_read(request_, octets, [], end, limits))


@given(REQUESTS, ASSEMBLED | _mutated() | st.binary(max_size=60), CUTS, ENDS, LIMITS)
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_in_order_within_bounds_and_all_there(
    request_: Request, octets: bytes, cuts: list[int], end: End, limits: Limits
) -> None:
    exchange = _read(request_, octets, cuts, end, limits)
    times = [fault.at_ns for fault in exchange.faults]
    assert times == sorted(times)
    assert len(exchange.interims) + len(exchange.late) <= limits.interims
    assert len(exchange.leftover) <= LEFTOVER_BYTES
    assert len(exchange.faults) <= limits.faults + len({fault.kind for fault in exchange.faults})
    items = exchange.timeline.octets
    counted = sum(item.octets if isinstance(item, Elided) else len(item.data) for item in items)
    assert counted <= min(len(octets), limits.total_bytes)
    spans = [message.span for message in (*exchange.interims, exchange.final, *exchange.late) if message]
    assert all(span is not None and 0 <= span[0] < span[1] <= counted for span in spans)
    assert all(before and after and before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert all(0 <= fault.offset <= counted for fault in exchange.faults)


@given(REQUESTS, ASSEMBLED | _mutated(), CUTS, ENDS, LIMITS)
@settings(max_examples=300, deadline=None)
def test_an_elided_recording_replays_to_the_same_exchange(
    request_: Request, octets: bytes, cuts: list[int], end: End, limits: Limits
) -> None:
    exchange = _read(request_, octets, cuts, end, limits)
    again = replayed(exchange, limits)
    assert again == dataclasses.replace(exchange, timeline=again.timeline)
