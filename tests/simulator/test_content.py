from hypothesis import given, strategies as st

from interim.simulator.content import PIECE_BYTES, Filler


def test_filler_is_the_alphabet_over_and_over() -> None:
    assert b"".join(Filler(30).pieces()) == b"abcdefghijklmnopqrstuvwxyzabcd"
    assert b"".join(Filler(0).pieces()) == b""


def test_a_large_filler_comes_in_pieces() -> None:
    pieces = list(Filler(PIECE_BYTES + 10).pieces())
    assert [len(piece) for piece in pieces] == [PIECE_BYTES, 10]


@given(st.integers(1, 300), st.data())
def test_a_part_is_what_stands_there(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size - 1))
    step = data.draw(st.integers(1, 40))
    whole = b"".join(Filler(size).pieces())
    part = Filler(size).part(first, last)
    assert len(part) == last - first + 1
    assert b"".join(part.pieces(step)) == whole[first : last + 1]
    assert b"".join(part.part(0, 0).pieces()) == whole[first : first + 1]
