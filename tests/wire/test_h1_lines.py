from interim.wire.h1_lines import Lines, without_end


def test_a_line_is_the_same_however_it_comes() -> None:
    lines = Lines()
    assert lines.take(b"ab", 0) == (None, 2)
    assert (lines.octets, lines.partial) == (2, b"ab")
    assert lines.take(b"c\r\nde\n", 0) == (b"abc\r\n", 3)
    assert lines.take(b"c\r\nde\n", 3) == (b"de\n", 6)
    assert lines.octets == 0


def test_an_unfinished_line_can_be_dropped() -> None:
    lines = Lines()
    lines.take(b"abc", 1)
    assert lines.drop() == b"bc"
    assert lines.octets == 0


def test_a_line_end_is_crlf_or_a_bare_lf() -> None:
    assert without_end(b"ab\r\n") == (b"ab", True)
    assert without_end(b"ab\n") == (b"ab", False)
    assert without_end(b"\n") == (b"", False)
