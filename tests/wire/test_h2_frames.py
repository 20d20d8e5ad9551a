"""Splitting octets into frames: whatever the arrivals, the same frames, and never an exception."""

import dataclasses

import pytest
from hypothesis import given, settings, strategies as st

from interim.exchange.timeline import Elided, End
from interim.wire.h2 import H2Conversation
from interim.wire.h2_frames import DATA, FrameSplitter, Piece, block_fragment
from tests.fakes.h2_exchange import DEFAULTS, GET
from tests.fakes.h2_frames import H2Frames, raw_frame

FRAME = st.builds(
    raw_frame,
    st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 200]),
    st.one_of(
        st.binary(max_size=40),
        st.sampled_from([b"\x88", b"\x48\x0310", b"\x08\x03102", b"\0\0\0\0\0", bytes(8), bytes(4), b"\0\0\0\x07"]),
    ),
    flags=st.sampled_from([0, 1, 4, 5, 4, 5, 8, 9, 0x0D, 0x24, 0xFF]),
    stream=st.sampled_from([1, 1, 1, 0, 0, 2, 3]),
)
CONNECTION = st.lists(st.one_of(FRAME, FRAME, FRAME, st.binary(max_size=30)), max_size=12).map(b"".join)


def conversed(octets: bytes, sizes: list[int]) -> H2Conversation:
    conversation = H2Conversation(GET)
    for size in sizes:
        conversation.receive(octets[:size], 5)
        octets = octets[size:]
    conversation.receive(octets, 5)
    conversation.end(End.CLOSE, 6)
    return conversation


@given(octets=CONNECTION, sizes=st.lists(st.integers(1, 20), max_size=60))
@settings(max_examples=200, deadline=None)
def test_the_result_does_not_depend_on_the_arrivals(octets: bytes, sizes: list[int]) -> None:
    octets = raw_frame(4) + octets
    one = conversed(octets, [])
    many = conversed(octets, sizes)
    whole, parted = one.exchange(request_end_ns=0), many.exchange(request_end_ns=0)
    assert dataclasses.replace(parted, timeline=whole.timeline) == whole
    assert parted.timeline.data == whole.timeline.data == octets
    assert (one.done, one.full, one.request_sent) == (many.done, many.full, many.request_sent)
    assert one.to_send() == many.to_send()


@given(octets=st.binary(max_size=300), sizes=st.lists(st.integers(1, 20), max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_octets_are_survived(octets: bytes, sizes: list[int]) -> None:
    whole = conversed(octets, []).exchange(request_end_ns=0)
    parted = conversed(octets, sizes).exchange(request_end_ns=0)
    assert dataclasses.replace(parted, timeline=whole.timeline) == whole


def test_a_connection_may_be_cut_at_every_octet() -> None:
    server = H2Frames()
    octets = server.settings({1: 5}) + server.headers(103, ("link", "</a>"), parts=2, pad=3) + server.ping()
    octets += server.headers(200, ("content-length", "3"), priority=True) + server.data(b"abc", pad=2)
    octets += server.headers(None, ("t", "u"), end_stream=True) + server.goaway(1) + server.reset(0)
    for size in range(len(octets)):
        exchange = conversed(octets[:size], []).exchange(request_end_ns=0)
        assert exchange.timeline.data == octets[:size]
        assert len(exchange.faults) <= 1


def split(*arrivals: bytes) -> list[Piece]:
    splitter = FrameSplitter(DEFAULTS.head_bytes)
    return [piece for octets in arrivals for piece in splitter.split(octets)]


def test_a_frame_knows_where_it_stands() -> None:
    server = H2Frames()
    pieces = split(server.settings() + server.ping(), server.data(b"abc"))
    heads = [piece.head for piece in pieces if piece.head and piece.starts]
    assert [(head.name, head.offset, head.end) for head in heads] == [
        *(("SETTINGS", 0, 9), ("PING", 9, 26), ("DATA", 26, 38))
    ]


def test_a_pad_length_is_read_with_the_header() -> None:
    frame = H2Frames().data(b"abc", pad=4)
    first, second, third = split(frame[:9], frame[9:10], frame[10:])
    assert first.head is None
    assert second.head is not None
    assert (second.starts, second.head.padding, second.head.content_octets) == (True, 4, 3)
    assert (third.content, third.octets, third.ends) == (b"abc", b"abc\0\0\0\0", True)


def test_a_payload_too_long_to_keep_is_passed_by() -> None:
    splitter = FrameSplitter(10)
    pieces = [*splitter.split(raw_frame(6, bytes(11))), *splitter.split(raw_frame(6, bytes(10)))]
    assert [piece.payload for piece in pieces if piece.ends] == [None, bytes(10)]
    assert splitter.offset == 9 + 11 + 9 + 10


def test_octets_that_are_not_there_count_in_the_offsets() -> None:
    splitter = FrameSplitter(100)
    list(splitter.split(H2Frames().data(bytes(50))[:20]))
    assert splitter.data_left == 39
    splitter.skip(Elided(at_ns=0, until_ns=0, octets=30, content_octets=30, left=9))
    assert (splitter.offset, splitter.data_left) == (50, 9)
    (piece,) = splitter.split(bytes(9))
    assert (piece.ends, piece.head and piece.head.kind) == (True, DATA)
    splitter.skip(Elided(at_ns=0, until_ns=0, octets=100, content_octets=91, left=-1))
    assert (splitter.frame_offset, splitter.data_left) == (159, -1)


def test_an_unknown_type_has_its_number_for_a_name() -> None:
    (piece,) = split(raw_frame(0xEE))
    assert piece.head is not None
    assert (piece.head.name, piece.head.known) == ("frame of type 0xee", False)


@pytest.mark.parametrize(
    ("kind", "flags", "payload", "fragment"),
    [
        (1, 0, b"abc", b"abc"),
        (1, 8, b"\x01abc", b"ab"),
        (1, 0x20, b"12345abc", b"abc"),
        (1, 0x28, b"\x0212345abc", b"a"),
        (1, 0x28, b"\x0312345abc", b""),
        (1, 0x28, b"\x0412345abc", None),
        (5, 0, b"1234abc", b"abc"),
        (5, 8, b"\x011234abc", b"ab"),
        (9, 0xFF, b"abc", b"abc"),
    ],
)
def test_the_fields_of_a_frame_stand_between_its_other_parts(
    kind: int, flags: int, payload: bytes, fragment: bytes | None
) -> None:
    (piece,) = split(raw_frame(kind, payload, flags=flags))
    assert piece.head is not None
    assert piece.payload is not None
    assert block_fragment(piece.head, piece.payload) == fragment
