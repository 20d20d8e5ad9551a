import pytest

from interim.inspector.redirect import redirected
from interim.wire.target import parse_url
from tests.fakes.exchanges import final, request

HERE = parse_url("http://example.test/a/b?c")
POST = request("POST", "Content-Type: text/plain", "Content-Length: 1", "Authorization: x", "X-A: 1", content=b"x")


@pytest.mark.parametrize(
    ("status", "method", "becomes"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (303, "GET", "GET"),
        (301, "PUT", "PUT"),
        (302, "DELETE", "DELETE"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (301, "HEAD", "HEAD"),
    ],
)
def test_the_method_changes_as_the_code_says(status: int, method: str, becomes: str) -> None:
    onward = redirected(HERE, request(method, content=b"x"), final(status, "Location: /z"))
    assert not isinstance(onward, str)
    assert onward[1].method == becomes
    assert onward[1].content == (b"x" if becomes == method and (status != 303 or method == "HEAD") else b"")


def test_a_post_that_becomes_a_get_loses_what_described_its_content() -> None:
    onward = redirected(HERE, POST, final(302, "Location: /z"))
    assert not isinstance(onward, str)
    assert onward[1].fields.to_json() == [["Authorization", "x"], ["X-A", "1"]]


def test_a_post_that_stays_one_keeps_all() -> None:
    onward = redirected(HERE, POST, final(307, "Location: /z"))
    assert not isinstance(onward, str)
    assert onward[1].fields == POST.fields
    assert onward[1].target == "/z"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/z", "http://example.test/z"),
        ("d", "http://example.test/a/d"),
        ("?q", "http://example.test/a/b?q"),
        ("//other.test/z#here", "http://other.test/z"),
        ("https://example.test:443/", "https://example.test/"),
    ],
)
def test_a_relative_location_is_resolved(location: str, url: str) -> None:
    onward = redirected(HERE, request(), final(302, f"Location: {location}"))
    assert not isinstance(onward, str)
    assert onward[0].url == url


def test_another_origin_gets_no_credentials() -> None:
    onward = redirected(HERE, POST, final(307, "Location: https://example.test/"))
    assert not isinstance(onward, str)
    assert "Authorization" not in onward[1].fields
    assert onward[1].content == b"x"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "no Location"),
        (("Location: /a", "Location: /b"), "several Location"),
        (("Location: ftp://example.test/",), "http or https"),
        (("Location: javascript:1",), "http or https"),
        (("Location: mailto:a@example.test",), "http or https"),
        (("Location: http://[::1/",), "URI reference"),
        (("Location: http://u:p@example.test/",), "no user name"),
        (("Location: /a b",), "percent-encode"),
        (("Location: http://",), "absolute"),
        (("Location: http:a",), "http or https"),
    ],
    ids=["none", "several", "ftp", "javascript", "mailto", "bracket", "user", "space", "host", "path"],
)
def test_what_cannot_be_followed_is_said_in_words(lines: tuple[str, ...], reason: str) -> None:
    onward = redirected(HERE, request(), final(302, *lines))
    assert isinstance(onward, str)
    assert reason in onward


def test_one_location_told_twice_is_one() -> None:
    assert not isinstance(redirected(HERE, request(), final(302, "Location: /a", "Location: /a")), str)
