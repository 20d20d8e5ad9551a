import pytest
from hypothesis import given, strategies as st

from interim.exchange.fields import Fields
from interim.rules.reading.link import Link, read_links
from tests.fakes.exchanges import fields


def _link(target: str, *relations: str) -> Link:
    return Link(target=target, relations=frozenset(relations))


def test_links_of_all_lines_are_read_in_order() -> None:
    read = read_links(fields('Link: </a>; rel=preload; as=style, </b>; rel="x Y"', "link: <c>"))
    assert read == (_link("/a", "preload"), _link("/b", "x", "y"), _link("c", ""))


def test_targets_are_resolved_against_the_base() -> None:
    read = read_links(fields("Link: <b?c>; rel=next, <http://other.test/d>"), "http://example.test/a/x")
    assert [link.target for link in read] == ["http://example.test/a/b?c", "http://other.test/d"]


def test_a_target_that_cannot_be_resolved_stays_as_it_is() -> None:
    assert read_links(fields("Link: <http://[x>; rel=next"), "http://example.test/") == (_link("http://[x", "next"),)


def test_of_several_rel_parameters_the_first_counts() -> None:
    assert read_links(fields("Link: <a>; rel=one; rel=two")) == (_link("a", "one"),)


@pytest.mark.parametrize(
    "value", ["<a;b,c>; rel=next", '<a;b,c>; title="x, <y>; rel=z"; rel=next', "<a;b,c> ;rel = next"]
)
def test_commas_and_semicolons_within_brackets_or_quotes_part_nothing(value: str) -> None:
    assert read_links(fields(f"Link: {value}")) == (_link("a;b,c", "next"),)


@pytest.mark.parametrize("value", ["", "a; rel=next", "<a", ",", "rel=next <a>"])
def test_what_is_no_link_is_passed_over(value: str) -> None:
    assert read_links(fields(f"Link: {value}")) == ()


def test_a_link_after_rubbish_is_found() -> None:
    assert read_links(fields("Link: <a> rubbish, <b>; rel=x")) == (_link("a", ""), _link("b", "x"))


@given(st.text(alphabet='<>;,="\\ relx\t/', max_size=60))
def test_any_value_can_be_read(value: str) -> None:
    assert all(link.relations for link in read_links(Fields.of([("Link", value)]), "http://example.test/"))
