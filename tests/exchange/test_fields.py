import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.exchange.fields import Fields

FIELDS = Fields.of([("Link", "</a>"), (b"link", b"</b>"), ("Set-Cookie", "a=1"), ("X-Empty", "")])


def test_names_are_compared_without_case() -> None:
    assert "LINK" in FIELDS
    assert "link2" not in FIELDS


def test_lines_of_one_name_are_combined_with_a_comma() -> None:
    assert FIELDS.get("link") == "</a>, </b>"


def test_an_empty_value_is_not_a_missing_field() -> None:
    assert FIELDS.get("x-empty") == ""
    assert FIELDS.get("x-missing") is None


def test_each_line_can_be_had_alone() -> None:
    assert FIELDS.get_all("link") == ["</a>", "</b>"]


def test_order_case_and_repetition_are_kept() -> None:
    assert [name for name, _ in FIELDS] == [b"Link", b"link", b"Set-Cookie", b"X-Empty"]
    assert len(FIELDS) == 4


@given(st.lists(st.tuples(st.binary(), st.binary())))
def test_json_gives_every_octet_back(lines: list[tuple[bytes, bytes]]) -> None:
    fields = Fields.of(lines)
    assert Fields.of((name, value) for name, value in fields.to_json()) == fields


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "é"], ids=repr)
def test_a_name_that_is_not_a_token_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="token"):
        Fields.checked([(name, "x")])


@pytest.mark.parametrize("value", ["a\r\nX-Injected: 1", "a\nb", "a\0b", "a\x7fb", " a", "a\t"], ids=repr)
def test_a_value_that_could_break_the_section_is_refused(value: str) -> None:
    with pytest.raises(InvalidInput, match="X-A"):
        Fields.checked([("X-A", value)])


@pytest.mark.parametrize("value", ["", "a", "a b\tc", "é", '</a.css>; rel="preload"'], ids=repr)
def test_a_value_of_visible_characters_is_taken(value: str) -> None:
    assert Fields.checked([("X-A", value)]).get("x-a") == value


def test_text_outside_latin_1_is_named() -> None:
    with pytest.raises(InvalidInput, match="ISO-8859-1"):
        Fields.of([("X-A", "→")])


def test_lines_are_left_out_by_name_without_case() -> None:
    assert [name for name, _ in FIELDS.without("LINK", "x-other")] == [b"Set-Cookie", b"X-Empty"]
    assert FIELDS.without() == FIELDS


def test_one_line_stands_for_all_of_its_name() -> None:
    assert FIELDS.replaced("link", "</c>").get_all("Link") == ["</c>"]
    assert FIELDS.replaced("X-New", "1").lines[-1] == (b"X-New", b"1")
