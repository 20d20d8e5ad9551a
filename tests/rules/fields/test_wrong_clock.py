from interim.rules.case import Case
from interim.rules.fields.wrong_clock import RULE
from interim.rules.settings import Settings
from tests.fakes.exchanges import DATE, case, final, get, seconds


def _date(minute: int, second: int, hour: int = 16) -> str:
    return f"Date: Sun, 22 Nov 2026 {hour}:{minute:02}:{second:02} GMT"


RAISES: dict[str, Case] = {
    "ahead": case(get(), final(200, _date(0, 6))),
    "behind": case(get(), final(200, _date(59, 54, hour=15))),
    "an hour": case(get(), final(500, _date(0, 0, hour=17))),
    "ahead of a long exchange": case(get(), final(200, _date(0, 16), at=10)),
    "behind by more than Age": case(get(), final(200, _date(0, 0, hour=15), "Age: 3000")),
    "ahead, and Age does not help": case(get(), final(200, _date(0, 10), "Age: 10")),
    "a tighter setting": case(get(), final(200, _date(0, 3)), settings=Settings(clock_skew_ns=seconds(1))),
    "a hopeless Age": case(get(), final(200, _date(0, 0, hour=15), "Age: x")),
    "an empty Age": case(get(), final(200, _date(0, 0, hour=15), "Age:")),
}
QUIET: dict[str, Case] = {
    "exact": case(get(), final(200, DATE)),
    "5 s ahead": case(get(), final(200, _date(0, 5), at=0)),
    "5 s behind": case(get(), final(200, _date(59, 55, hour=15), at=0)),
    "as the exchange explains": case(get(), final(200, _date(0, 14), at=10)),
    "as its content explains": case(get(), final(200, _date(0, 14), at=0.1, end=10)),
    "from a cache": case(get(), final(200, _date(0, 0, hour=15), "Age: 3600")),
    "from a cache that counts generously": case(get(), final(200, _date(0, 0, hour=15), "Age: 99999999999")),
    "incomplete": case(get(), final(200, _date(0, 5), complete=False)),
    "our clock is unknown": case(get(), final(200, _date(0, 0, hour=17)), clock=None),
    "no date": case(get(), final(200)),
    "an invalid date": case(get(), final(200, "Date: now")),
    "no final response": case(get()),
}


def test_it_says_by_how_much() -> None:
    (ahead,) = RULE.judge(RAISES["ahead"])
    (behind,) = RULE.judge(RAISES["an hour"])
    assert (ahead.message, ahead.data) == ("Date is 6 s ahead of our clock", {"skew": 6})
    assert behind.message == "Date is 3600 s ahead of our clock"
    assert RULE.judge(RAISES["behind by more than Age"])[0].message == "Date is 600 s behind our clock"
