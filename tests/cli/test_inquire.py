"""The options of a request to an inquiry."""

import io
from pathlib import Path
from typing import Any

import pytest

from interim.cli.inquire import inquiry_of
from interim.errors import InvalidInput
from interim.inspector.inquiry import Inquiry
from interim.rules.settings import Settings

URL = "http://example.test/a"
DEFAULTS: dict[str, Any] = {
    "method": None,
    "headers": (),
    "data": (),
    "expect": False,
    "prefer": None,
    "http": "auto",
    "watch": None,
    "linger": None,
    "follow": False,
    "insecure": False,
    "cacert": None,
    "resolve": (),
    "active": "safe",
    "compare": None,
    "poll_monitor": False,
    "public_only": False,
}


def asked(url: str = URL, **given: Any) -> Inquiry:
    return inquiry_of(url, DEFAULTS | given, Settings())


def lines(inquiry: Inquiry) -> list[list[str]]:
    return inquiry.fields.to_json()


def test_nothing_given_is_a_get() -> None:
    assert asked() == Inquiry(url=URL, method="GET")


def test_content_implies_post_and_a_form() -> None:
    inquiry = asked(data=("a=1", "b=\udcff2"))
    assert (inquiry.method, inquiry.content) == ("POST", b"a=1&b=\xff2")
    assert lines(inquiry) == [["Content-Type", "application/x-www-form-urlencoded"]]
    assert asked(data=("",)).method == "POST"


def test_a_method_and_a_type_that_are_given_stay() -> None:
    inquiry = asked(method="PUT", data=("{}",), headers=("content-type:application/json",))
    assert (inquiry.method, lines(inquiry)) == ("PUT", [["content-type", "application/json"]])


def test_content_comes_from_a_file_octet_for_octet(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\r\n\xff\n")
    assert asked(data=(f"@{tmp_path / 'a'}",)).content == b"\x00\r\n\xff\n"


def test_content_comes_from_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"in\n")))
    assert asked(data=("@-",)).content == b"in\n"


def test_fields_are_as_curl_has_them() -> None:
    inquiry = asked(headers=("A: b: c ", "X-Empty;", "Host: other"), prefer="respond-async, wait=10")
    assert lines(inquiry) == [
        ["A", "b: c"],
        ["X-Empty", ""],
        ["Host", "other"],
        ["Prefer", "respond-async, wait=10"],
    ]


def test_times_and_addresses_are_taken(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("")
    inquiry = asked(
        watch="2m",
        linger="0",
        cacert=tmp_path / "ca.pem",
        public_only=True,
        resolve=("Example.test:443:127.0.0.1", "[::2]:80:[::1]"),
    )
    assert (inquiry.limits.watch_ns, inquiry.limits.linger_ns) == (120_000_000_000, 0)
    assert inquiry.ca_file == str(tmp_path / "ca.pem")
    assert inquiry.policy.public_only
    assert inquiry.resolve == {("example.test", 443): "127.0.0.1", ("::2", 80): "::1"}
    assert not asked(insecure=True).verify


def test_the_scheme_may_be_left_out_and_the_fragment_goes() -> None:
    assert asked("localhost:8102/x?y#z").url == "http://localhost:8102/x?y"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"url": "ftp://x"}, "URL: got 'ftp://x'"),
        ({"url": ""}, "URL: got ''"),
        ({"compare": "http://"}, "--compare: got 'http://'"),
        ({"method": "G E T"}, "-X: got 'G E T'"),
        ({"method": "\udcff"}, "-X: got"),
        ({"headers": ("nothing",)}, "-H: got 'nothing', allowed: 'Name: value'"),
        ({"headers": (": x",)}, "-H: got ': x'"),
        ({"headers": (";",)}, "-H: got ';'"),
        ({"headers": ("A B: c",)}, "field name: got 'A B'"),
        ({"headers": ("A: b\r\nC: d",)}, "value of field A: got"),
        ({"headers": ("A: \u20ac",)}, "field: got"),
        ({"data": ("@no/such/file",)}, "-d: got '@no/such/file', allowed: .*No such file"),
        ({"expect": True}, "--expect: got 'no content'"),
        ({"insecure": True, "cacert": Path("x")}, "--insecure: got 'with --cacert'"),
        ({"cacert": Path("no/such/file")}, "--cacert: got 'no/such/file', .*No such file"),
        ({"watch": "0"}, "--watch: got '0'"),
        ({"linger": "-1"}, "--linger: got '-1'"),
        ({"resolve": ("x",)}, "--resolve: got 'x', allowed: HOST:PORT:ADDRESS"),
        ({"resolve": ("x:0:127.0.0.1",)}, "--resolve"),
        ({"resolve": ("x:99999:127.0.0.1",)}, "--resolve"),
        ({"resolve": ("x:80:localhost",)}, "--resolve"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_named(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{message}"):
        asked(**given)
