import pytest

from interim.rules.case import Case
from interim.rules.long_running.retry_after_malformed import RULE
from tests.fakes.exchanges import case, final, get, interim

RAISES: dict[str, Case] = {
    "a fraction": case(get(), final(503, "Retry-After: 1.5")),
    "a unit": case(get(), final(429, "Retry-After: 30s")),
    "negative": case(get(), final(202, "Retry-After: -1")),
    "empty": case(get(), final(503, "Retry-After: ")),
    "twice": case(get(), final(503, "Retry-After: 1", "Retry-After: 2")),
    "ISO 8601": case(get(), final(503, "Retry-After: 2026-11-22T16:00:00Z")),
}
QUIET: dict[str, Case] = {
    "seconds": case(get(), final(503, "Retry-After: 120")),
    "none": case(get(), final(503)),
    "in a 102, where it applies to nothing": case(get(), interim(102, "Retry-After: soon"), final()),
    "no final response": case(get()),
}


@pytest.mark.parametrize(
    "date",
    ["Sun, 22 Nov 2026 16:00:00 GMT", "Sunday, 22-Nov-26 16:00:00 GMT", "Sun Nov  1 16:00:00 2026"],
)
def test_all_three_forms_of_a_date_are_allowed(date: str) -> None:
    assert RULE.judge(case(get(), final(503, f"Retry-After: {date}"))) == []


def test_it_shows_the_value() -> None:
    found = RULE.judge(RAISES["a unit"])
    assert [(one.message, one.part, one.field) for one in found] == [
        ("Retry-After: 30s is neither a number of seconds nor an HTTP-date", "final", "Retry-After")
    ]
