import time

import pytest

from interim.exchange.fields import Fields
from interim.rules.reading.field_list import list_members, list_names


def _members(*values: str) -> tuple[str, ...]:
    return list_members(Fields.of([("X-A", value) for value in values]), "x-a")


@pytest.mark.parametrize(
    ("values", "members"),
    [
        ((), ()),
        (("",), ()),
        (("a",), ("a",)),
        (("a, b", "c"), ("a", "b", "c")),
        ((" ,a,, b\t,",), ("a", "b")),
        (('a="b, c", d',), ('a="b, c"', "d")),
        ((r'"a\", b", c',), (r'"a\", b"', "c")),
        (('"a, b',), ('"a, b',)),
        (('"a\\',), ('"a\\',)),
    ],
)
def test_members_are_parted_by_commas_outside_quotation_marks(
    values: tuple[str, ...], members: tuple[str, ...]
) -> None:
    assert _members(*values) == members


def test_names_are_in_lower_case() -> None:
    assert list_names(Fields.of([("Vary", "Accept, ORIGIN")]), "vary") == {"accept", "origin"}


@pytest.mark.parametrize("value", ['"\\"' * 80_000, '",' * 120_000, '"\\"\\"' * 50_000 + "\\", '\\"' * 100_000])
def test_no_value_takes_long(value: str) -> None:
    before = time.process_time_ns()
    _members(value)
    assert time.process_time_ns() - before < 1_000_000_000
