import contextlib
import random

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.simulator.durations import NO_TIME, Span, in_words, parse_duration, parse_span

MS = 1_000_000
HOUR = 3_600_000 * MS


@pytest.mark.parametrize(
    ("text", "ms"),
    [("0", 0), ("250", 250), ("250ms", 250), ("2s", 2000), ("1.5s", 1500), ("0.1s", 100), ("0.001s", 1), ("0.5", 0.5)],
)
def test_a_bare_number_is_milliseconds_and_a_unit_says_otherwise(text: str, ms: float) -> None:
    assert parse_duration("sleep", text, HOUR) == int(ms * MS)


@pytest.mark.parametrize("text", ["", "s", "-1", "+1", "1m", "1e3", "1 s", "1.", ".5", "1.2345s", "٣", "1S", "2s3s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_duration("sleep", text, HOUR)
    assert (caught.value.parameter, caught.value.got) == ("sleep", text)
    assert "3600 s" in caught.value.allowed


def test_a_duration_over_the_limit_is_refused() -> None:
    assert parse_duration("sleep", "1s", 1000 * MS) == 1000 * MS
    with pytest.raises(InvalidInput, match="at most 1 s"):
        parse_duration("sleep", "1001", 1000 * MS)


@pytest.mark.parametrize(
    ("text", "low_ms", "high_ms"),
    [
        ("2s", 2000, 2000),
        ("100-900", 100, 900),
        ("1-3s", 1000, 3000),
        ("100ms-1s", 100, 1000),
        ("100-900ms", 100, 900),
        ("5-5", 5, 5),
    ],
)
def test_a_range_takes_the_unit_at_its_end(text: str, low_ms: int, high_ms: int) -> None:
    assert parse_span("sleep", text, HOUR) == Span(low_ns=low_ms * MS, high_ns=high_ms * MS)


@pytest.mark.parametrize("text", ["900-100", "1s-", "-1s", "1-2-3", "1s-1", "a-b", "", "1-99999s"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="sleep"):
        parse_span("sleep", text, HOUR)


def test_a_span_is_left_to_chance_within_its_ends() -> None:
    span = Span(low_ns=10, high_ns=12)
    assert not span.fixed
    assert {span.pick(random.Random(seed)) for seed in range(50)} == {10, 11, 12}  # noqa: S311
    assert span.pick(None) == 10
    assert NO_TIME.fixed


@pytest.mark.parametrize(
    ("ms", "words"), [(0, "0 s"), (250, "250 ms"), (1500, "1500 ms"), (2000, "2 s"), (90_500, "90.5 s")]
)
def test_a_duration_in_words(ms: int, words: str) -> None:
    assert in_words(ms * MS) == words


@given(st.text(max_size=12))
def test_no_text_breaks_the_parser(text: str) -> None:
    for parse in (parse_span, parse_duration):
        with contextlib.suppress(InvalidInput):
            parse("sleep", text, HOUR)
