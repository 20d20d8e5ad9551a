import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from interim.operations.monitor_page import draw_page
from interim.operations.operation import State
from interim.operations.place import Place
from tests.fakes.asgi import Reply
from tests.operations.test_reply import operation

PLACE = Place(path="/operations", origin="http://test")
EVIL = '</title><script>alert(1)</script><img src=x onerror="$name">'


class Seen(HTMLParser):
    """What a browser would make of the page, roughly."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        members = dict(attrs)
        name = members.get("id") or tag
        self.attributes.setdefault(name, members)
        if tag not in {"meta", "link", "img", "br"}:
            self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data


async def page(**members: Any) -> Reply:
    reply = Reply()

    async def send(message: dict[str, Any]) -> None:
        reply.messages.append(message)

    await draw_page(send, operation(**{"fraction": None, **members}), PLACE)
    return reply


async def test_the_page_shows_how_far_it_is() -> None:
    reply = await page(state=State.RUNNING, fraction=0.25, message="page 3 of 12")
    seen = Seen(reply.content.decode())
    assert reply.get("content-type") == "text/html; charset=utf-8"
    assert seen.attributes["progress"]["value"] == "0.25"
    assert (seen.texts["state"], seen.texts["percent"], seen.texts["message"]) == ("running", "25%", "page 3 of 12")
    assert "hidden" in seen.attributes["result"]
    assert "hidden" not in seen.attributes["cancel"]


async def test_a_bar_that_knows_nothing_has_no_value() -> None:
    seen = Seen((await page(state=State.PENDING)).content.decode())
    assert "value" not in seen.attributes["progress"]
    assert seen.texts.get("percent", "") == ""


async def test_the_page_of_what_has_ended_leads_to_the_result() -> None:
    seen = Seen((await page(state=State.SUCCEEDED)).content.decode())
    assert seen.attributes["progress"]["value"] == "1"
    assert seen.attributes["result"]["href"] == "/operations/" + "A" * 22 + "/result"
    assert "hidden" not in seen.attributes["result"]
    assert "hidden" in seen.attributes["cancel"]


@pytest.mark.parametrize("member", ["name", "message", "id"])
async def test_nothing_that_is_shown_is_taken_for_markup(member: str) -> None:
    plain = Seen((await page()).content.decode())
    reply = await page(**{member: EVIL})
    seen = Seen(reply.content.decode())
    assert seen.tags == plain.tags
    assert b"<img" not in reply.content


async def test_no_field_has_what_a_name_says() -> None:
    reply = await page(name="a\r\nx-evil: 1")
    assert not any(b"evil" in name + value for name, value in reply.started[0]["headers"])


async def test_the_policy_lets_run_what_is_in_the_page_and_nothing_else() -> None:
    reply = await page(state=State.RUNNING, message="x")
    policy = dict(part.strip().split(" ", 1) for part in (reply.get("content-security-policy") or "").split(";"))
    text = reply.content.decode()
    for tag in ("style", "script"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    assert policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'none'"
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", text)


async def test_the_page_is_not_kept() -> None:
    reply = await page()
    assert reply.get("cache-control") == "no-store"
    assert "accept" in (reply.get("vary") or "")
    assert reply.get("x-content-type-options") == "nosniff"
    assert reply.get("referrer-policy") == "no-referrer"
