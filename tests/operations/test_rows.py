from hypothesis import given, strategies as st

from interim.operations.rows import lines_of_json, lines_to_json, ms

LINES = st.lists(st.tuples(st.binary(), st.binary())).map(tuple)


@given(LINES)
def test_field_lines_come_back_as_they_were(lines: tuple[tuple[bytes, bytes], ...]) -> None:
    assert lines_of_json(lines_to_json(lines)) == lines


def test_seconds_are_kept_as_ms() -> None:
    assert [ms(seconds) for seconds in (0, 0.0005, 1.2345, 86_400)] == [0, 0, 1234, 86_400_000]
