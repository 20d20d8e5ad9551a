from interim.rules.caching.bad_cache_control import RULE
from interim.rules.case import Case
from interim.rules.finding import Severity
from tests.fakes.exchanges import DATE, case, final, get, interim


def _case(*lines: str) -> Case:
    return case(get(), final(200, DATE, *lines))


RAISES: dict[str, Case] = {
    "a value of the wrong type": _case("Cache-Control: max-age=ten"),
    "no value": _case("Cache-Control: max-age"),
    "a quoted number": _case('Cache-Control: max-age="60"'),
    "twice": _case("Cache-Control: max-age=60, max-age=30"),
    "public and private": _case("Cache-Control: public, private, max-age=60"),
}
QUIET: dict[str, Case] = {
    "well-formed": _case("Cache-Control: max-age=60, must-revalidate"),
    "stale on purpose": _case("Cache-Control: max-age=0"),
    "none": _case(),
    "in a 1xx": case(get(), interim(103, "Cache-Control: max-age=ten"), final(200, DATE)),
    "no final response": case(get()),
}


def test_a_malformed_value_is_an_error_and_a_repeated_one_a_warning() -> None:
    (malformed,) = RULE.judge(RAISES["a value of the wrong type"])
    assert (malformed.severity, malformed.field) == (Severity.ERROR, "Cache-Control")
    assert {one.severity for one in RULE.judge(RAISES["twice"])} == {Severity.WARNING}


def test_what_is_only_redundant_is_a_note() -> None:
    found = RULE.judge(_case("Cache-Control: no-store, no-cache, must-revalidate, max-age=0"))
    assert {one.severity for one in found} == {Severity.NOTE}
