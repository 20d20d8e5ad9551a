"""Durations of options and configuration files."""

import pytest

from interim.cli.duration import duration_ns
from interim.errors import InvalidInput

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("value", "took_ns"),
    [
        ("20", 20 * SECOND),
        (20, 20 * SECOND),
        (0.5, SECOND // 2),
        ("2.5s", 2_500_000_000),
        ("250ms", 250_000_000),
        ("0.1", 100_000_000),
        ("5m", 300 * SECOND),
        ("24h", 86_400 * SECOND),
        ("0", 0),
    ],
    ids=str,
)
def test_a_number_is_seconds_unless_it_has_a_unit(value: object, took_ns: int) -> None:
    assert duration_ns("--watch", value) == took_ns


@pytest.mark.parametrize(
    "value", ["", "s", "-1", "1d", "1 s", "1e3", "nan", "25h", "1.", True, None, [1], -1, "٣"], ids=str
)
def test_anything_else_is_refused_with_its_name(value: object) -> None:
    with pytest.raises(InvalidInput, match=r"^--watch: got .*a duration such as 20, 2\.5s, 250ms or 5m, at most 24h"):
        duration_ns("--watch", value)


def test_nothing_can_be_too_short() -> None:
    with pytest.raises(InvalidInput, match="above 0"):
        duration_ns("--watch", "0", least_ns=1)
