import pytest
from hypothesis import given, strategies as st

from interim.wire.h1_status_line import StatusLine, parse_status_line


@pytest.mark.parametrize(
    ("line", "version", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK", "HTTP/1.1", 200, "OK"),
        (b"HTTP/1.0 404 Not Found", "HTTP/1.0", 404, "Not Found"),
        (b"HTTP/1.1 102 ", "HTTP/1.1", 102, ""),
        (b"HTTP/1.1 600 Weird", "HTTP/1.1", 600, "Weird"),
        (b"HTTP/1.1 099 Low", "HTTP/1.1", 99, "Low"),
        (b"HTTP/2.0 200 OK", "HTTP/2.0", 200, "OK"),
        (b"HTTP/1.1 200 caf\xe9\tau lait", "HTTP/1.1", 200, "caf\xe9\tau lait"),
        (b"HTTP/1.1 200  OK", "HTTP/1.1", 200, " OK"),
    ],
)
def test_a_line_of_the_grammar_is_read_without_a_problem(line: bytes, version: str, status: int, reason: str) -> None:
    assert parse_status_line(line) == StatusLine(version=version, status=status, reason=reason)


@pytest.mark.parametrize(
    ("line", "version", "status", "reason", "problem"),
    [
        (b"HTTP/1.1 20 OK", "HTTP/1.1", 20, "OK", "the status code has 2 digits, not three"),
        (b"HTTP/1.1 2 OK", "HTTP/1.1", 2, "OK", "the status code has 1 digit, not three"),
        (b"HTTP/1.1200 OK", "HTTP/1.1", 200, "OK", "it does not start with HTTP-version and a space"),
        (b"http/1.1 200 OK", "http/1.1", 200, "OK", "it does not start with HTTP-version and a space"),
        (b"HTTP/2 200", "HTTP/2", 200, "", "it does not start with HTTP-version and a space"),
        (b"HTTP/1 200 OK", "HTTP/1", 200, "OK", "it does not start with HTTP-version and a space"),
        (b"HTTP/1.1 200", "HTTP/1.1", 200, "", "the space after the status code is missing"),
        (b"HTTP/1.1  200 OK", "HTTP/1.1", 200, "OK", "version, code and reason are not separated by single spaces"),
        (b"HTTP/1.1\t200 OK", "HTTP/1.1", 200, "OK", "version, code and reason are not separated by single spaces"),
        (b"HTTP/1.1 200OK", "HTTP/1.1", 200, "OK", "version, code and reason are not separated by single spaces"),
        (b"HTTP/1.1 200 O\0K", "HTTP/1.1", 200, "O\0K", "the reason phrase holds a control character"),
        (b"HTTP/1.1 200 OK\r", "HTTP/1.1", 200, "OK", "the reason phrase holds a control character"),
    ],
)
def test_a_code_is_made_out_where_the_grammar_is_broken(
    line: bytes, version: str, status: int, reason: str, problem: str
) -> None:
    assert parse_status_line(line) == StatusLine(version=version, status=status, reason=reason, problem=problem)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"HTTP/1.1",
        b"HTTP/1.1 ",
        b"HTTP/1.1 OK",
        b"HTTP/1.1 2000 OK",
        b"HTTP/1.1 -20 OK",
        b"HTTP/200",
        b"SSH-2.0-x",
    ],
)
def test_a_line_without_a_code_is_none(line: bytes) -> None:
    assert parse_status_line(line) is None


@given(st.binary(max_size=40).map(lambda tail: b"HTTP/1.1 " + tail))
def test_any_line_gives_a_status_that_a_message_can_carry(line: bytes) -> None:
    parsed = parse_status_line(line)
    assert parsed is None or 0 <= parsed.status <= 999
