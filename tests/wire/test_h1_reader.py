import pytest

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Framing
from interim.exchange.timeline import End
from interim.wire.h1_stray import LEFTOVER_BYTES
from tests.fakes.h1_exchange import SECOND, converse, kinds, read, statuses

I102 = b"HTTP/1.1 102 Processing\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"
UPGRADE = Fields.of([("Connection", "Upgrade"), ("Upgrade", "websocket")])
SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


def _incomplete(exchange: Exchange) -> list[str]:
    return [fault.detail for fault in exchange.faults if fault.kind.value == "incomplete"]


def test_interims_and_the_final_response_have_times_and_spans() -> None:
    exchange = read(I102, b"HTTP/1.1 103 Early Hints\r\nLi", b"nk: </a>\r\n\r\n" + OK[:-1], b"k")
    first, second = exchange.interims
    assert (first.status, first.reason, first.version, first.at_ns, first.span) == (
        102,
        "Processing",
        "HTTP/1.1",
        SECOND,
        (0, 27),
    )
    assert (second.status, second.fields.get("Link"), second.at_ns, second.span) == (103, "</a>", 3 * SECOND, (27, 67))
    final = exchange.final
    assert final is not None
    assert (final.status, final.content, final.framing, final.span) == (200, b"ok", Framing.LENGTH, (67, 107))
    assert (final.head_at_ns, final.end_at_ns) == (3 * SECOND, 4 * SECOND)
    assert exchange.faults == ()


def test_the_version_label_is_kept_as_received() -> None:
    exchange = read(b"HTTP/1.0 102 P\r\n\r\nHTTP/1.0 200 OK\r\n\r\n")
    assert exchange.final is not None
    assert [exchange.interims[0].version, exchange.final.version] == ["HTTP/1.0", "HTTP/1.0"]


@pytest.mark.parametrize("code", [0, 20, 99, 200, 299, 600, 999])
def test_any_three_digits_but_1xx_are_a_final_status(code: int) -> None:
    exchange = read(b"HTTP/1.1 %03d x\r\nContent-Length: 0\r\n\r\n" % code)
    assert (statuses(exchange), kinds(exchange)) == ([code], [])


@pytest.mark.parametrize("code", [100, 102, 104, 150, 199])
def test_any_1xx_is_an_interim(code: int) -> None:
    exchange = read(b"HTTP/1.1 %03d x\r\n\r\n" % code + OK)
    assert [interim.status for interim in exchange.interims] == [code]


@pytest.mark.parametrize(
    ("octets", "excerpt", "index"),
    [
        ([I102 + b"0\r\n\r\n", OK], b"0\r\n\r\n", 0),
        ([I102, b"0\r\n\r\n", OK], b"0\r\n\r\n", 0),
        ([I102 + b'{"state":"run"}' + OK], b'{"state":"run"}', 0),
        ([I102 + b"\r\n" + OK], b"\r\n", 0),
        ([I102 + I102 + b"HTTP is nice" + OK], b"HTTP is nice", 1),
        ([I102 + b"xHTTP/1.1 2", b"00 OK\r\nContent-Length: 2\r\n\r\nok"], b"x", 0),
        ([I102 + b"xHTTP/1.1 2000 " + OK], b"xHTTP/1.1 2000 ", 0),
    ],
)
def test_octets_after_an_interim_are_one_fault_and_the_next_response_is_found(
    octets: list[bytes], excerpt: bytes, index: int
) -> None:
    exchange = read(*octets)
    assert statuses(exchange)[-1] == 200
    assert [(fault.kind.value, fault.part, fault.index, fault.excerpt) for fault in exchange.faults] == [
        ("after_interim", "interim", index, excerpt)
    ]
    assert exchange.leftover == b""


def test_a_content_length_in_an_interim_is_not_believed() -> None:
    exchange = read(b"HTTP/1.1 100 Continue\r\nContent-Length: 42\r\n\r\n" + OK + b"HTTP/1.1 301 Moved\r\n\r\n")
    assert (statuses(exchange), kinds(exchange)) == ([100, 200], ["surplus"])


def test_each_run_after_an_interim_is_a_fault_of_its_own() -> None:
    exchange = read(I102 + b"a" + I102 + b"b" + OK)
    assert [(fault.index, fault.excerpt) for fault in exchange.faults] == [(0, b"a"), (1, b"b")]


def test_a_102_as_final_with_content_leaves_it_as_leftover() -> None:
    exchange = read(b"HTTP/1.1 102 Processing\r\nContent-Length: 4\r\n\r\n{}\r\n")
    assert (statuses(exchange), kinds(exchange), exchange.leftover) == ([102], ["after_interim"], b"{}\r\n")


def test_a_status_line_in_place_of_the_empty_line_ends_the_head_of_an_interim() -> None:
    exchange = read(b"HTTP/1.1 102 P\r\nA: b\r\n", b"HTTP/1.1 103 E\r\n" + OK)
    assert (statuses(exchange), kinds(exchange)) == ([102, 103, 200], ["field_name", "field_name"])
    assert [interim.span for interim in exchange.interims] == [(0, 22), (22, 38)]
    assert exchange.interims[0].fields.lines == ((b"A", b"b"),)


def test_a_second_status_line_in_a_final_head_is_a_line_without_a_colon() -> None:
    exchange = read(b"HTTP/1.1 200 OK\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")
    assert (statuses(exchange), kinds(exchange)) == ([200], ["field_name"])


@pytest.mark.parametrize(
    ("octets", "status", "offset"),
    [
        (b"\r\n" + OK, 200, 0),
        (b"junk\r\n" + OK, 200, 0),
        (b"HTTP/1.1 OK\r\n\r\n" + OK, 200, 0),
        (I102 + b"HTTP/1.1 2000 OK\r\n\r\n" + OK, 200, 27),
        (b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n", 20, 0),
        (b"HTTP/1.1200 OK\r\nContent-Length: 0\r\n\r\n", 200, 0),
        (I102 + b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, 27),
    ],
)
def test_a_malformed_status_line_is_one_fault_and_what_follows_is_read(octets: bytes, status: int, offset: int) -> None:
    exchange = read(octets)
    assert statuses(exchange)[-1] == status
    assert [(fault.kind.value, fault.offset) for fault in exchange.faults] == [("status_line", offset)]
    assert exchange.leftover == b""


@pytest.mark.parametrize(
    "octets", [b"SSH-2.0-OpenSSH_9.2\r\n", b"<html>", b"\0" * 30, b"HTTP/1.1 what\r\nA: b\r\n\r\nxyz"]
)
def test_a_server_of_something_else_is_a_fault_and_all_of_it_is_leftover(octets: bytes) -> None:
    exchange = read(octets)
    assert (exchange.final, kinds(exchange), exchange.leftover) == (None, ["status_line"], octets)


def test_a_malformed_status_line_of_an_interim_is_a_fault_of_that_interim() -> None:
    exchange = read(b"HTTP/1.1 102\r\n\r\n" + OK)
    assert statuses(exchange) == [102, 200]
    assert [(fault.kind.value, fault.part, fault.index) for fault in exchange.faults] == [("status_line", "interim", 0)]


def test_an_asked_for_101_ends_http() -> None:
    conversation = converse(SWITCH + OK, OK, fields=UPGRADE)
    assert conversation.done
    exchange = read(SWITCH + OK, OK, fields=UPGRADE)
    assert (statuses(exchange), kinds(exchange), exchange.leftover) == ([101], [], b"")
    assert exchange.final is not None
    assert (exchange.final.framing, exchange.final.end_at_ns, exchange.final.span) == (Framing.TUNNEL, SECOND, (0, 56))


@pytest.mark.parametrize(
    "pieces", [(SWITCH + OK,), (SWITCH, OK), (SWITCH + b"HT", b"TP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
)
def test_an_unasked_101_before_a_status_line_is_an_interim(pieces: tuple[bytes, ...]) -> None:
    exchange = read(*pieces)
    assert (statuses(exchange), kinds(exchange)) == ([101, 200], [])
    assert exchange.interims[0].at_ns == SECOND


@pytest.mark.parametrize("pieces", [(SWITCH,), (SWITCH, b"\x81\x00"), (SWITCH + b"HT",), (SWITCH + b"HTX",)])
def test_an_unasked_101_before_anything_else_is_the_final_response(pieces: tuple[bytes, ...]) -> None:
    exchange = read(*pieces, end=End.DEADLINE)
    assert (statuses(exchange), kinds(exchange)) == ([101], [])
    assert exchange.final is not None
    assert (exchange.final.framing, exchange.final.head_at_ns, exchange.final.end_at_ns) == (
        Framing.TUNNEL,
        SECOND,
        SECOND,
    )


def test_a_status_line_in_place_of_the_empty_line_of_an_unasked_101_makes_it_an_interim() -> None:
    exchange = read(b"HTTP/1.1 101 S\r\n" + OK)
    assert (statuses(exchange), kinds(exchange)) == ([101, 200], ["field_name"])


def test_a_status_line_in_place_of_the_empty_line_of_an_asked_for_101_is_the_tunnels() -> None:
    exchange = read(b"HTTP/1.1 101 S\r\n" + OK, fields=UPGRADE)
    assert (statuses(exchange), kinds(exchange)) == ([101], ["field_name"])


def test_connect_opens_a_tunnel() -> None:
    exchange = read(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\x16\x03\x01", method="CONNECT")
    assert exchange.final is not None
    assert (exchange.final.framing, exchange.final.complete, exchange.faults) == (Framing.TUNNEL, True, ())


@pytest.mark.parametrize(
    ("head", "after", "kind"),
    [
        (OK, b"X", "surplus"),
        (OK, b"\nX", "surplus"),
        (OK, OK, "surplus"),
        (OK, b"HTTP/1.1 200", "surplus"),
        (OK, b"HTTP/2.0 102 P\r\n\r\n", "surplus"),
        (NO_CONTENT, b"No Content", "content_not_allowed"),
        (NO_CONTENT, b"0\r\n\r\n", "content_not_allowed"),
        (NO_CONTENT, b"HT", "content_not_allowed"),
        (NO_CONTENT, OK, "surplus"),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", b"ok", "content_not_allowed"),
        (b"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", b"ok", "surplus"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("end", [End.CLOSE, End.DEADLINE])
def test_what_follows_the_final_response_is_exactly_one_fault(
    head: bytes, after: bytes, kind: str, together: bool, end: End
) -> None:
    exchange = read(*([head + after] if together else [head, after]), end=end)
    assert [(fault.kind.value, fault.part, fault.offset) for fault in exchange.faults] == [(kind, "final", len(head))]
    assert (exchange.leftover, exchange.faults[0].excerpt) == (after, after)
    assert exchange.final is not None
    assert exchange.final.complete


def test_content_of_a_response_to_head_is_not_allowed() -> None:
    exchange = read(OK, method="HEAD")
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.complete) == (b"", True)
    assert kinds(exchange) == ["content_not_allowed"]


@pytest.mark.parametrize("after", [b"\r\n", b"\r\n\r\n", b"\n\r\n\r"])
@pytest.mark.parametrize("head", [OK, NO_CONTENT])
def test_empty_lines_after_the_final_response_are_discarded(head: bytes, after: bytes) -> None:
    exchange = read(head + b"\r\n\r" * after.startswith(b"\n"), after)
    assert (kinds(exchange), exchange.leftover) == ([], b"")


@pytest.mark.parametrize("pieces", [(OK + I102,), (OK, I102), (OK, b"\r\n" + I102[:9], I102[9:])])
def test_a_1xx_after_the_final_response_is_late(pieces: tuple[bytes, ...]) -> None:
    exchange = read(*pieces, end=End.DEADLINE)
    assert (statuses(exchange), kinds(exchange), exchange.leftover) == ([200, 102], ["interim_after_final"], b"")
    assert (exchange.late[0].status, exchange.late[0].at_ns) == (102, len(pieces) * SECOND)
    assert (exchange.faults[0].part, exchange.faults[0].index) == ("late", 0)


def test_each_late_1xx_is_read() -> None:
    exchange = read(NO_CONTENT + I102, I102 + b"HTTP/1.1 103\r\n\r\n")
    assert statuses(exchange) == [204, 102, 102, 103]
    assert [(fault.kind.value, fault.index) for fault in exchange.faults] == [
        ("interim_after_final", 0),
        ("interim_after_final", 1),
        ("status_line", 2),
        ("interim_after_final", 2),
    ]


def test_a_late_1xx_that_is_cut_off_is_late_and_nothing_else() -> None:
    exchange = read(OK, I102[:20])
    assert (statuses(exchange), kinds(exchange)) == ([200], ["interim_after_final"])


def test_another_response_after_a_late_1xx_is_leftover_without_a_second_verdict() -> None:
    exchange = read(OK, I102 + OK + b"more")
    assert (statuses(exchange), kinds(exchange), exchange.leftover) == (
        [200, 102],
        ["interim_after_final"],
        OK + b"more",
    )


@pytest.mark.parametrize(("after", "late"), [(I102, 2), (OK, 1)])
def test_content_of_a_late_1xx_is_its_own_fault(after: bytes, late: int) -> None:
    exchange = read(OK, I102 + b"0\r\n\r\n" + after)
    assert kinds(exchange)[:2] == ["interim_after_final", "after_interim"]
    assert (exchange.faults[1].part, exchange.faults[1].index) == ("late", 0)
    assert len(exchange.late) == late


def test_a_status_line_in_place_of_the_empty_line_of_a_late_1xx_goes_on_as_after_it() -> None:
    assert statuses(read(OK + b"HTTP/1.1 102 P\r\n" + I102)) == [200, 102, 102]
    exchange = read(OK + b"HTTP/1.1 102 P\r\nHTTP/1.1 404 No\r\n\r\n")
    assert (statuses(exchange), exchange.leftover) == ([200, 102], b"HTTP/1.1 404 No\r\n\r\n")


def test_a_final_response_that_ends_with_the_connection_has_nothing_after_it() -> None:
    exchange = read(b"HTTP/1.1 200 OK\r\n\r\nabc", I102)
    assert exchange.final is not None
    assert (exchange.final.content, exchange.final.end_at_ns, kinds(exchange)) == (b"abc" + I102, 3 * SECOND, [])


@pytest.mark.parametrize(
    ("octets", "detail"),
    [
        (b"", "no octet came"),
        (b"HT", "it ended within a head"),
        (b"HTTP/1.1 200 OK", "it ended within a head"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n", "it ended within a head"),
        (I102 + b"H", "it ended within a head"),
        (I102 + I102[:-1], "it ended within a head"),
        (OK[:-1], "1 of 2 octets of content came"),
    ],
)
@pytest.mark.parametrize("end", list(End))
def test_an_end_within_a_response_is_incomplete_only_when_the_server_ended_it(
    octets: bytes, detail: str, end: End
) -> None:
    exchange = read(octets, end=end)
    how = {End.CLOSE: "closed", End.RESET: "reset"}.get(end)
    assert _incomplete(exchange) == ([f"the connection was {how}: {detail}"] if how else [])
    assert [fault.offset for fault in exchange.faults] == ([len(octets)] if how else [])


@pytest.mark.parametrize("end", list(End))
def test_only_interims_and_then_an_end_is_no_fault_of_the_wire(end: End) -> None:
    assert read(I102, I102, end=end).faults == ()


@pytest.mark.parametrize(("end", "complete", "faults"), [(End.CLOSE, 1, 0), (End.RESET, 0, 1), (End.DEADLINE, 0, 0)])
def test_content_up_to_the_close_is_complete_when_it_closes(end: End, complete: int, faults: int) -> None:
    exchange = read(b"HTTP/1.1 200 OK\r\n\r\nabc", end=end)
    assert exchange.final is not None
    assert (exchange.final.complete, len(exchange.faults)) == (bool(complete), faults)


def test_faults_of_a_head_name_their_message() -> None:
    broken = b"HTTP/1.1 %b x\nA : 1\n\n"
    exchange = read(broken % b"102" + broken % b"103" + broken % b"204" + broken % b"102")
    assert [(fault.kind.value, fault.part, fault.index) for fault in exchange.faults] == [
        ("bare_lf", "interim", 0),
        ("space_before_colon", "interim", 0),
        ("bare_lf", "interim", 1),
        ("space_before_colon", "interim", 1),
        ("bare_lf", "final", None),
        ("space_before_colon", "final", None),
        ("bare_lf", "late", 0),
        ("space_before_colon", "late", 0),
        ("interim_after_final", "late", 0),
    ]


def test_conflicting_lengths_are_read_to_the_close_without_further_faults() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n"
    for content in (b"abc", b"abcde", b"abcdefg"):
        exchange = read(head + content)
        assert exchange.final is not None
        assert (exchange.final.content, exchange.final.complete, exchange.faults) == (content, True, ())


def test_leftover_is_bounded() -> None:
    exchange = read(OK, b"x" * LEFTOVER_BYTES, b"y" * 10)
    assert exchange.leftover == b"x" * LEFTOVER_BYTES
