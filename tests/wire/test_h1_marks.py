import pytest

from interim.wire.h1_marks import find_mark, is_interim_mark, mark_at, unfinished_mark


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"HTTP/1.1 200 OK", True),
        (b"HTTP/1.0 102\r\n", True),
        (b"HTTP/1.1 200\n", True),
        (b"HTTP/1.1 200", None),
        (b"HTTP/1", None),
        (b"", None),
        (b"HTTP/2.0 200 ", False),
        (b"HTTP/1.1 20 OK", False),
        (b"HTTP/1.1 2000 ", False),
        (b"http/1.1 200 OK", False),
        (b"X", False),
    ],
)
def test_a_mark_is_told_as_soon_as_the_octets_allow(data: bytes, expected: bool | None) -> None:
    assert mark_at(data, 0) is expected
    assert mark_at(b"??" + data, 2) is expected


def test_the_next_mark_is_found_within_anything() -> None:
    data = b'{"a": "HTTP/1.1 2"}HTTP/1.1 102 P\r\nHTTP/1.1 200 '
    assert find_mark(data, 0) == 19
    assert find_mark(data, 20) == 35
    assert find_mark(data, 36) == -1


@pytest.mark.parametrize(("mark", "interim"), [(b"HTTP/1.1 102 ", True), (b"HTTP/1.1 200 ", False)])
def test_a_mark_says_whether_it_is_that_of_an_interim(mark: bytes, interim: bool) -> None:
    assert is_interim_mark(mark, 0) is interim


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"abcHTTP/1.1 20", 3), (b"abcH", 3), (b"HHHH", 3), (b"HTTPHTTP", 4), (b"abc", 3), (b"HTTP/1.1 x", 10), (b"", 0)],
)
def test_octets_that_may_become_a_mark_are_found(data: bytes, expected: int) -> None:
    assert unfinished_mark(data, 0) == expected
