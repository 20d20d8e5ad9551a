"""The octets of status lines and of interim responses."""

import pytest

from interim.servers.heads import INTERIM_HEADS, REASON_PHRASES, STATUS_LINES, interim_head


@pytest.mark.parametrize(
    ("status", "head"),
    [
        (100, b"HTTP/1.1 100 Continue\r\n\r\n"),
        (102, b"HTTP/1.1 102 Processing\r\n\r\n"),
        (103, b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        (199, b"HTTP/1.1 199 \r\n\r\n"),
    ],
)
def test_an_interim_without_fields_is_made_before(status: int, head: bytes) -> None:
    assert INTERIM_HEADS[status] == head


def test_every_interim_but_101_is_made_before() -> None:
    assert set(INTERIM_HEADS) == {*range(100, 200)} - {101}


def test_an_interim_with_fields_keeps_their_order_case_and_repetition() -> None:
    assert interim_head(103, [(b"Link", b"</a>"), (b"link", b"</b>")]) == (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nlink: </b>\r\n\r\n"
    )


def test_every_three_digit_status_has_a_line() -> None:
    assert set(STATUS_LINES) == set(REASON_PHRASES) == set(range(100, 1000))


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (422, b"HTTP/1.1 422 Unprocessable Content\r\n"),
        (306, b"HTTP/1.1 306 \r\n"),
        (777, b"HTTP/1.1 777 \r\n"),
    ],
)
def test_a_status_line_has_the_registered_phrase_or_none(status: int, line: bytes) -> None:
    assert STATUS_LINES[status] == line
