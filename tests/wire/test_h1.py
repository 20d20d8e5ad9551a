import pytest

from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import ELIDED_GAP_NS, Elided, End, Octets
from interim.wire.events import ContentSeen, Event, FaultSeen, FinalHead, Finished, InterimSeen
from interim.wire.h1 import H1Conversation
from interim.wire.limits import Limits
from tests.fakes.h1_exchange import SECOND, converse, kinds, read, replayed, statuses, timeless

I100 = b"HTTP/1.1 100 Continue\r\n\r\n"
I102 = b"HTTP/1.1 102 Processing\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
POST = Request(method="POST", target="/", content=b"abc", fields=Fields.of([("Host", "a.test")]))


def _expecting() -> H1Conversation:
    conversation = H1Conversation(POST, expect=True)
    assert conversation.to_send().endswith(b"Expect: 100-continue\r\n\r\n")
    assert conversation.to_send() == b""
    assert not conversation.request_sent
    return conversation


def _elided(*sizes: int, limits: Limits, chunk: bytes, chunks: int = 2000) -> H1Conversation:
    """A conversation that received a chunked response, cut into pieces of these sizes again and again."""
    octets = CHUNKED + chunk * chunks + b"0\r\nA: b\r\n\r\n" + I102
    conversation = H1Conversation(Request(method="GET", target="/"), limits=limits)
    at = now = number = 0
    while at < len(octets):
        size = sizes[number % len(sizes)]
        number, now = number + 1, now + 1000
        conversation.receive(octets[at : at + size], now)
        at += size
    conversation.end(End.DEADLINE, now)
    return conversation


def test_a_request_is_written_whole_when_nothing_holds_it() -> None:
    conversation = H1Conversation(POST)
    assert conversation.to_send() == b"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\n\r\nabc"
    assert conversation.request_sent
    assert conversation.to_send() == b""


def test_a_100_releases_the_content() -> None:
    conversation = _expecting()
    conversation.receive(I102, 1)
    assert conversation.to_send() == b""
    conversation.receive(I100, 2)
    assert (conversation.to_send(), conversation.request_sent) == (b"abc", True)


def test_the_recorder_can_release_the_content() -> None:
    conversation = _expecting()
    conversation.release_content()
    assert (conversation.to_send(), conversation.request_sent) == (b"abc", True)


def test_a_final_response_instead_of_the_100_leaves_the_content_unsent() -> None:
    conversation = _expecting()
    conversation.receive(b"HTTP/1.1 417 No\r\nContent-Length: 2\r\n\r\n", 1)
    conversation.release_content()
    assert (conversation.to_send(), conversation.request_sent, conversation.done) == (b"", False, False)
    conversation.receive(b"no", 2)
    assert conversation.done


def test_events_come_as_things_are_read_with_times_as_given() -> None:
    conversation = H1Conversation(POST)
    events: list[Event] = []
    for at_ns, piece in ((10, I102 + OK[:-2]), (20, b"o"), (30, b"k\r\n" + I102), (40, b"!")):
        events += conversation.receive(piece, at_ns)
    events += conversation.end(End.CLOSE, 50)
    seen: list[tuple[object, ...]] = []
    for event in events:
        match event:
            case InterimSeen(interim=interim, late=late):
                seen.append(("interim", interim.status, interim.at_ns, late))
            case FinalHead(final=final):
                seen.append(("final", final.status, final.head_at_ns, final.end_at_ns))
            case ContentSeen(at_ns=at_ns, octets=octets):
                seen.append(("content", octets, at_ns))
            case FaultSeen(fault=fault):
                seen.append(("fault", fault.kind.value, fault.at_ns))
            case Finished(at_ns=at_ns, end=end):
                seen.append(("finished", end, at_ns))
            case _:
                seen.append((event,))
    assert seen == [
        ("interim", 102, 10, False),
        ("final", 200, 10, None),
        ("content", 1, 20),
        ("content", 1, 30),
        ("fault", "interim_after_final", 30),
        ("interim", 102, 30, True),
        ("fault", "after_interim", 40),
        ("finished", End.CLOSE, 50),
    ]


def test_all_times_become_relative_to_the_end_of_the_request() -> None:
    conversation = H1Conversation(POST)
    conversation.receive(I100, 900)
    conversation.receive(OK, 1200)
    conversation.receive(I102 + b"x", 1300)
    conversation.end(End.DEADLINE, 1500)
    exchange = conversation.exchange(request_end_ns=1000)
    assert exchange.final is not None
    assert [exchange.interims[0].at_ns, exchange.final.head_at_ns, exchange.final.end_at_ns] == [-100, 200, 200]
    assert [exchange.late[0].at_ns, *(fault.at_ns for fault in exchange.faults)] == [300, 300, 300]
    assert exchange.timeline.octets == (
        Octets(at_ns=-100, data=I100),
        Octets(at_ns=200, data=OK),
        Octets(at_ns=300, data=I102 + b"x"),
    )
    assert (exchange.end, exchange.end_at_ns, exchange.timeline.end, exchange.timeline.end_at_ns) == (
        End.DEADLINE,
        500,
        End.DEADLINE,
        500,
    )


def test_a_clock_that_goes_back_is_not_believed() -> None:
    conversation = H1Conversation(POST)
    conversation.receive(I102, 500)
    conversation.receive(OK, 400)
    conversation.end(End.CLOSE, 300)
    exchange = conversation.exchange(request_end_ns=0)
    assert exchange.final is not None
    assert (exchange.final.head_at_ns, exchange.end_at_ns) == (500, 500)


def test_an_exchange_before_any_octet_is_empty() -> None:
    exchange = H1Conversation(POST).exchange(request_end_ns=70)
    assert (exchange.interims, exchange.final, exchange.end, exchange.end_at_ns) == ((), None, End.DEADLINE, 0)


@pytest.mark.parametrize(
    ("pieces", "done"),
    [
        ((), False),
        ((I102,), False),
        ((OK[:-1],), False),
        ((OK,), True),
        ((b"HTTP/1.1 204 x\r\n\r\n",), True),
        ((b"HTTP/1.1 200 x\r\n\r\nabc",), False),
        ((b"HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n",), True),
        ((CHUNKED, b"0\r\n"), False),
        ((CHUNKED, b"0\r\n\r\n"), True),
        ((CHUNKED, b"zz"), True),
        ((b"HTTP/1.1 200 x\r\nContent-Length: 3, 5\r\n\r\nab",), False),
        ((b"HTTP/1.1 200 x\r\nContent-Length: 3, 5\r\n\r\nabc",), True),
        ((b"HTTP/1.1 101 x\r\n\r\n",), False),
    ],
)
def test_it_is_done_when_no_more_of_the_final_response_can_matter(pieces: tuple[bytes, ...], done: bool) -> None:
    assert converse(*pieces).done is done


@pytest.mark.parametrize(
    ("limits", "pieces", "detail"),
    [
        (Limits(head_bytes=100), (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100,), "the header section is too long"),
        (Limits(head_bytes=100), (b"HTTP/1.1 200 " + b"x" * 100,), "the header section is too long"),
        (Limits(head_bytes=100, kept_bytes=1), (I102, I102, I102, I102), "the header section is too long"),
        (Limits(interims=2), (I102 * 3,), "more than 2 interim responses"),
        (Limits(interims=2), (I102 + OK, I102 + I102), "more than 2 interim responses"),
        (Limits(total_bytes=50), (I102, OK), "50 octets came"),
    ],
)
def test_each_limit_stops_the_reading_and_is_named(limits: Limits, pieces: tuple[bytes, ...], detail: str) -> None:
    conversation = converse(*pieces, limits=limits)
    assert conversation.full
    conversation.receive(b"whatever" * 20, 99 * SECOND)
    conversation.end(End.CLOSE, 100 * SECOND)
    exchange = conversation.exchange(request_end_ns=0)
    assert [fault.detail for fault in exchange.faults if fault.kind.value == "limit"] == [detail]
    assert "incomplete" not in kinds(exchange)


def test_limits_are_inclusive() -> None:
    limits = Limits(head_bytes=len(I102), interims=2, total_bytes=len(I102) * 2 + 1)
    assert not converse(I102 * 2, limits=limits).full


def test_content_beyond_its_limit_is_counted() -> None:
    exchange = read(b"HTTP/1.1 200 OK\r\n\r\n", b"abc", b"def", limits=Limits(content_bytes=4))
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.content_octets) == (b"abcd", 6)


def test_octets_beyond_the_total_are_not_read() -> None:
    exchange = read(I102 + OK, limits=Limits(total_bytes=len(I102)))
    assert (statuses(exchange), exchange.timeline.data) == ([102], I102)


def test_a_long_content_is_elided_and_its_head_and_tail_are_kept() -> None:
    limits = Limits(kept_bytes=100, content_bytes=10)
    conversation = _elided(700, limits=limits, chunk=b"64\r\n" + b"x" * 100 + b"\r\n")
    exchange = conversation.exchange(request_end_ns=0)
    first, middle, last = exchange.timeline.octets
    assert isinstance(first, Octets)
    assert isinstance(middle, Elided)
    assert isinstance(last, Octets)
    assert first.data.startswith(CHUNKED)
    assert last.data == b"0\r\nA: b\r\n\r\n" + I102
    assert middle.left == -1
    assert len(first.data) + middle.octets + len(last.data) == len(CHUNKED) + 2000 * 106 + 11 + len(I102)
    assert exchange.final is not None
    assert exchange.final.content_octets == 200_000


@pytest.mark.parametrize("sizes", [(1,), (2, 3), (7,), (106,), (64, 1, 1, 1), (5000,)])
@pytest.mark.parametrize("chunk", [b"1\r\nx\r\n", b"64;a\r\n" + b"x" * 100 + b"\r\n"])
def test_memory_is_flat_however_small_the_chunks_and_the_pieces(sizes: tuple[int, ...], chunk: bytes) -> None:
    limits = Limits(kept_bytes=100, content_bytes=10)
    conversation = _elided(*sizes, limits=limits, chunk=chunk, chunks=12_000 // len(chunk))
    exchange = conversation.exchange(request_end_ns=0)
    assert len(exchange.timeline.octets) <= 200
    assert len(exchange.timeline.data) <= 5200
    again = replayed(exchange, Limits(content_bytes=10))
    assert timeless(again) == timeless(exchange)
    assert (again.final and again.final.end_at_ns) == (exchange.final and exchange.final.end_at_ns)
    assert again.timeline == exchange.timeline


def test_a_chunk_size_line_that_waits_through_a_silence_keeps_its_times() -> None:
    conversation = H1Conversation(POST, limits=Limits(kept_bytes=1, content_bytes=1))
    pieces = [
        (CHUNKED + b"3\r\nabc\r\n", 0),
        (b"3\r\nabc\r\n1", 10),
        (b"\r\nx\r\n", 20 + ELIDED_GAP_NS),
        (b"0\r\n\r\n", 30 + ELIDED_GAP_NS),
    ]
    for data, at_ns in pieces:
        conversation.receive(data, at_ns)
    conversation.end(End.CLOSE, 40 + ELIDED_GAP_NS)
    exchange = conversation.exchange(request_end_ns=0)
    assert exchange.timeline.octets == (
        Octets(at_ns=0, data=CHUNKED + b"3\r\nabc\r\n"),
        Elided(at_ns=10, until_ns=10, octets=8, content_octets=3, left=-1),
        Octets(at_ns=10, data=b"1"),
        Elided(at_ns=20 + ELIDED_GAP_NS, until_ns=20 + ELIDED_GAP_NS, octets=5, content_octets=1, left=-1),
        Octets(at_ns=30 + ELIDED_GAP_NS, data=b"0\r\n\r\n"),
    )
    assert timeless(replayed(exchange, Limits(content_bytes=1))) == timeless(exchange)


def test_a_length_that_ends_in_what_was_elided_is_complete_at_its_last_octet() -> None:
    conversation = H1Conversation(POST, limits=Limits(kept_bytes=1, content_bytes=1))
    for at_ns, piece in (
        (0, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
        (10, b"def"),
        (20, b"ghi"),
        (90, b"\r\n"),
    ):
        conversation.receive(piece, at_ns)
    conversation.end(End.CLOSE, 99)
    exchange = conversation.exchange(request_end_ns=0)
    assert exchange.timeline.octets[1:] == (
        Elided(at_ns=10, until_ns=20, octets=6, content_octets=6),
        Octets(at_ns=90, data=b"\r\n"),
    )
    again = replayed(exchange)
    assert again.final is not None
    assert (again.final.end_at_ns, again.final.content_octets, again.faults) == (20, 9, ())


@pytest.mark.parametrize(
    "head",
    [
        I102 + b"junk",
        b"HTTP/1.1 204 x\r\n\r\njunk",
        b"HTTP/1.1 200 x\r\n\r\n",
        CHUNKED + b"zz",
        b"HTTP/1.1 204 x\r\n\r\n\r\n",
        b"junk",
    ],
)
def test_endless_octets_of_any_kind_leave_the_timeline_bounded(head: bytes) -> None:
    limits = Limits(kept_bytes=1000, content_bytes=1000)
    exchange = read(head, *[b"\r\n" * 5000] * 40, limits=limits)
    assert len(exchange.timeline.data) < 100_000
    assert timeless(replayed(exchange, limits)) == timeless(exchange)


@pytest.mark.parametrize("pieces", [(), (I102,), (b"HTTP/1.1 2",), (OK,), (CHUNKED + b"0\r\nA",), (OK[:-1],)])
def test_an_elision_where_none_can_be_is_harmless(pieces: tuple[bytes, ...]) -> None:
    conversation = converse(*pieces)
    at_ns = 9 * SECOND
    conversation.skip(Elided(at_ns=at_ns, until_ns=at_ns, octets=10**6, content_octets=10**6))
    conversation.receive(OK, at_ns)
    conversation.end(End.CLOSE, at_ns)
    exchange = conversation.exchange(request_end_ns=0)
    assert exchange.final is None or exchange.final.content_octets <= 2


def test_an_elision_counts_towards_the_total() -> None:
    conversation = converse(b"HTTP/1.1 200 x\r\n\r\n", limits=Limits(total_bytes=100))
    conversation.skip(Elided(at_ns=2 * SECOND, until_ns=2 * SECOND, octets=100, content_octets=100))
    assert conversation.full


def test_many_interims_in_one_piece_are_all_read() -> None:
    exchange = read(I102 * 10_000 + OK, limits=Limits(interims=10_000))
    assert (len(exchange.interims), exchange.faults) == (10_000, ())


def test_a_head_that_drips_in_is_read_in_linear_time() -> None:
    octets = b"HTTP/1.1 200 OK\r\nA: " + b"x" * 30_000 + b"\r\n\r\n"
    conversation = H1Conversation(POST)
    for at in range(len(octets)):
        conversation.receive(octets[at : at + 1], at)
    assert conversation.exchange(request_end_ns=0).final is not None
