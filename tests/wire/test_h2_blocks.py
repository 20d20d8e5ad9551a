"""Field blocks over several frames."""

from interim.exchange.fault import FaultKind
from interim.wire.h2_blocks import Block, BlockJoiner
from interim.wire.h2_frames import FrameHead, FrameSplitter
from interim.wire.h2_head import Complaint
from interim.wire.limits import Limits
from tests.fakes.h2_frames import H2Frames, raw_frame


def frames(octets: bytes) -> list[tuple[FrameHead, bytes]]:
    pieces = FrameSplitter(100_000).split(octets)
    return [(piece.head, piece.payload) for piece in pieces if piece.head and piece.payload is not None]


def test_a_block_is_whole_with_its_last_frame() -> None:
    octets = H2Frames().headers(103, ("link", "</a>"), end_stream=True, parts=3)
    joiner = BlockJoiner(Limits())
    *first, last = frames(octets)
    assert len(first) == 2
    for head, payload in first:
        assert joiner.judge_next(head) == ""
        assert joiner.add(head, payload) is None
        assert joiner.under_way
    block = joiner.add(*last)
    assert isinstance(block, Block)
    assert block.lines == [(b":status", b"103"), (b"link", b"</a>")]
    assert (block.span, block.stream, block.end_stream) == ((0, len(octets)), 1, True)
    assert octets.startswith(block.octets)
    assert not joiner.under_way


def test_a_promise_ends_no_stream() -> None:
    ((head, payload),) = frames(raw_frame(5, b"\0\0\0\2\x88", flags=5, stream=1))
    block = BlockJoiner(Limits()).add(head, payload)
    assert isinstance(block, Block)
    assert not block.end_stream


def test_nothing_may_stand_within_a_block() -> None:
    joiner = BlockJoiner(Limits())
    start, ping, other, own = frames(
        raw_frame(1, b"\x88", stream=1) + raw_frame(6, bytes(8)) + raw_frame(9, stream=3) + raw_frame(9, stream=1)
    )
    assert "without" in joiner.judge_next(own[0])
    joiner.add(*start)
    assert joiner.judge_next(ping[0]) == "PING on stream 0 within a field block of stream 1"
    assert joiner.judge_next(other[0]) == "CONTINUATION on stream 3 within a field block of stream 1"
    assert joiner.judge_next(own[0]) == ""


def test_an_encoded_block_is_bounded() -> None:
    joiner = BlockJoiner(Limits(head_bytes=5))
    first, second = frames(raw_frame(1, b"\x88" * 5, stream=1) + raw_frame(9, b"\x88", flags=4, stream=1))
    assert joiner.add(*first) is None
    found = joiner.add(*second)
    assert isinstance(found, Complaint)
    assert found.kind is FaultKind.LIMIT
