"""The API page: whole, self-contained, and safe whatever the Host field says."""

import re
from html.parser import HTMLParser

import pytest

from interim.simulator import create_app
from interim.simulator.config import Config
from interim.simulator.openapi import describe
from interim.simulator.page import draw
from interim.simulator.parameters import PARAMETERS
from tests.fakes.asgi import ask, get, scope_of

pytestmark = pytest.mark.anyio

VOID = {"meta", "link", "br", "img"}


class Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", ["/", "/docs"])
async def test_the_page_is_well_formed_and_needs_nothing_else(path: str) -> None:
    reply = await get(create_app(), path)
    text = reply.content.decode()
    page = Balance()
    page.feed(text)
    assert reply.status == 200
    assert reply.get("content-type") == "text/html; charset=utf-8"
    assert page.open == []
    assert page.names.isdisjoint({"script", "link", "img", "iframe"})
    assert "$" not in text
    assert "default-src 'none'" in (reply.get("content-security-policy") or "")


async def test_every_path_and_parameter_is_on_it() -> None:
    text = (await get(create_app(), "/")).content.decode()
    for path in describe(Config())["paths"]:
        assert f"<code>{path}</code>" in text
    for parameter in PARAMETERS:
        assert f"<code>{parameter.name.replace('1NN', '103')}</code>" in text


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        (b"sim.example:8102", "http://sim.example:8102"),
        (b"[::1]:8102", "http://[::1]:8102"),
        (b"<script>", "http://localhost:8102"),
        (b"a'; rm -rf ~; '", "http://localhost:8102"),
        (b"", "http://localhost:8102"),
    ],
)
async def test_the_examples_are_for_the_host_that_was_asked(host: bytes, shown: str) -> None:
    scope = {**scope_of("/"), "headers": [(b"host", host)]}
    text = (await ask(create_app(), scope)).content.decode()
    assert f"curl -i &#x27;{shown}/api/status/102?count=3&amp;interval=1s&#x27;" in text
    assert "<script>" not in text
    assert "rm -rf" not in text


async def test_the_examples_are_for_where_it_is_mounted_and_how_it_is_reached() -> None:
    scope = {**scope_of("/sim/", root_path="/sim"), "scheme": "https"}
    text = (await ask(create_app(), scope)).content.decode()
    assert "https://test/sim/api/status/102" in text


def test_what_the_document_says_is_escaped() -> None:
    document = describe(Config())
    document["info"]["summary"] = "<b>&"
    document["paths"]["/healthz"]["get"]["description"] = "<i>"
    text = draw(document, "http://test")
    assert "&lt;b&gt;&amp;" in text
    assert not re.search("<b>|<i>", text)
