from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from interim.rules.reading.http_date import parse_http_date

_EXAMPLE = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"],
)
def test_the_three_forms_mean_the_same_time(text: str) -> None:
    assert parse_http_date(text) == _EXAMPLE


@pytest.mark.parametrize(
    ("text", "year"), [("Sunday, 22-Nov-26 16:00:00 GMT", 2026), ("Monday, 06-Nov-70 16:00:00 GMT", 1970)]
)
def test_two_digits_of_a_year_lie_between_1970_and_2069(text: str, year: int) -> None:
    date = parse_http_date(text)
    assert date is not None
    assert date.year == year


def test_a_leap_second_is_the_second_before_it() -> None:
    assert parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "sun, 06 nov 1994 08:49:37 gmt",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        " Sun, 06 Nov 1994 08:49:37 GMT",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_http_date(text) is None


@given(st.integers(-30_000_000_000, 250_000_000_000))
def test_a_date_that_was_written_is_read_back(timestamp: int) -> None:
    date = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=timestamp)
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    text = f"Mon, {date.day:02} {names[date.month - 1]} {date.year} {date:%H:%M:%S} GMT"
    assert parse_http_date(text) == date
