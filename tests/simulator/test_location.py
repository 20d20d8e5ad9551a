import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.location import check_location

OPEN = Config(allowed_location_hosts=frozenset({"example.org", "example.org:8443", "::1"}))


@pytest.mark.parametrize("reference", ["/", "/api/status/200?x=1#f", "204", "../x", "?a=b", "#f", "./a:b", "/a//b"])
def test_a_reference_on_this_host_may_be_sent(reference: str) -> None:
    assert check_location("location", reference, Config()) == reference


@pytest.mark.parametrize(
    "reference",
    ["//evil.example", "///evil.example", "http://evil.example/", "https:evil.example", "javascript:alert(1)",
     "data:text/html,x", "/\\evil.example", "\\\\evil.example", " //evil.example", "\t//evil.example", "/a\r\nb: c",
     "", "/ä", "/%zz", "HTTP://EVIL.EXAMPLE", "//example.org@evil.example", "http://[x", "http://h:99999/", "http:///x"],
)  # fmt: skip
@pytest.mark.parametrize("config", [Config(), OPEN], ids=["closed", "open"])
def test_a_reference_to_another_host_is_refused(reference: str, config: Config) -> None:
    with pytest.raises(InvalidInput, match=r"^location"):
        check_location("location", reference, config)


@pytest.mark.parametrize(
    "reference",
    ["https://example.org/", "http://EXAMPLE.org/x", "//example.org/x", "https://example.org:8443/", "http://[::1]/"],
)
def test_an_allowed_host_may_be_named(reference: str) -> None:
    assert check_location("location", reference, OPEN) == reference
    with pytest.raises(InvalidInput, match="location"):
        check_location("location", reference, Config())


@pytest.mark.parametrize("reference", ["https://example.org:1/", "https://user@example.org/", "ftp://example.org/"])
def test_an_allowed_host_is_no_other_port_user_or_scheme(reference: str) -> None:
    with pytest.raises(InvalidInput, match=r"example\.org"):
        check_location("location", reference, OPEN)


@given(st.text(max_size=30))
def test_any_text_is_on_this_host_or_refused(text: str) -> None:
    try:
        check_location("location", text, Config())
    except InvalidInput:
        return
    assert text.isascii()
    assert not text.startswith("//")
    assert not set(text) & set("\\ \r\n\t")
