import base64
from typing import Any

import pytest
from hypothesis import given, strategies as st

from interim.errors import InvalidInput
from interim.inspector.api.ask import MEMBERS, read_inquiry
from interim.inspector.config import Config
from interim.inspector.inquiry import Inquiry
from interim.rules.finding import Severity

CONFIG = Config.for_bind("192.0.2.1", 80)
URL = "https://example.com/"


def ask(**members: Any) -> Inquiry:
    return read_inquiry({"url": URL, **members}, CONFIG)


def test_a_url_is_enough() -> None:
    inquiry = ask()
    assert (inquiry.url, inquiry.method, inquiry.active, inquiry.http, inquiry.verify) == (
        URL,
        "",
        "safe",
        "auto",
        True,
    )
    assert inquiry.limits == CONFIG.limits
    assert inquiry.deadline_ns == CONFIG.deadline_ns


def test_what_is_asked_is_in_the_inquiry() -> None:
    inquiry = ask(
        method="PUT",
        headers=[["Accept", "text/plain"]],
        content="hällo",
        prefer="respond-async, wait=10",
        http="2",
        watch=1.5,
        linger=0,
        insecure=True,
        follow=True,
        active="none",
        compare="https://origin.example/",
        poll_monitor=True,
        expect=True,
        profile="longrun",
        select=["int", "TIM002"],
        ignore=["INT009"],
    )
    assert inquiry.method == "PUT"
    assert inquiry.fields.lines == ((b"Accept", b"text/plain"), (b"Prefer", b"respond-async, wait=10"))
    assert inquiry.content == "hällo".encode()
    assert (inquiry.limits.watch_ns, inquiry.limits.linger_ns) == (1_500_000_000, 0)
    assert (inquiry.http, inquiry.verify, inquiry.follow, inquiry.expect) == ("2", False, True, True)
    assert (inquiry.active, inquiry.compare, inquiry.poll_monitor) == ("none", "https://origin.example/", True)
    assert inquiry.settings.select == ("INT", "TIM002")
    assert inquiry.settings.ignore == ("INT009",)
    assert inquiry.settings.severities["TIM002"] is Severity.WARNING


def test_content_may_be_any_octets() -> None:
    assert ask(content_b64=base64.b64encode(b"\x00\xff").decode()).content == b"\x00\xff"


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"uri": "x"}, "uri"),
        ({"url": 5}, "url"),
        ({"method": None}, "method"),
        ({"headers": {"a": "b"}}, "headers"),
        ({"headers": [["a"]]}, r"headers\[0\]"),
        ({"headers": [["a b", "c"]]}, "field name"),
        ({"headers": [["a", "b\r\nc: d"]]}, "value of field a"),
        ({"headers": [["Content-Length", "5"]]}, r"headers\[0\]"),
        ({"headers": [["transfer-encoding", "chunked"]]}, r"headers\[0\]"),
        ({"prefer": "a\r\nb"}, "Prefer"),
        ({"content": "a", "content_b64": "YQ=="}, "content_b64"),
        ({"content_b64": "%"}, "content_b64"),
        ({"http": "3"}, "http"),
        ({"active": "some"}, "active"),
        ({"watch": 61}, "watch"),
        ({"watch": 0}, "watch"),
        ({"watch": True}, "watch"),
        ({"watch": "5"}, "watch"),
        ({"linger": -1}, "linger"),
        ({"follow": "yes"}, "follow"),
        ({"profile": "odd"}, "profile"),
        ({"select": "INT"}, "select"),
        ({"select": [1]}, r"select\[0\]"),
    ],
)
def test_what_cannot_be_done_is_named(members: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidInput, match=named):
        ask(**members)


def test_a_url_is_needed_and_so_is_an_object() -> None:
    with pytest.raises(InvalidInput, match="url"):
        read_inquiry({}, CONFIG)
    with pytest.raises(InvalidInput, match="object"):
        read_inquiry([URL], CONFIG)


_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=True) | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(MEMBERS)), _json, max_size=4))
def test_any_object_is_an_inquiry_or_names_what_is_wrong(members: dict[str, Any]) -> None:
    try:
        inquiry = read_inquiry({"url": URL, **members}, CONFIG)
    except InvalidInput:
        return
    assert inquiry.limits.watch_ns <= CONFIG.limits.watch_ns
