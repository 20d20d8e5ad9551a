from datetime import UTC, datetime

import pytest

from interim.rules.reading.retry_after import parse_retry_after


def test_digits_are_seconds() -> None:
    assert parse_retry_after("0120") == 120


def test_a_date_is_a_time() -> None:
    assert parse_retry_after("Sun, 22 Nov 2026 16:00:00 GMT") == datetime(2026, 11, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "1.5", "+1", "-1", "1 ", "\u0664", "9" * 5000])
def test_anything_else_is_neither(text: str) -> None:
    assert parse_retry_after(text) is None
