"""Long content over HTTP/2 is counted, not kept, and a replay of the recording gives the same exchange."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.exchange.timeline import ELIDED_GAP_NS, Elided, End, Octets
from interim.wire.h2 import H2Conversation
from interim.wire.h2_shelf import Shelf
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits
from tests.fakes.h2_exchange import GET, SECOND, kinds, replay
from tests.fakes.h2_frames import H2Frames, raw_frame

LIMITS = Limits(kept_bytes=60, content_bytes=40)


def record(arrivals: list[tuple[int, bytes]], end: End = End.CLOSE, limits: Limits = LIMITS) -> Exchange:
    conversation = H2Conversation(GET, limits=limits)
    at_ns = 0
    for after_ns, data in arrivals:
        at_ns += after_ns
        conversation.receive(data, at_ns)
    conversation.end(end, at_ns)
    return conversation.exchange(request_end_ns=0)


def replayed(exchange: Exchange, limits: Limits = LIMITS) -> Exchange:
    capture = Capture(request=exchange.request, timeline=exchange.timeline, protocol="h2")
    return replay(Capture.from_json(capture.to_json()), limits)


def cut(octets: bytes, sizes: list[int]) -> list[bytes]:
    parts = []
    for size in sizes:
        parts.append(octets[:size])
        octets = octets[size:]
    return [part for part in [*parts, octets] if part]


FRAMES: list[Callable[[H2Frames], bytes]] = [
    lambda server: server.data(b"x" * 30),
    lambda server: server.data(b"y" * 300),
    lambda server: server.data(b"z" * 10, pad=7),
    lambda server: server.data(b"", pad=3),
    lambda server: server.data(),
    lambda server: server.ping(),
    lambda server: server.headers(102, ("a", "b")),
    lambda server: raw_frame(0, b"\x09ab", flags=8, stream=1),
    lambda server: server.data(b"other", stream=3),
    lambda server: server.headers(None, ("t", "u")),
    lambda server: raw_frame(0xEE, b"?" * 20),
]
ENDINGS: list[Callable[[H2Frames], bytes]] = [
    lambda server: b"",
    lambda server: server.data(b"end", end_stream=True),
    lambda server: server.headers(None, ("t", "u"), end_stream=True) + server.data(b"more"),
    lambda server: server.data(b"cut" * 50)[:-20],
    lambda server: server.data(b"cut")[:5],
    lambda server: server.reset(2),
    lambda server: raw_frame(1, b"\xc0", flags=4, stream=1) + bytes(300),
]
GAPS = st.sampled_from([0, 1, 1_000, ELIDED_GAP_NS, ELIDED_GAP_NS + 1, 5 * SECOND])
HEADS: list[tuple[tuple[str, str], ...]] = [(), (("content-length", "500"),)]


@given(
    head=st.sampled_from(HEADS),
    frames=st.lists(st.sampled_from(FRAMES), max_size=12),
    ending=st.sampled_from(ENDINGS),
    sizes=st.lists(st.integers(1, 80), max_size=60),
    gaps=st.lists(GAPS, min_size=61, max_size=61),
    end=st.sampled_from(End),
)
@settings(max_examples=100, deadline=None)
def test_a_replay_of_a_recording_equals_it(
    head: tuple[tuple[str, str], ...],
    frames: list[Callable[[H2Frames], bytes]],
    ending: Callable[[H2Frames], bytes],
    sizes: list[int],
    gaps: list[int],
    end: End,
) -> None:
    server = H2Frames()
    octets = server.settings() + server.headers(200, *head)
    octets += b"".join([frame(server) for frame in frames]) + ending(server)
    arrivals = list(zip(gaps, cut(octets, sizes), strict=False))
    exchange = record(arrivals, end)
    assert replayed(exchange) == exchange
    whole = record([(0, octets)], end, Limits(content_bytes=10**6))
    assert kinds(whole) == kinds(exchange)
    assert (exchange.final is None) == (whole.final is None)
    if exchange.final and whole.final:
        assert exchange.final.content_octets == whole.final.content_octets
        assert exchange.final.span == whole.final.span
        assert whole.final.content.startswith(exchange.final.content)


def test_what_is_kept_does_not_grow_with_the_content() -> None:
    server = H2Frames()
    octets = server.settings() + server.headers(200) + server.data(bytes(16_384)) * 100
    exchange = record([(0, octets[at : at + 10_000]) for at in range(0, len(octets), 10_000)], End.DEADLINE)
    assert len(exchange.timeline.data) < 20_000
    (elided,) = [item for item in exchange.timeline.octets if isinstance(item, Elided)]
    assert elided.left == -1
    assert exchange.final is not None
    assert exchange.final.content_octets == 100 * 16_384


def test_tiny_frames_are_counted_with_their_headers() -> None:
    server = H2Frames()
    octets = server.settings() + server.headers(200) + server.data(b"x") * 1000
    exchange = record([(0, octets)])
    assert len(exchange.timeline.data) < 80
    assert exchange.final is not None
    assert exchange.final.content_octets == 1000


def test_a_frame_under_way_says_what_is_left_of_it() -> None:
    server = H2Frames()
    start = server.settings() + server.headers(200) + server.data(bytes(60))
    exchange = record([(0, start), (5, server.data(bytes(100))[:49])])
    elided = exchange.timeline.octets[-1]
    assert elided == Elided(at_ns=5, until_ns=5, octets=49, content_octets=40, left=60)


def test_a_silence_divides_what_is_counted() -> None:
    server = H2Frames()
    start = server.settings() + server.headers(200) + server.data(bytes(60))
    frame = server.data(bytes(100))
    exchange = record([(0, start), (1, frame), (ELIDED_GAP_NS, frame), (ELIDED_GAP_NS + 1, frame)])
    spans = [(item.at_ns, item.until_ns, item.octets) for item in exchange.timeline.octets if isinstance(item, Elided)]
    assert spans == [
        (1, 1 + ELIDED_GAP_NS, 2 * len(frame)),
        (2 + 2 * ELIDED_GAP_NS, 2 + 2 * ELIDED_GAP_NS, len(frame)),
    ]


def test_a_header_that_came_in_bits_over_time_is_kept() -> None:
    server = H2Frames()
    start = server.settings() + server.headers(200) + server.data(bytes(60))
    frame = server.data(bytes(100))
    exchange = record([(0, start), (1, frame[:4]), (2 * SECOND, frame[4:])])
    kept = [(item.at_ns, item.data) for item in exchange.timeline.octets[1:] if isinstance(item, Octets)]
    assert kept == [(1, frame[:4]), (1 + 2 * SECOND, frame[4:9])]
    assert replayed(exchange) == exchange


def test_a_header_that_never_became_whole_is_kept() -> None:
    server = H2Frames()
    start = server.settings() + server.headers(200) + server.data(bytes(60))
    exchange = record([(0, start), (3, b"\0\0"), (4, b"\x05")])
    assert exchange.timeline.octets[1:] == (Octets(at_ns=3, data=b"\0\0"), Octets(at_ns=7, data=b"\x05"))


def test_a_capture_may_go_on_within_a_frame_that_was_counted() -> None:
    server = H2Frames()
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + server.headers(200), 0)
    conversation.skip(Elided(at_ns=1, until_ns=2, octets=50, content_octets=41, left=10))
    conversation.receive(b"0123456789" + server.data(b"!", end_stream=True), 3)
    conversation.end(End.CLOSE, 4)
    final = conversation.exchange(request_end_ns=0).final
    assert final is not None
    assert (final.content_octets, final.content, final.end_at_ns) == (52, b"", 3)


def test_a_skip_in_the_wrong_place_is_survived() -> None:
    server = H2Frames()
    for start in (b"", server.settings()[:4], server.settings() + server.headers(200)[:11]):
        conversation = H2Conversation(GET)
        conversation.receive(start, 0)
        conversation.skip(Elided(at_ns=1, until_ns=2, octets=50, content_octets=41, left=-1))
        conversation.receive(server.data(b"!"), 3)
        conversation.end(End.CLOSE, 4)
        assert conversation.exchange(request_end_ns=0).timeline.end_at_ns == 4


@pytest.mark.parametrize("kept", [True, False])
def test_the_octets_of_one_arrival_become_one_item(kept: bool) -> None:
    keeper = Keeper(Limits())
    shelf = Shelf(keeper)
    for octets in (b"ab", b"cd"):
        if kept:
            shelf.keep(octets, 7)
        else:
            shelf.count(len(octets), 7, content=1, left=3)
    shelf.flush()
    (item,) = keeper.timeline(End.CLOSE, 7, request_end_ns=0).octets
    expected = (
        Octets(at_ns=7, data=b"abcd") if kept else Elided(at_ns=7, until_ns=7, octets=4, content_octets=2, left=3)
    )
    assert item == expected
    assert shelf.elided == (0 if kept else 4)


def test_times_are_not_part_of_what_a_split_decides() -> None:
    server = H2Frames()
    octets = server.settings() + server.headers(102) + server.headers(200) + server.data(b"x" * 500, end_stream=True)
    whole = record([(9, octets)])
    for size in range(1, 40):
        parts = [octets[at : at + size] for at in range(0, len(octets), size)]
        exchange = record([(9 if not at else 0, part) for at, part in enumerate(parts)])
        assert dataclasses.replace(exchange, timeline=whole.timeline) == whole
