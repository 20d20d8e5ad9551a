import pytest

from interim.errors import InvalidInput
from interim.exchange.fields import Fields
from interim.inspector.first_request import first_request
from interim.inspector.inquiry import Inquiry
from interim.version import __version__


def test_a_url_alone_is_a_get_that_says_who_asks() -> None:
    target, request = first_request(Inquiry(url="example.test:8080/a?b=c#d"))
    assert (target.host, target.port) == ("example.test", 8080)
    assert (request.method, request.target) == ("GET", "/a?b=c")
    assert request.fields.to_json() == [["User-Agent", f"interim/{__version__}"], ["Accept", "*/*"]]


def test_content_makes_it_a_post() -> None:
    _, request = first_request(Inquiry(url="http://example.test/", content=b"x"))
    assert (request.method, request.content) == ("POST", b"x")


def test_given_fields_stand_instead_of_ours() -> None:
    fields = Fields.of([("user-agent", "mine"), ("X-A", "1")])
    _, request = first_request(Inquiry(url="http://example.test/", fields=fields))
    assert request.fields.to_json() == [["Accept", "*/*"], ["user-agent", "mine"], ["X-A", "1"]]


@pytest.mark.parametrize(
    ("inquiry", "named"),
    [
        (Inquiry(url="ftp://example.test/"), "URL"),
        (Inquiry(url="http://u:p@example.test/"), "URL"),
        (Inquiry(url="http://example.test/", method="GE T"), "method"),
        (Inquiry(url="http://example.test/", method="GÉT"), "method"),
        (Inquiry(url="http://example.test/", method="CONNECT"), "method"),
        (Inquiry(url="http://example.test/", fields=Fields.of([("X-A", "a\r\nX-B: b")])), "X-A"),
    ],
    ids=["scheme", "user", "space", "letter", "connect", "injection"],
)
def test_what_cannot_be_asked_is_named(inquiry: Inquiry, named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        first_request(inquiry)
