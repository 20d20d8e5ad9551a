import pytest
from hypothesis import given, strategies as st

from interim.simulator.forms import Form, form_of_type, preferred_form


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, None),
        (b"*/*", None),
        (b"*/*;q=0.8", None),
        (b"application/*", None),
        (b"application/json", Form.JSON),
        (b"application/problem+json", Form.PROBLEM),
        (b"application/problem+json, application/json;q=0.9", Form.PROBLEM),
        (b"text/plain", Form.TEXT),
        (b"text/*", Form.TEXT),
        (b"TEXT/HTML", Form.HTML),
        (b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Form.HTML),
        (b"text/html;q=0.5, text/plain;q=0.7", Form.TEXT),
        (b"application/json;q=0, */*", Form.PROBLEM),
        (b"image/png", None),
        (b"text/html;q=x", None),
        (b"text/html;q=nan", None),
        (b"", None),
        (b", ,", None),
        (b"text/html;level=1;q=1", Form.HTML),
        (b"text/plain," + b"x" * 1000, Form.TEXT),
    ],
)
def test_accept_picks_a_form_or_leaves_it_to_us(accept: bytes | None, form: Form | None) -> None:
    assert preferred_form(accept) is form


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("application/json", Form.JSON),
        ("application/Problem+JSON; charset=x", Form.PROBLEM),
        ("text/plain", Form.TEXT),
        ("text/html;charset=utf-8", Form.HTML),
        ("image/png", None),
    ],
)
def test_a_media_type_names_a_form(media_type: str, form: Form | None) -> None:
    assert form_of_type(media_type) is form


@given(st.binary(max_size=60))
def test_no_accept_breaks_it(accept: bytes) -> None:
    assert preferred_form(accept) in {None, *Form}
