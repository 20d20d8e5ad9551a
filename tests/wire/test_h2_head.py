"""Field blocks: HPACK within bounds, pseudo-header fields, names and values."""

import pytest
from hpack import Encoder

from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.wire.h2_head import TOTAL_BYTES, BlockDecoder, Complaint, judge_block
from interim.wire.limits import Limits


def complaint(block: bytes, limits: Limits) -> Complaint:
    found = BlockDecoder(limits).decode(block)
    assert isinstance(found, Complaint)
    return found


def test_a_block_is_read_with_the_table_of_those_before_it() -> None:
    encoder, decoder = Encoder(), BlockDecoder(Limits())
    for _ in range(3):
        lines = decoder.decode(encoder.encode([("x-name", "value")]))
        assert lines == [(b"x-name", b"value")]


def test_a_section_may_be_exactly_as_long_as_allowed() -> None:
    block = Encoder().encode([("name", "v" * 64)])
    assert BlockDecoder(Limits(head_bytes=100)).decode(block) == [(b"name", b"v" * 64)]
    assert complaint(block, Limits(head_bytes=99)).kind is FaultKind.LIMIT


def test_a_few_octets_do_not_become_many() -> None:
    encoder = Encoder()
    bomb = encoder.encode([("x", "y" * 4000)]) + bytes([0x80 | 62]) * 100_000
    assert complaint(bomb, Limits()).kind is FaultKind.LIMIT


def test_all_sections_together_are_bounded() -> None:
    encoder, decoder = Encoder(), BlockDecoder(Limits())
    size = 0
    while isinstance(decoder.decode(encoder.encode([("x", "y" * 4000)] * 60)), list):
        size += 60 * (4000 + 1 + 32)
    assert TOTAL_BYTES - 60 * 4100 < size <= TOTAL_BYTES


@pytest.mark.parametrize(
    ("block", "words"),
    [(b"\xc0", "index"), (b"\x3f\xff\xff\xff\x7f", "larger"), (b"\x00\x05ab", "not HPACK")],
    ids=["index", "table-size", "cut"],
)
def test_what_is_not_hpack_is_told_in_words(block: bytes, words: str) -> None:
    found = complaint(block, Limits())
    assert found.kind is FaultKind.FRAME
    assert words in found.detail
    assert found.excerpt == block


def test_a_status_is_three_digits() -> None:
    for value, status in ((b"200", 200), (b"099", 99), (b"20", None), (b"2000", None), (b"+20", None), (b"", None)):
        block = judge_block([(b":status", value), (b"a", b"b")])
        assert (block.status, block.raw_status) == (status, value)
        assert block.fields.to_json() == [["a", "b"]]
    assert judge_block([]).raw_status is None


def test_a_status_after_a_field_counts_and_is_told() -> None:
    block = judge_block([(b"a", b"b"), (b":status", b"200")])
    assert block.status == 200
    assert [(found.kind, found.field) for found in block.complaints] == [(FaultKind.FRAME, ":status")]


def test_a_long_field_is_told_in_short() -> None:
    (found, _) = judge_block([(b"\xff" * 5000, b" " + b"v" * 5000)]).complaints
    assert len(found.field) == len(found.excerpt) == EXCERPT_BYTES
