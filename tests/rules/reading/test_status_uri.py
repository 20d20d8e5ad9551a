import pytest

from interim.rules.reading.status_uri import is_status_uri


@pytest.mark.parametrize(
    "text",
    ["", "  ", "200 <http://a.test/>", "200<dav:x>404 <urn:y>", "\t423\t< http://a.test/b?c#d > 200 <a+b-c.d:e>"],
)
def test_pairs_of_a_code_and_an_absolute_uri_are_a_status_uri(text: str) -> None:
    assert is_status_uri(text)


@pytest.mark.parametrize(
    "text",
    ["200", "<http://a.test/>", "20 <a:b>", "2000 <a:b>", "200 <a>", "200 </a>", "200 <a:>", "200 <a:b> 404", "x"],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_status_uri(text)


def test_a_long_value_is_judged_in_linear_time() -> None:
    assert not is_status_uri("200 <a:b>" * 20_000 + "x")
