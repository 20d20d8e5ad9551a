from interim.inspector.credentials import fields_for
from interim.wire.target import parse_url
from tests.fakes.exchanges import request

HERE = parse_url("http://example.test/a")
ASKED = request(
    "GET", "Host: shop.test", "Authorization: Basic eA==", "cookie: a=1", "Proxy-Authorization: x", "X-A: 1"
)


def test_the_same_origin_gets_everything() -> None:
    assert fields_for(parse_url("http://EXAMPLE.test:80/b"), ASKED, HERE) == ASKED.fields


def test_another_scheme_port_or_host_gets_no_credentials_and_no_foreign_host() -> None:
    for url in ("https://example.test/a", "http://example.test:81/a", "http://www.example.test/a"):
        assert fields_for(parse_url(url), ASKED, HERE).to_json() == [["X-A", "1"]]
