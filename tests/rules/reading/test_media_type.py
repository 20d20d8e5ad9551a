import pytest

from interim.exchange.fields import Fields
from interim.rules.reading.media_type import media_type


@pytest.mark.parametrize(
    ("value", "expected"), [("Text/HTML; charset=utf-8", "text/html"), (" text/plain ", "text/plain"), ("", "")]
)
def test_it_is_without_parameters_and_in_lower_case(value: str, expected: str) -> None:
    assert media_type(Fields.of([("Content-Type", value)])) == expected


def test_without_the_field_it_is_empty() -> None:
    assert media_type(Fields()) == ""
