import pytest

from interim.codes.registry import REGISTRY
from interim.codes.status import CacheRule
from interim.exchange.fields import Fields
from interim.rules.reading.cache_control import (
    HEURISTICALLY_CACHEABLE,
    cache_directives,
    directive_seconds,
    has_explicit_freshness,
)


def test_directives_are_read_over_all_lines_and_the_first_of_a_name_counts() -> None:
    fields = Fields.of([("Cache-Control", 'Max-Age=60, private="a, b"'), ("cache-control", "max-age = 5 , no-store")])
    assert cache_directives(fields) == {"max-age": "60", "private": "a, b", "no-store": ""}


@pytest.mark.parametrize(
    ("value", "seconds"), [("max-age=60", 60), ('max-age="60"', 60), ("max-age=x", None), ("max-age", None), ("", None)]
)
def test_seconds_are_a_number_or_none(value: str, seconds: int | None) -> None:
    assert directive_seconds(cache_directives(Fields.of([("Cache-Control", value)])), "max-age") == seconds


@pytest.mark.parametrize(
    ("name", "value", "explicit"),
    [
        ("Cache-Control", "max-age=x", True),
        ("Cache-Control", "s-maxage=1", True),
        ("Cache-Control", "no-cache", False),
        ("Expires", "0", True),
        ("Last-Modified", "x", False),
    ],
)
def test_a_lifetime_is_explicit_even_when_it_is_malformed(name: str, value: str, explicit: bool) -> None:
    assert has_explicit_freshness(Fields.of([(name, value)])) is explicit


def test_the_registry_calls_the_same_codes_heuristically_cacheable() -> None:
    known = {code for code, status in REGISTRY.items() if status.registered and status.cache is CacheRule.HEURISTIC}
    assert known == HEURISTICALLY_CACHEABLE
