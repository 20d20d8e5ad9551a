"""What we send over HTTP/2, as the h2 package reads it: it raises on what RFC 9113 does not allow."""

import pytest
from h2.settings import SettingCodes
from hpack import Decoder
from hyperframe.frame import HeadersFrame, SettingsFrame

from interim.errors import InvalidInput
from interim.exchange.fault import FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End
from interim.wire.h2 import H2Conversation
from interim.wire.limits import Limits
from tests.fakes.h2_frames import H2Frames
from tests.fakes.h2_peer import H2Peer

MIB = 1024 * 1024


def sent_fields(request: Request, **options: str) -> list[tuple[str, str]]:
    peer = H2Peer(H2Conversation(request, **options))  # type: ignore[arg-type]
    peer.exchange_octets()
    return peer.fields


def test_a_get_is_answered_with_interims() -> None:
    conversation = H2Conversation(
        Request(method="GET", target="/a?b", fields=Fields.of([("Host", "example.test"), ("Accept", "*/*")]))
    )
    peer = H2Peer(conversation)
    peer.exchange_octets()
    assert conversation.request_sent
    assert peer.ended
    assert peer.fields == [
        *((":method", "GET"), (":scheme", "http"), (":path", "/a?b"), (":authority", "example.test")),
        ("accept", "*/*"),
    ]
    for status in (103, 102, 102):
        peer.respond(status, ("link", "</a>"))
        peer.exchange_octets()
    peer.respond(200, ("content-length", "5"))
    peer.server.send_data(1, b"hello", end_stream=True)
    peer.exchange_octets()
    conversation.end(End.CLOSE, peer.now_ns)
    exchange = conversation.exchange(request_end_ns=0)
    assert [interim.status for interim in exchange.interims] == [103, 102, 102]
    assert exchange.final is not None
    assert exchange.final.content == b"hello"
    assert exchange.faults == ()


def test_the_authority_is_the_argument_and_the_scheme_too() -> None:
    fields = sent_fields(
        Request(method="GET", target="/", fields=Fields.of([("Host", "other.test")])),
        scheme="https",
        authority="example.test:8443",
    )
    assert (":authority", "example.test:8443") in fields
    assert (":scheme", "https") in fields
    assert "host" not in dict(fields)


def test_without_an_authority_none_is_sent() -> None:
    octets = H2Conversation(Request(method="OPTIONS", target="*")).to_send()
    frame = HeadersFrame(1)
    start = octets.index(b"\x01\x05\x00\x00\x00\x01") - 3
    frame.parse_body(memoryview(octets[start + 9 :]))
    names = [name for name, _ in Decoder().decode(frame.data, raw=True)]
    assert names == [b":method", b":scheme", b":path"]


def test_connection_specific_fields_are_left_out() -> None:
    lines = [
        *(("Connection", "keep-alive, X-Hop"), ("Keep-Alive", "5"), ("Transfer-Encoding", "chunked")),
        *(("Upgrade", "h2c"), ("Proxy-Connection", "close"), ("X-Hop", "1"), ("TE", "gzip"), ("X-Kept", "2")),
    ]
    request = Request(method="GET", target="/", fields=Fields.of([("Host", "example.test"), *lines]))
    assert [line for line in sent_fields(request) if not line[0].startswith(":")] == [("x-kept", "2")]
    exchange = H2Conversation(request).exchange(request_end_ns=0)
    assert exchange.request.version == "HTTP/2"
    assert exchange.request.fields.to_json() == [["Host", "example.test"], ["X-Kept", "2"]]


def test_te_may_say_trailers() -> None:
    request = Request(method="GET", target="/", fields=Fields.of([("Host", "a.test"), ("TE", "trailers")]))
    assert ("te", "trailers") in sent_fields(request)


@pytest.mark.parametrize(
    ("method", "content", "lines", "expected"),
    [
        ("POST", b"abc", [], "3"),
        ("POST", b"", [], "0"),
        ("GET", b"", [], None),
        ("GET", b"x", [], "1"),
        ("PUT", b"abc", [("Content-Length", "3")], "3"),
    ],
)
def test_content_length_is_added_where_content_needs_it(
    method: str, content: bytes, lines: list[tuple[str, str]], expected: str | None
) -> None:
    request = Request(method=method, target="/", fields=Fields.of([("Host", "a.test"), *lines]), content=content)
    fields = sent_fields(request)
    assert [value for name, value in fields if name == "content-length"] == ([] if expected is None else [expected])


def test_secrets_are_never_indexed() -> None:
    lines = [("Host", "a.test"), ("Authorization", "Basic eDp5"), ("X-Plain", "1")]
    octets = H2Conversation(Request(method="GET", target="/", fields=Fields.of(lines))).to_send()
    frame = HeadersFrame(1)
    frame.parse_body(memoryview(octets[octets.index(b"\x01\x05\x00\x00\x00\x01") + 6 :]))
    indexable = {line[0]: line.indexable for line in Decoder().decode(frame.data, raw=True)}
    assert indexable[b"authorization"] is False
    assert indexable[b"x-plain"] is True


def test_a_long_head_is_continued() -> None:
    lines = [("Host", "a.test"), *[(f"x-{number}", "~" * 4000) for number in range(12)]]
    fields = sent_fields(Request(method="GET", target="/", fields=Fields.of(lines)))
    assert len(fields) == 16


def test_our_settings_say_what_we_take() -> None:
    conversation = H2Conversation(
        Request(method="GET", target="/", fields=Fields.of([("Host", "a.test")])), limits=Limits(head_bytes=12_345)
    )
    peer = H2Peer(conversation)
    peer.server.receive_data(conversation.to_send())
    settings = peer.server.remote_settings
    assert (settings.enable_push, settings.max_header_list_size) == (0, 12_345)
    assert settings.initial_window_size == peer.server.outbound_flow_control_window == 16 * MIB


def test_the_table_of_the_server_is_heeded_when_it_is_known() -> None:
    conversation = H2Conversation(Request(method="GET", target="/", fields=Fields.of([("x-a", "1"), ("x-a", "1")])))
    conversation.receive(H2Frames().settings({SettingsFrame.HEADER_TABLE_SIZE: 0}), 0)
    octets = conversation.to_send()
    decoder = Decoder()
    decoder.max_allowed_table_size = 0
    frame = HeadersFrame(1)
    frame.parse_body(memoryview(octets[octets.index(b"\x01\x05\x00\x00\x00\x01") + 6 : -len(H2Frames().settings())]))
    assert len(list(decoder.decode(frame.data))) == 5


@pytest.mark.parametrize("window", [1, 1000, 65_535, 10 * MIB])
def test_an_upload_keeps_to_the_windows_of_the_server(window: int) -> None:
    content = bytes(range(256)) * (MIB // 256 if window > 1 else 1)
    conversation = H2Conversation(
        Request(method="POST", target="/", fields=Fields.of([("Host", "a.test")]), content=content)
    )
    peer = H2Peer(conversation, settings={SettingCodes.INITIAL_WINDOW_SIZE: window})
    conversation.receive(peer.server.data_to_send(), 0)
    peer.exchange_octets()
    assert len(peer.content) == min(window, 65_535, len(content))
    rounds = 0
    while not peer.ended:
        peer.read_content()
        peer.exchange_octets()
        rounds += 1
        assert rounds < 5000
    assert peer.content == content
    assert conversation.request_sent


def test_larger_frames_are_used_when_the_server_takes_them() -> None:
    content = bytes(40_000)
    conversation = H2Conversation(Request(method="POST", target="/", content=content))
    conversation.receive(H2Frames().settings({SettingsFrame.MAX_FRAME_SIZE: 2**20}), 0)
    assert (40_000).to_bytes(3, "big") + b"\x00\x01\x00\x00\x00\x01" in conversation.to_send()


def test_a_window_that_shrinks_below_what_was_sent_stays_shut_until_it_is_positive() -> None:
    server = H2Frames()
    conversation = H2Conversation(Request(method="POST", target="/", content=bytes(100_000)))
    conversation.to_send()
    conversation.receive(server.settings({SettingsFrame.INITIAL_WINDOW_SIZE: 10_000}), 0)
    conversation.receive(server.window(100_000), 0)
    ack = server.settings(ack=True)
    assert conversation.to_send() == ack
    conversation.receive(server.window(55_535, stream=1), 0)
    assert conversation.to_send() == b""
    conversation.receive(server.window(5, stream=1), 0)
    assert conversation.to_send() == server.data(bytes(5))


def test_long_content_is_given_out_in_pieces() -> None:
    server = H2Frames()
    conversation = H2Conversation(Request(method="POST", target="/", content=bytes(MIB)))
    conversation.receive(server.settings({4: 2 * MIB, 5: 2**24 - 1}) + server.window(2 * MIB), 0)
    pieces = []
    while octets := conversation.to_send():
        pieces.append(octets)
    assert max(map(len, pieces)) < 66_000
    assert sum(map(len, pieces)) > MIB
    assert conversation.request_sent


@pytest.mark.parametrize(
    ("method", "target", "line"),
    [("G T", "/", ("a", "b")), ("GET", "/ü", ("a", "b")), ("GET", "/", ("a", "b\r\nc: d")), ("GET", "/", (":a", "b"))],
    ids=["method", "target", "value", "name"],
)
def test_what_http_does_not_allow_is_not_sent(method: str, target: str, line: tuple[str, str]) -> None:
    conversation = H2Conversation(Request(method=method, target=target, fields=Fields.of([line])))
    with pytest.raises(InvalidInput):
        conversation.to_send()


def test_content_waits_for_a_100() -> None:
    conversation = H2Conversation(
        Request(method="POST", target="/", fields=Fields.of([("Host", "a.test")]), content=b"abc"), expect=True
    )
    peer = H2Peer(conversation)
    peer.exchange_octets()
    assert ("expect", "100-continue") in peer.fields
    assert (peer.content, peer.ended, conversation.request_sent) == (b"", False, False)
    peer.respond(103)
    peer.exchange_octets()
    assert not peer.ended
    peer.respond(100)
    peer.exchange_octets()
    assert (peer.content, peer.ended, conversation.request_sent) == (b"abc", True, True)
    assert conversation.exchange(request_end_ns=0).request.fields.get("expect") == "100-continue"


def test_content_can_be_released_without_a_100() -> None:
    conversation = H2Conversation(Request(method="POST", target="/", content=b"abc"), expect=True)
    peer = H2Peer(conversation)
    conversation.to_send()
    conversation.release_content()
    assert conversation.to_send() == H2Frames().data(b"abc", end_stream=True)
    assert peer.content == b""


@pytest.mark.parametrize("ending", ["final", "reset", "goaway", "END_STREAM"])
def test_content_that_waits_is_dropped_when_the_server_does_without(ending: str) -> None:
    server = H2Frames()
    conversation = H2Conversation(Request(method="POST", target="/", content=b"abc"), expect=True)
    conversation.to_send()
    answers = {
        "final": server.headers(417),
        "reset": server.reset(7),
        "goaway": server.goaway(0),
        "END_STREAM": server.data(end_stream=True),
    }
    conversation.receive(server.settings() + server.settings(ack=True) + answers[ending], 0)
    conversation.release_content()
    assert conversation.request_sent
    assert b"abc" not in conversation.to_send()


def test_a_reset_stops_an_upload() -> None:
    server = H2Frames()
    conversation = H2Conversation(Request(method="POST", target="/", content=bytes(MIB)))
    conversation.to_send()
    assert not conversation.request_sent
    conversation.receive(server.settings() + server.headers(413, end_stream=True) + server.reset(0), 0)
    conversation.receive(server.window(MIB) + server.window(MIB, stream=1), 0)
    assert conversation.to_send() == server.settings(ack=True)
    assert conversation.request_sent


def test_an_expectation_without_content_is_not_made() -> None:
    conversation = H2Conversation(
        Request(method="GET", target="/", fields=Fields.of([("Host", "a.test")])), expect=True
    )
    peer = H2Peer(conversation)
    peer.exchange_octets()
    assert peer.ended
    assert "expect" not in dict(peer.fields)


def test_a_download_flows_and_stays_small() -> None:
    conversation = H2Conversation(
        Request(method="GET", target="/", fields=Fields.of([("Host", "a.test")])), limits=Limits(kept_bytes=100_000)
    )
    peer = H2Peer(conversation)
    peer.exchange_octets()
    total = 20 * MIB
    peer.respond(200, ("content-length", str(total)))
    left = total
    chunk = bytes(16_384)
    while left:
        window = min(peer.server.local_flow_control_window(1), left, len(chunk))
        assert window > 0
        peer.server.send_data(1, chunk[:window], end_stream=window == left)
        left -= window
        if not peer.server.local_flow_control_window(1) or left % MIB == 0:
            peer.exchange_octets()
    peer.exchange_octets()
    conversation.end(End.CLOSE, peer.now_ns)
    exchange = conversation.exchange(request_end_ns=0)
    assert exchange.final is not None
    assert (exchange.final.content_octets, exchange.final.complete) == (total, True)
    assert len(exchange.timeline.data) < 200_000
    assert sum(item.content_octets for item in exchange.timeline.octets if isinstance(item, Elided)) > total - 200_000
    assert exchange.faults == ()


def test_a_server_that_cannot_take_the_request_is_heard() -> None:
    conversation = H2Conversation(Request(method="GET", target="/", fields=Fields.of([("Host", "a.test")])))
    peer = H2Peer(conversation)
    peer.exchange_octets()
    peer.server.reset_stream(1, error_code=13)
    peer.exchange_octets()
    conversation.end(End.CLOSE, peer.now_ns)
    (fault,) = conversation.exchange(request_end_ns=0).faults
    assert fault.kind is FaultKind.INCOMPLETE
    assert "HTTP_1_1_REQUIRED" in fault.detail
