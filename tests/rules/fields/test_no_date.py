from interim.rules.case import Case
from interim.rules.fields.no_date import RULE
from tests.fakes.exchanges import DATE, case, final, get, interim

RAISES: dict[str, Case] = {
    **{str(code): case(get(), final(code)) for code in (200, 204, 304, 404)},
    "no date": case(get(), final(200, "Date: now")),
    "a date of ISO 8601": case(get(), final(200, "Date: 2026-11-22T16:00:00Z")),
    "no such day": case(get(), final(200, "Date: Sun, 31 Nov 2026 16:00:00 GMT")),
    "two, the second invalid": case(get(), final(200, DATE, "Date: now")),
}
QUIET: dict[str, Case] = {
    "a date": case(get(), final(200, DATE)),
    "two dates, which HDR003 says": case(get(), final(200, DATE, DATE)),
    "an obsolete form": case(get(), final(200, "Date: Sunday, 22-Nov-26 16:00:00 GMT")),
    "500": case(get(), final(500)),
    "600": case(get(), final(600)),
    "101": case(get(), final(101)),
    "a 1xx": case(get(), interim(103), final(200, DATE)),
    "no final response": case(get()),
}


def test_it_tells_none_from_an_invalid_one() -> None:
    (none,) = RULE.judge(RAISES["200"])
    (invalid,) = RULE.judge(RAISES["two, the second invalid"])
    assert (none.message, none.field) == ("The 200 has no Date", "Date")
    assert invalid.message == "Date: now is no HTTP-date"
