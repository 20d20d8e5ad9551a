from datetime import UTC, datetime

from interim.rules.case import Case
from interim.rules.long_running.retry_after_past import RULE
from tests.fakes.exchanges import DATE, case, final, get

_PAST = "Retry-After: Sun, 22 Nov 2026 15:00:00 GMT"
_NOW = "Retry-After: Sun, 22 Nov 2026 16:00:00 GMT"
_SOON = "Retry-After: Sun, 22 Nov 2026 16:00:30 GMT"

RAISES: dict[str, Case] = {
    "an hour before Date": case(get(), final(503, DATE, _PAST)),
    "the same as Date": case(get(), final(503, DATE, _NOW)),
    "before its receipt, without Date": case(get(), final(503, _PAST)),
    "after the request, before its receipt": case(get(), final(503, _SOON, at=45.0)),
    "before its receipt, with a malformed Date": case(get(), final(503, "Date: today", _PAST)),
}
QUIET: dict[str, Case] = {
    "later than Date": case(get(), final(503, DATE, _SOON)),
    "later than a Date that is wrong itself": case(get(), final(503, "Date: Sun, 22 Nov 2026 14:00:00 GMT", _PAST)),
    "a second after its receipt": case(get(), final(503, _SOON, at=29.0)),
    "seconds": case(get(), final(503, DATE, "Retry-After: 0")),
    "malformed, which LRO003 tells": case(get(), final(503, DATE, "Retry-After: yesterday")),
    "nobody knows the time": case(get(), final(503, _PAST), clock=None),
    "no Retry-After": case(get(), final(503, DATE)),
    "no final response": case(get()),
}


def test_it_says_what_it_was_compared_with() -> None:
    found = RULE.judge(RAISES["an hour before Date"])
    assert [(one.field, one.data) for one in found] == [("Retry-After", {"late": 3600.0})]
    assert found[0].message.endswith("is not later than its Date, Sun, 22 Nov 2026 16:00:00 GMT")
    assert RULE.judge(RAISES["before its receipt, without Date"])[0].message.endswith("than its receipt")


def test_the_end_of_the_calendar_is_no_error() -> None:
    assert RULE.judge(case(get(), final(503, _PAST), clock=datetime.max.replace(tzinfo=UTC))) == []
