import pytest

from interim.rules.reading.validators import Sameness, is_strong, opaque_tag, same_representation
from tests.fakes.exchanges import final

_THEN, _NOW = "Last-Modified: Sun, 01 Nov 2026 00:00:00 GMT", "Last-Modified: Sun, 22 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize(
    ("one", "other", "sameness"),
    [
        (['ETag: "a"'], ['ETag: W/"a"'], Sameness.SAME),
        (['ETag: "a"'], ['ETag: "b"'], Sameness.CHANGED),
        (['ETag: "a"', _THEN], ['ETag: "a"', _NOW], Sameness.SAME),
        (['ETag: "a"', _THEN], [_THEN], Sameness.SAME),
        (['ETag: "a"', _THEN], [_NOW], Sameness.CHANGED),
        (['ETag: "a"'], [_NOW], Sameness.UNKNOWN),
        ([], [], Sameness.UNKNOWN),
    ],
)
def test_tags_are_compared_before_dates(one: list[str], other: list[str], sameness: Sameness) -> None:
    assert same_representation(final(200, *one), final(200, *other)) is sameness


@pytest.mark.parametrize(("tag", "strong"), [('"a"', True), ('W/"a"', False), ("a", False), ('"', False), ("", False)])
def test_a_strong_tag_is_only_quoted(tag: str, strong: bool) -> None:
    assert is_strong(tag) is strong


def test_the_opaque_part_is_without_the_weak_indicator() -> None:
    assert [opaque_tag(tag) for tag in ('W/"a"', '"a"', 'w/"a"')] == ['"a"', '"a"', 'w/"a"']
