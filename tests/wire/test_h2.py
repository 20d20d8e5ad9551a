"""The HTTP/2 conversation: the frames of the connection, its bounds, its events, and the corpus."""

from pathlib import Path

import pytest
from hyperframe.frame import PingFrame, SettingsFrame

from interim.errors import InvalidInput
from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.exchange.fault import FaultKind
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End
from interim.wire.events import ContentSeen, FaultSeen, FinalHead, Finished, InterimSeen
from interim.wire.h2 import CONTROL_BYTES, H2Conversation
from interim.wire.limits import Limits
from tests.fakes.h2_exchange import GET, SECOND, kinds, read, replay
from tests.fakes.h2_frames import H2Frames, raw_frame

CORPUS = Path(__file__).parent.parent / "data" / "corpus"


@pytest.fixture
def server() -> H2Frames:
    return H2Frames()


def test_unknown_frames_and_those_of_the_connection_are_read_past(server: H2Frames) -> None:
    exchange = read(
        server.settings({1: 0, 3: 100, 99: 7}) + server.settings(ack=True) + server.window(1000),
        raw_frame(0x0A, b"\x00\x00h2", stream=1) + raw_frame(0x0C, b"x") + raw_frame(0xEE, b"y" * 50, stream=77),
        server.ping(ack=True) + raw_frame(2, bytes(5), stream=3) + server.window(5, stream=1),
        server.headers(200, end_stream=True) + server.reset(0) + server.goaway(1) + server.ping(),
    )
    assert exchange.faults == ()
    assert exchange.final is not None
    assert exchange.final.complete


def test_a_reserved_bit_means_nothing(server: H2Frames) -> None:
    update = raw_frame(8, b"\x80\x00\x00\x05", stream=0x8000_0001)
    assert read(server.settings() + update + server.headers(200, end_stream=True)).faults == ()


def test_a_goaway_below_our_stream_ends_the_exchange(server: H2Frames) -> None:
    exchange = read(server.settings(), server.goaway(0, 11), end=End.DEADLINE)
    (fault,) = exchange.faults
    assert fault.kind is FaultKind.INCOMPLETE
    assert "ENHANCE_YOUR_CALM" in fault.detail
    assert exchange.end is End.RESET


def test_a_goaway_that_includes_our_stream_lets_it_go_on(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.goaway(2**31 - 1) + server.goaway(1), server.headers(200, end_stream=True)
    )
    assert exchange.faults == ()
    assert exchange.final is not None


def test_the_last_goaway_is_named_when_the_connection_closes(server: H2Frames) -> None:
    assert "error code 0x77" in read(server.settings() + server.goaway(1, 0x77)).faults[0].detail


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(raw_frame(5, bytes([0, 0, 0, 2, 0x88]), flags=4, stream=1), id="push-promise"),
        pytest.param(raw_frame(0, b"x", stream=0), id="data-on-0"),
        pytest.param(raw_frame(0, b"x", stream=3), id="data-on-3"),
        pytest.param(raw_frame(1, b"\x88", flags=4, stream=0), id="headers-on-0"),
        pytest.param(raw_frame(1, b"\x88", flags=4, stream=2), id="headers-on-2"),
        pytest.param(raw_frame(3, bytes(4), stream=0), id="reset-on-0"),
        pytest.param(raw_frame(3, bytes(4), stream=5), id="reset-on-5"),
        pytest.param(raw_frame(3, bytes(3), stream=1), id="short-reset"),
        pytest.param(raw_frame(2, bytes(4), stream=1), id="short-priority"),
        pytest.param(raw_frame(4, b"", stream=1), id="settings-on-1"),
        pytest.param(raw_frame(4, b"12345"), id="settings-length"),
        pytest.param(raw_frame(4, b"123456", flags=1), id="ack-with-settings"),
        pytest.param(raw_frame(4, b"\0\x02\0\0\0\x01"), id="push-enabled"),
        pytest.param(raw_frame(4, b"\0\x04\xff\xff\xff\xff"), id="window-too-large"),
        pytest.param(raw_frame(4, b"\0\x05\0\0\0\x01"), id="frame-size-too-small"),
        pytest.param(raw_frame(6, b"1234567"), id="short-ping"),
        pytest.param(raw_frame(6, b"12345678", stream=1), id="ping-on-1"),
        pytest.param(raw_frame(7, b"1234567"), id="short-goaway"),
        pytest.param(raw_frame(8, b""), id="empty-window-update"),
        pytest.param(raw_frame(8, bytes(4)), id="window-update-of-0"),
        pytest.param(raw_frame(8, b"\x7f\xff\xff\xff"), id="window-overflow"),
        pytest.param(raw_frame(8, b"\0\0\0\1", stream=3), id="window-of-idle-stream"),
        pytest.param(raw_frame(9, b"\x88", flags=4, stream=1), id="continuation-of-nothing"),
        pytest.param(raw_frame(6, b"x" * 20_000), id="too-large"),
    ],
)
def test_a_frame_that_is_not_allowed_is_a_fault_and_reading_goes_on(server: H2Frames, frame: bytes) -> None:
    exchange = read(server.settings(), frame, server.headers(200, end_stream=True))
    assert set(kinds(exchange)) == {FaultKind.FRAME}
    assert (exchange.faults[0].offset, exchange.faults[0].at_ns) == (9, 2 * SECOND)
    assert exchange.faults[0].excerpt.startswith(frame[:9])
    assert exchange.final is not None
    assert exchange.final.complete


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(raw_frame(0, b"\x03ab", flags=8, stream=1), id="all"),
        pytest.param(raw_frame(0, b"\xc8ab", flags=8, stream=1), id="more"),
        pytest.param(raw_frame(0, flags=8, stream=1), id="no-room-for-the-pad-length"),
    ],
)
def test_data_with_more_padding_than_it_holds_is_a_fault(server: H2Frames, frame: bytes) -> None:
    exchange = read(server.settings() + server.headers(200) + frame + server.data(b"ok", end_stream=True))
    assert kinds(exchange) == [FaultKind.FRAME]
    assert exchange.final is not None
    assert exchange.final.content == b"ok"


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param(raw_frame(1, b"\xff\xff\xff\xff\xff\xff\xff", flags=4, stream=1), id="endless-integer"),
        pytest.param(raw_frame(1, b"\xc0", flags=4, stream=1), id="no-such-index"),
        pytest.param(raw_frame(1, b"\x3f\xff\xff\xff\x7f", flags=4, stream=1), id="table-too-large"),
        pytest.param(raw_frame(1, b"\x88\x00", flags=4, stream=1), id="cut-off"),
        pytest.param(raw_frame(1, b"\x09\x88", flags=4 | 8, stream=1), id="padding-beyond-the-frame"),
        pytest.param(raw_frame(1, b"", flags=4 | 8, stream=1), id="no-room-for-the-pad-length"),
        pytest.param(raw_frame(1, b"abc", flags=4 | 0x20, stream=1), id="no-room-for-the-priority"),
        pytest.param(raw_frame(5, b"abc", flags=4, stream=1), id="no-room-for-the-promised-stream"),
        pytest.param(raw_frame(1, b"\x88", stream=1) + raw_frame(1, b"\x88", flags=4, stream=1), id="block-in-a-block"),
        pytest.param(raw_frame(1, b"\x88", stream=1) + raw_frame(9, b"", flags=4, stream=3), id="of-another-stream"),
    ],
)
def test_when_blocks_cannot_be_decoded_any_more_reading_stops(server: H2Frames, frames: bytes) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + frames + server.headers(200), SECOND)
    assert conversation.full
    conversation.receive(server.headers(102), 2 * SECOND)
    conversation.end(End.LIMIT, 2 * SECOND)
    exchange = conversation.exchange(request_end_ns=0)
    assert set(kinds(exchange)) == {FaultKind.FRAME}
    assert (exchange.final, exchange.interims) == (None, ())


def test_a_ping_within_a_field_block_is_a_fault_and_the_block_is_read(server: H2Frames) -> None:
    block = server.headers(200, ("a", "b" * 50), parts=2, end_stream=True)
    first = 9 + int.from_bytes(block[:3], "big")
    exchange = read(server.settings() + block[:first] + server.ping() + raw_frame(0xEE) + block[first:])
    assert kinds(exchange) == [FaultKind.FRAME, FaultKind.FRAME]
    assert exchange.final is not None
    assert exchange.final.complete


@pytest.mark.parametrize("ack", [False, True], ids=["headers", "an-acknowledgement"])
def test_a_first_frame_that_is_not_settings_is_a_fault(server: H2Frames, ack: bool) -> None:
    first = server.settings(ack=True) if ack else server.headers(102)
    exchange = read(first + server.settings() + server.headers(200, end_stream=True))
    assert kinds(exchange) == [FaultKind.FRAME]
    assert exchange.final is not None


@pytest.mark.parametrize(
    "tail", [b" 400 Bad Request\r\nServer: x\r\n\r\n", b" 400 Bad Re", b" " + b"x" * 500], ids=["whole", "cut", "long"]
)
@pytest.mark.parametrize("size", [1, 1000], ids=["octet-by-octet", "at-once"])
def test_an_http_1_answer_is_named(tail: bytes, size: int) -> None:
    answer = b"HTTP/1.1" + tail
    exchange = read(*[answer[at : at + size] for at in range(0, len(answer), size)])
    fault = exchange.faults[0]
    assert (fault.kind, fault.offset, fault.excerpt) == (FaultKind.FRAME, 0, answer.partition(b"Server")[0][:200])
    assert answer[:20].split(b"\r")[0].decode() in fault.detail
    assert exchange.timeline.data == answer


def test_an_answer_in_another_protocol_is_named() -> None:
    conversation = H2Conversation(GET)
    conversation.receive(b"SSH-2.0-OpenSSH_9.2\r\n", SECOND)
    assert conversation.full
    conversation.end(End.CLOSE, SECOND)
    assert kinds(conversation.exchange(request_end_ns=0)) == [FaultKind.FRAME, FaultKind.INCOMPLETE]


def limited(conversation: H2Conversation) -> Exchange:
    assert conversation.full
    conversation.end(End.LIMIT, 2 * SECOND)
    exchange = conversation.exchange(request_end_ns=0)
    assert kinds(exchange) == [FaultKind.LIMIT]
    return exchange


@pytest.mark.parametrize(
    "frame",
    [
        raw_frame(4, b"\0\x63\0\0\0\0" * 40),
        raw_frame(6, bytes(8)),
        raw_frame(0, b"\xf9" + bytes(249), flags=8, stream=1),
    ],
    ids=["settings", "ping", "data-that-is-padding"],
)
def test_a_flood_of_frames_without_content_is_bounded(server: H2Frames, frame: bytes) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + server.headers(200), 0)
    many = frame * (CONTROL_BYTES // len(frame) // 5)
    for _ in range(4):
        conversation.receive(many, SECOND)
        assert not conversation.full
    conversation.receive(many * 2, SECOND)
    limited(conversation)


def test_one_long_frame_of_an_unknown_type_is_not_waited_for(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + raw_frame(0xEE, length=2**24 - 1), SECOND)
    limited(conversation)


def test_a_flood_of_continuations_is_bounded(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + raw_frame(1, stream=1), 0)
    conversation.receive(raw_frame(9, stream=1) * (CONTROL_BYTES // 9), SECOND)
    limited(conversation)


@pytest.mark.parametrize(
    "frames",
    [
        pytest.param([raw_frame(1, b"x" * 16_000, stream=1), raw_frame(9, b"x" * 16_000, stream=1)], id="continued"),
        pytest.param([raw_frame(1, b"\x88" * 1000, flags=4, stream=1)], id="indexed"),
    ],
)
def test_a_long_header_section_is_bounded(server: H2Frames, frames: list[bytes]) -> None:
    conversation = H2Conversation(GET, limits=Limits(head_bytes=20_000))
    conversation.receive(server.settings() + b"".join(frames), SECOND)
    limited(conversation)


def test_a_header_frame_longer_than_any_section_is_not_waited_for(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + raw_frame(1, flags=4, stream=1, length=2**24 - 1), SECOND)
    assert conversation.full
    conversation.end(End.LIMIT, SECOND)
    assert kinds(conversation.exchange(request_end_ns=0)) == [FaultKind.FRAME, FaultKind.LIMIT]


def test_header_sections_are_bounded_together(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    big = ("a", "b" * 4000)
    conversation.receive(server.settings() + server.headers(103, *[big] * 60), 0)
    conversation.receive(server.headers(103, *[big] * 60) * 30, SECOND)
    exchange = limited(conversation)
    assert 10 < len(exchange.interims) < 30


def test_interims_are_bounded_late_ones_included(server: H2Frames) -> None:
    conversation = H2Conversation(GET, limits=Limits(interims=3))
    conversation.receive(server.settings() + server.headers(102) + server.headers(102) + server.headers(200), 0)
    reached = []
    for late in (server.headers(102), server.headers(102) + server.headers(102)):
        conversation.receive(late, SECOND)
        reached.append(conversation.full)
    assert reached == [False, True]
    conversation.end(End.LIMIT, SECOND)
    exchange = conversation.exchange(request_end_ns=0)
    assert (len(exchange.interims), len(exchange.late)) == (2, 1)
    assert kinds(exchange) == [FaultKind.INTERIM_AFTER_FINAL, FaultKind.LIMIT]


def test_all_octets_are_bounded(server: H2Frames) -> None:
    conversation = H2Conversation(GET, limits=Limits(total_bytes=1000))
    conversation.receive(server.settings() + server.headers(200) + server.data(bytes(900)), 0)
    assert not conversation.full
    conversation.receive(server.data(bytes(900)), SECOND)
    limited(conversation)


def test_what_comes_after_the_stop_is_counted_and_not_kept(server: H2Frames) -> None:
    conversation = H2Conversation(GET, limits=Limits(kept_bytes=100))
    conversation.receive(server.settings() + raw_frame(1, b"\xc0", flags=4, stream=1), 0)
    for _ in range(10):
        conversation.receive(bytes(90), SECOND)
    conversation.end(End.LIMIT, SECOND)
    timeline = conversation.exchange(request_end_ns=0).timeline
    assert len(timeline.data) == 19 + 90
    assert sum(item.octets for item in timeline.octets if isinstance(item, Elided)) == 9 * 90


def test_faults_are_bounded(server: H2Frames) -> None:
    exchange = read(
        server.settings() + raw_frame(6) * 50 + server.headers(200, ("a", " x"), end_stream=True),
        limits=Limits(faults=10),
    )
    assert kinds(exchange) == [FaultKind.FRAME] * 10 + [FaultKind.FIELD_VALUE]


def test_events_tell_what_happens_in_order(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    events = conversation.receive(server.settings() + server.headers(102) + server.headers(200) + server.data(b"ab"), 5)
    events += conversation.receive(server.headers(102) + server.data(b"c", end_stream=True), 7)
    events += conversation.end(End.CLOSE, 9)
    assert [type(event) for event in events] == [
        *(InterimSeen, FinalHead, ContentSeen, InterimSeen, FaultSeen, ContentSeen, Finished)
    ]
    assert events[2] == ContentSeen(at_ns=5, octets=2)
    assert isinstance(events[3], InterimSeen)
    assert events[3].late
    assert events[-1] == Finished(at_ns=9, end=End.CLOSE)


def test_done_is_told_at_the_end_of_the_stream(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + server.headers(200), 0)
    assert not conversation.done
    conversation.receive(server.data(end_stream=True), 1)
    assert conversation.done


def test_an_exchange_can_be_taken_before_its_end(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + server.headers(102), SECOND)
    exchange = conversation.exchange(request_end_ns=0)
    assert (exchange.end, exchange.end_at_ns, len(exchange.interims)) == (End.DEADLINE, SECOND, 1)


def test_connect_is_refused() -> None:
    with pytest.raises(InvalidInput, match="CONNECT"):
        H2Conversation(Request(method="CONNECT", target="example.test:443"))


def test_settings_and_pings_are_acknowledged(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.to_send()
    conversation.receive(server.settings() + server.ping(b"abcdefgh") + server.ping(ack=True), 0)
    acks = SettingsFrame(flags=["ACK"]).serialize() + PingFrame(opaque_data=b"abcdefgh", flags=["ACK"]).serialize()
    assert conversation.to_send() == acks
    assert conversation.to_send() == b""


CORPUS_CASES = {
    "h2-101": ([101], 200, [], [], End.DEADLINE),
    "h2-103-connection": ([103], 200, [], [], End.DEADLINE),
    "h2-1xx-end-stream": ([102], None, [], [FaultKind.AFTER_INTERIM], End.CLOSE),
    "h2-interim-after-final": ([102], 200, [102], [FaultKind.INTERIM_AFTER_FINAL], End.DEADLINE),
    "h2-ok-102": ([102], 200, [], [], End.DEADLINE),
}


@pytest.mark.parametrize("path", sorted(CORPUS.glob("h2-*.json")), ids=lambda path: path.stem)
def test_a_corpus_case_is_read_as_described(path: Path) -> None:
    capture = Capture.read(path.read_bytes())
    exchange = replay(capture)
    interims, final, late, faults, end = CORPUS_CASES[path.stem]
    assert [interim.status for interim in exchange.interims] == interims
    assert (exchange.final.status if exchange.final else None) == final
    assert [interim.status for interim in exchange.late] == late
    assert kinds(exchange) == faults
    assert exchange.end is end
    assert exchange.timeline == capture.timeline
    assert exchange.request == capture.request
