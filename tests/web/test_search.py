"""Search finds a code by its number, its name, and the words of those who know neither."""

import pytest
from hypothesis import given, strategies as st

from interim.codes.registry import REGISTRY
from interim.web.search import code_in, near, search


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("102", 102),
        ("processing", 102),
        ("too many requests", 429),
        ("Too Many", 429),
        ("teapot", 418),
        ("not found", 404),
        ("rate limit", 429),
        ("gateway timeout", 504),
        ("early hints", 103),
        ("cloudflare", 520),
    ],
)
def test_the_best_comes_first(query: str, first: int) -> None:
    assert search(query)[0].code == first


def test_every_word_has_to_be_found() -> None:
    assert search("processing teapot") == ()


def test_a_class_is_found() -> None:
    assert {status.status_class for status in search("1xx")} == {1}


@pytest.mark.parametrize("query", ["", "  ", "--", "\N{GREEK QUESTION MARK}"])
def test_without_words_all_are_found(query: str) -> None:
    assert len(search(query)) == len(REGISTRY)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("102", 102),
        (" 404 ", 404),
        ("102 Processing", 102),
        ("298", None),
        ("1020", None),
        ("processing", None),
        ("", None),
    ],
)
def test_a_query_may_name_a_code(query: str, code: int | None) -> None:
    assert code_in(query) == code


@pytest.mark.parametrize(("asked", "meant"), [("405x", 405), ("40", 100), ("298", 300), ("9999", 999), ("0", 100)])
def test_a_number_is_near_to_numbers(asked: str, meant: int) -> None:
    assert meant in [status.code for status in near(asked)]


@pytest.mark.parametrize(
    ("asked", "meant"), [("proccessing", 102), ("not-found", 404), ("teapott", 418), ("timeout", 504)]
)
def test_a_word_is_near_to_names(asked: str, meant: int) -> None:
    assert meant in [status.code for status in near(asked)]


@given(st.text(max_size=300))
def test_whatever_is_asked_something_is_near_and_nothing_fails(asked: str) -> None:
    assert 1 <= len(near(asked)) <= 5
    search(asked)
    code_in(asked)
