import pytest

from interim.protocol.prefer import parse_applied
from interim.rules.reading.prefer import read_preferences, wait_seconds
from tests.fakes.exchanges import fields


def test_preferences_of_all_lines_are_read_without_their_parameters() -> None:
    read = read_preferences(fields('Prefer: respond-async, WAIT=10; x="a,b"', "prefer: foo=Bar"))
    assert read == {"respond-async": "", "wait": "10", "foo": "Bar"}


def test_of_several_with_one_name_the_first_counts() -> None:
    assert read_preferences(fields("Prefer: wait=1, Wait=2"))["wait"] == "1"


@pytest.mark.parametrize("text", ["foo", "foo=", 'foo=""', "foo; bar", 'foo=""; bar'])
def test_an_empty_value_is_no_value(text: str) -> None:
    assert read_preferences(fields(f"Prefer: {text}")) == {"foo": ""}


def test_a_quoted_value_is_unquoted() -> None:
    assert read_preferences(fields(r'Prefer: a="b \"c\", d"'))["a"] == 'b "c", d'


def test_what_is_no_preference_is_passed_over() -> None:
    assert read_preferences(fields("Prefer: =x, a b, , wait=3")) == {"wait": "3"}


@pytest.mark.parametrize(("text", "seconds"), [("10", 10), ("0", 0), ("soon", None), ("-1", None), ("", None)])
def test_wait_is_a_number_of_seconds(text: str, seconds: int | None) -> None:
    assert wait_seconds({"wait": text}) == seconds
    assert wait_seconds({}) is None


@pytest.mark.parametrize(
    ("text", "applied"),
    [
        ("Return=minimal", ("return", "minimal")),
        ('a = "b c"', ("a", "b c")),
        ("a", ("a", "")),
        ("a; b", None),
        ("a b", None),
        ("", None),
    ],
)
def test_an_applied_preference_has_no_parameters(text: str, applied: tuple[str, str] | None) -> None:
    assert parse_applied(text) == applied
