import pytest

from interim.rules.reading.duration import moment, spell


@pytest.mark.parametrize(
    ("length_ns", "text"),
    [
        (75_000_000_000, "75 s"),
        (1_500_000_000, "1.5 s"),
        (1_000_000_000, "1 s"),
        (999_000_000, "999 ms"),
        (300_000, "0.3 ms"),
        (0, "0 ms"),
    ],
)
def test_a_length_of_time_is_short_to_read(length_ns: int, text: str) -> None:
    assert spell(length_ns) == text


@pytest.mark.parametrize(
    ("at_ns", "text"),
    [
        (40_000_000_000, "+40 s"),
        (-300_000_000, "-0.3 s"),
        (20_000_000, "+0.02 s"),
        (0, "+0 s"),
        (1_234_567_890, "+1.235 s"),
    ],
)
def test_a_moment_has_its_sign_and_at_most_milliseconds(at_ns: int, text: str) -> None:
    assert moment(at_ns) == text
