from interim.rules.caching.bad_age import RULE
from interim.rules.case import Case
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, case, final, get

_SOON = "Expires: Sun, 22 Nov 2026 16:01:00 GMT"


def _case(*lines: str) -> Case:
    return case(get(), final(200, DATE, *lines))


RAISES: dict[str, Case] = {
    "negative": _case("Age: -1", "Cache-Control: max-age=60"),
    "a fraction": _case("Age: 1.5"),
    "empty": _case("Age:"),
    "older than max-age": _case("Age: 61", "Cache-Control: max-age=60"),
    "older than s-maxage": _case("Age: 61", "Cache-Control: max-age=3600, s-maxage=60"),
    "older than Expires": _case("Age: 61", _SOON),
    "older than an Expires in the past": _case("Age: 1", "Expires: Sun, 22 Nov 2026 15:00:00 GMT"),
    "beyond what caches count to": _case("Age: 99999999999"),
}
QUIET: dict[str, Case] = {
    "as old as max-age": _case("Age: 60", "Cache-Control: max-age=60"),
    "younger than s-maxage": _case("Age: 61", "Cache-Control: max-age=60, s-maxage=3600"),
    "max-age wins over Expires": _case("Age: 61", "Cache-Control: max-age=3600", _SOON),
    "as old as Expires": _case("Age: 60", _SOON),
    "no lifetime": _case("Age: 3600"),
    "a lifetime that nobody can read": _case("Age: 3600", "Expires: 0"),
    "the first of two counts": _case("Age: 1, 99", "Cache-Control: max-age=60"),
    "no Age": _case("Cache-Control: max-age=0"),
    "no final response": case(get()),
}


def test_it_names_what_gives_the_lifetime() -> None:
    (found,) = RULE.judge(RAISES["older than s-maxage"])
    assert found.message == "Age: 61 is larger than the 60 s for which s-maxage keeps it fresh"
    (expires,) = RULE.judge(RAISES["older than Expires"])
    assert expires.message == "Age: 61 is larger than the 60 s for which Expires keeps it fresh"
    (malformed,) = RULE.judge(RAISES["negative"])
    assert (malformed.message, malformed.field) == ("Age: -1 is not a number of seconds", "Age")


def test_an_age_that_caches_cannot_count_is_a_note() -> None:
    assert [one.severity for one in RULE.judge(RAISES["beyond what caches count to"])] == [Severity.NOTE]
