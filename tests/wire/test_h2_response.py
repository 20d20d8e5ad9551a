"""The responses on the stream of the request, and what HTTP/2 does not allow there."""

import pytest

from interim.exchange.fault import FaultKind
from interim.exchange.messages import Framing, Request
from interim.exchange.timeline import End
from interim.wire.h2 import H2Conversation
from tests.fakes.h2_exchange import GET, SECOND, kinds, read
from tests.fakes.h2_frames import H2Frames, raw_frame

HEAD = Request(method="HEAD", target="/")


@pytest.fixture
def server() -> H2Frames:
    return H2Frames()


def test_interims_and_final_come_with_their_times(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(103, ("link", "</a>")),
        server.headers(102),
        server.headers(200, ("content-length", "2")),
        server.data(b"ok", end_stream=True),
    )
    assert [(interim.status, interim.at_ns) for interim in exchange.interims] == [(103, SECOND), (102, 2 * SECOND)]
    assert exchange.interims[0].fields.get("link") == "</a>"
    final = exchange.final
    assert final is not None
    assert (final.status, final.content, final.version, final.reason) == (200, b"ok", "HTTP/2", "")
    assert (final.head_at_ns, final.end_at_ns, final.framing) == (3 * SECOND, 4 * SECOND, Framing.STREAM)
    assert exchange.faults == ()
    assert (exchange.end, exchange.end_at_ns) == (End.CLOSE, 5 * SECOND)


def test_times_count_from_the_end_of_the_request(server: H2Frames) -> None:
    conversation = H2Conversation(GET)
    conversation.receive(server.settings() + server.headers(102), 4 * SECOND)
    conversation.receive(server.headers(200, end_stream=True) + raw_frame(4, b"1"), 9 * SECOND)
    conversation.end(End.DEADLINE, 10 * SECOND)
    exchange = conversation.exchange(request_end_ns=7 * SECOND)
    assert exchange.interims[0].at_ns == -3 * SECOND
    assert exchange.final is not None
    assert exchange.final.end_at_ns == 2 * SECOND
    assert exchange.faults[0].at_ns == 2 * SECOND
    assert exchange.timeline.arrivals == (-3 * SECOND, 2 * SECOND)
    assert exchange.timeline.end_at_ns == exchange.end_at_ns == 3 * SECOND


def test_spans_cover_the_frames_of_each_message(server: H2Frames) -> None:
    settings = server.settings()
    interim = server.headers(103, ("link", "</a>"), parts=3)
    ping = server.ping()
    final = server.headers(200) + server.data(b"abc") + server.data(end_stream=True)
    exchange = read(settings + interim + ping + final + ping)
    start = len(settings)
    assert exchange.interims[0].span == (start, start + len(interim))
    assert exchange.final is not None
    start += len(interim) + len(ping)
    assert exchange.final.span == (start, start + len(final))


def test_an_unfinished_response_spans_what_came(server: H2Frames) -> None:
    octets = server.settings() + server.headers(200) + server.data(b"abcdef")[:-2]
    exchange = read(octets)
    assert exchange.final is not None
    assert exchange.final.span == (9, len(octets))
    assert (exchange.final.content, exchange.final.end_at_ns) == (b"abcd", None)


def test_padding_priority_and_continuation_change_nothing(server: H2Frames) -> None:
    exchange = read(
        server.settings(),
        server.headers(102, ("a", "b"), pad=9, priority=True, parts=4),
        server.headers(200, ("content-length", "6"), pad=0),
        server.data(b"abc", pad=5) + server.data(b"def", pad=255, end_stream=True),
    )
    assert exchange.faults == ()
    assert exchange.interims[0].fields.to_json() == [["a", "b"]]
    assert exchange.final is not None
    assert exchange.final.content == b"abcdef"


def test_trailers_end_the_response(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(200) + server.data(b"a"),
        server.headers(None, ("grpc-status", "0"), end_stream=True),
    )
    assert exchange.final is not None
    assert exchange.final.trailers.get("grpc-status") == "0"
    assert exchange.final.end_at_ns == 2 * SECOND
    assert exchange.faults == ()


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


@pytest.mark.parametrize(
    ("request_", "status"), [(HEAD, 200), (GET, 204), (GET, 304)], ids=["response-to-HEAD", "204", "304"]
)
def test_data_after_a_response_without_content_is_a_fault(server: H2Frames, request_: Request, status: int) -> None:
    exchange = read(
        server.settings() + server.headers(status, ("content-length", "5")),
        server.data(b"he") + server.data(b"llo", end_stream=True),
        server.data(b"!"),
        request=request_,
    )
    assert kinds(exchange) == [FaultKind.CONTENT_NOT_ALLOWED]
    assert exchange.faults[0].excerpt == b"he"
    assert exchange.leftover == b"hello!"
    assert exchange.final is not None
    assert (exchange.final.framing, exchange.final.content_octets) == (Framing.NONE, 0)
    assert exchange.final.complete


def test_data_after_the_end_of_a_response_without_content_is_one(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(204, end_stream=True) + server.data(b"no"))
    assert kinds(exchange) == [FaultKind.CONTENT_NOT_ALLOWED]


def test_an_empty_data_frame_may_end_a_response_without_content(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200) + server.data(end_stream=True), request=HEAD)
    assert exchange.faults == ()
    assert exchange.final is not None
    assert exchange.final.complete


def test_content_shorter_than_its_length_is_incomplete(server: H2Frames) -> None:
    head = server.settings() + server.headers(200, ("content-length", "5"))
    exchange = read(head, server.data(b"abc", end_stream=True), end=End.DEADLINE)
    assert kinds(exchange) == [FaultKind.INCOMPLETE]
    assert exchange.faults[0].part == "final"
    assert exchange.final is not None
    assert not exchange.final.complete
    assert (exchange.end, exchange.end_at_ns) == (End.CLOSE, 2 * SECOND)
    assert (exchange.timeline.end, exchange.timeline.end_at_ns) == (End.DEADLINE, 3 * SECOND)


def test_content_longer_than_its_length_is_surplus(server: H2Frames) -> None:
    head = server.settings() + server.headers(200, ("content-length", "3, 3"))
    exchange = read(head, server.data(b"ab") + server.data(b"cd") + server.data(b"ef", end_stream=True))
    assert kinds(exchange) == [FaultKind.SURPLUS]
    assert exchange.faults[0].excerpt == b"cd"
    assert exchange.final is not None
    assert exchange.final.content_octets == 6
    assert exchange.final.complete


@pytest.mark.parametrize("length", ["", "x", "-1", "2, 3", "9" * 40, "+2"])
def test_a_length_that_is_none_is_not_compared(server: H2Frames, length: str) -> None:
    exchange = read(server.settings() + server.headers(200, ("content-length", length), end_stream=True))
    assert exchange.faults == ()


def test_a_101_is_an_interim(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(101) + server.headers(200, end_stream=True))
    assert [interim.status for interim in exchange.interims] == [101]
    assert exchange.final is not None
    assert exchange.final.status == 200


def test_end_stream_on_an_interim_ends_the_exchange(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(102, end_stream=True), end=End.DEADLINE)
    (fault,) = exchange.faults
    assert (fault.kind, fault.detail, fault.part, fault.index) == (FaultKind.AFTER_INTERIM, "END_STREAM", "interim", 0)
    assert exchange.final is None
    assert (exchange.end, exchange.end_at_ns) == (End.CLOSE, SECOND)


def test_frames_after_an_interim_that_ended_the_stream_are_faults(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(102, end_stream=True),
        server.headers(102) + server.headers(200) + server.data(b"x", end_stream=True),
    )
    assert kinds(exchange) == [FaultKind.AFTER_INTERIM, FaultKind.FRAME, FaultKind.FRAME, FaultKind.FRAME]
    assert (exchange.final, len(exchange.interims)) == (None, 1)


def test_data_after_an_interim_is_a_fault_and_the_final_is_still_read(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(102) + server.data(b"abc") + server.data(b"def"),
        server.headers(102) + server.data(b"ghi"),
        server.headers(200) + server.data(b"ok", end_stream=True),
    )
    assert [(fault.kind, fault.index, fault.excerpt) for fault in exchange.faults] == [
        (FaultKind.AFTER_INTERIM, 0, b"abc"),
        (FaultKind.AFTER_INTERIM, 1, b"ghi"),
    ]
    assert exchange.final is not None
    assert exchange.final.content == b"ok"


def test_trailers_after_an_interim_are_a_fault(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(102) + server.headers(None, ("x", "y"), end_stream=True), end=End.DEADLINE
    )
    (fault,) = exchange.faults
    assert (fault.kind, fault.detail, fault.index) == (FaultKind.AFTER_INTERIM, "trailers", 0)
    assert (exchange.final, exchange.end) == (None, End.CLOSE)


@pytest.mark.parametrize("ended", [False, True], ids=["within-the-content", "after-END_STREAM"])
def test_an_interim_after_the_final_head_is_late(server: H2Frames, ended: bool) -> None:
    exchange = read(
        server.settings() + server.headers(200, end_stream=ended),
        server.headers(102, ("a", "b")),
        server.headers(103) + (b"" if ended else server.data(b"ok", end_stream=True)),
    )
    assert [interim.status for interim in exchange.late] == [102, 103]
    assert [(fault.kind, fault.part, fault.index) for fault in exchange.faults] == [
        (FaultKind.INTERIM_AFTER_FINAL, "late", 0),
        (FaultKind.INTERIM_AFTER_FINAL, "late", 1),
    ]
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.interims == ()


def test_a_late_interim_can_end_the_stream(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200), server.headers(102, end_stream=True))
    assert kinds(exchange) == [FaultKind.INTERIM_AFTER_FINAL]
    assert exchange.final is not None
    assert exchange.final.end_at_ns == 2 * SECOND


def test_headers_within_the_content_without_end_stream_are_a_fault(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(200) + server.headers(None, ("a", "b")) + server.data(b"x", end_stream=True)
    )
    assert kinds(exchange) == [FaultKind.FRAME]
    assert exchange.final is not None
    assert (exchange.final.content, len(exchange.final.trailers)) == (b"x", 0)


def test_a_second_final_response_is_a_fault(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200) + server.headers(500, end_stream=True))
    assert [(fault.kind, fault.field) for fault in exchange.faults] == [(FaultKind.FRAME, ":status")]
    assert exchange.final is not None
    assert exchange.final.status == 200


def test_frames_after_a_complete_response_are_surplus(server: H2Frames) -> None:
    exchange = read(
        server.settings() + server.headers(200, end_stream=True),
        server.data(b"more") + server.headers(200) + server.headers(None, ("a", "b"), end_stream=True),
    )
    assert kinds(exchange) == [FaultKind.SURPLUS] * 3
    assert exchange.faults[0].excerpt == exchange.leftover == b"more"


@pytest.mark.parametrize(
    ("status", "detail"),
    [(None, "no :status"), ("20", ":status is not three digits"), ("2x0", ":status is not three digits")],
)
def test_a_head_without_a_status_is_no_response(server: H2Frames, status: str | None, detail: str) -> None:
    exchange = read(
        server.settings() + server.headers(status, ("server", "x")) + server.data(b"content", end_stream=True)
    )
    assert [(fault.kind, fault.detail) for fault in exchange.faults] == [(FaultKind.STATUS_LINE, detail)]
    assert exchange.final is None
    assert exchange.end is End.CLOSE


def test_of_two_statuses_the_first_counts(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200, (":status", "404"), end_stream=True))
    assert kinds(exchange) == [FaultKind.STATUS_LINE]
    assert exchange.final is not None
    assert exchange.final.status == 200


def test_a_status_outside_the_classes_is_a_final_response(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers("042", end_stream=True))
    assert exchange.final is not None
    assert exchange.final.status == 42


def test_connection_specific_fields_are_kept_for_a_rule(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200, ("connection", "close"), end_stream=True))
    assert exchange.faults == ()
    assert exchange.final is not None
    assert exchange.final.fields.get("connection") == "close"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (("Server", "x"), FaultKind.FRAME),
        ((":path", "/"), FaultKind.FRAME),
        (("a b", "x"), FaultKind.FIELD_NAME),
        (("", "x"), FaultKind.FIELD_NAME),
        (("a", "x\0y"), FaultKind.FIELD_VALUE),
        (("a", "x\r\ny"), FaultKind.FIELD_VALUE),
        (("a", " x"), FaultKind.FIELD_VALUE),
        (("a", "x\t"), FaultKind.FIELD_VALUE),
    ],
)
@pytest.mark.parametrize("part", ["interim", "final", "late", "trailers"])
def test_what_fields_may_not_hold_is_told_with_its_message(
    server: H2Frames, line: tuple[str, str], kind: FaultKind, part: str
) -> None:
    octets = server.settings()
    match part:
        case "interim":
            octets += server.headers(102, line) + server.headers(200, end_stream=True)
        case "final":
            octets += server.headers(200, line, end_stream=True)
        case "late":
            octets += server.headers(200) + server.headers(102, line) + server.data(end_stream=True)
        case _:
            octets += server.headers(200) + server.headers(None, line, end_stream=True)
    fault = read(octets).faults[0]
    assert (fault.kind, fault.field) == (kind, line[0])
    assert (fault.part, fault.index) == {"interim": ("interim", 0), "late": ("late", 0)}.get(part, ("final", None))


def test_a_reset_ends_the_exchange(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200) + server.data(b"ab"), server.reset(2), end=End.DEADLINE)
    (fault,) = exchange.faults
    assert (fault.kind, fault.part) == (FaultKind.INCOMPLETE, "final")
    assert "INTERNAL_ERROR" in fault.detail
    assert (exchange.end, exchange.end_at_ns) == (End.RESET, 2 * SECOND)


def test_a_reset_before_any_response_is_incomplete(server: H2Frames) -> None:
    exchange = read(server.settings() + server.reset(7), end=End.DEADLINE)
    assert [(fault.kind, fault.part) for fault in exchange.faults] == [(FaultKind.INCOMPLETE, "")]
    assert "REFUSED_STREAM" in exchange.faults[0].detail


def test_a_reset_after_interims_alone_leaves_them_without_a_final(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(102), server.reset(8), end=End.DEADLINE)
    assert exchange.faults == ()
    assert (exchange.end, exchange.final) == (End.RESET, None)


def test_frames_after_a_reset_are_faults(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(200) + server.reset(8), server.headers(102) + server.data(b"x"))
    assert kinds(exchange) == [FaultKind.INCOMPLETE, FaultKind.FRAME, FaultKind.FRAME]
    assert exchange.late == ()


def test_a_reset_without_error_after_the_response_is_allowed(server: H2Frames) -> None:
    exchange = read(server.settings() + server.headers(413, end_stream=True) + server.reset(0), end=End.DEADLINE)
    assert exchange.faults == ()
    assert exchange.end is End.DEADLINE


def test_end_stream_before_any_response_is_incomplete(server: H2Frames) -> None:
    exchange = read(server.settings() + server.data(b"x") + server.data(b"y", end_stream=True), end=End.DEADLINE)
    assert kinds(exchange) == [FaultKind.FRAME, FaultKind.INCOMPLETE]
    assert exchange.end is End.CLOSE


@pytest.mark.parametrize(
    ("frames", "end", "expected"),
    [
        ("nothing", End.CLOSE, [FaultKind.INCOMPLETE]),
        ("nothing", End.RESET, [FaultKind.INCOMPLETE]),
        ("nothing", End.DEADLINE, []),
        ("interims", End.CLOSE, []),
        ("content", End.CLOSE, [FaultKind.INCOMPLETE]),
        ("content", End.LIMIT, []),
        ("complete", End.CLOSE, []),
    ],
)
def test_what_the_end_of_the_connection_leaves_open(
    server: H2Frames, frames: str, end: End, expected: list[FaultKind]
) -> None:
    octets = server.settings()
    match frames:
        case "interims":
            octets += server.headers(102)
        case "content":
            octets += server.headers(200) + server.data(b"x")
        case "complete":
            octets += server.headers(200, end_stream=True)
        case _:
            pass
    exchange = read(octets, end=end)
    assert kinds(exchange) == expected
    assert exchange.end is end
