"""Echoes, in httpbin's shapes."""

import pytest

from interim.simulator import create_app
from interim.simulator.config import Config
from tests.fakes.asgi import App, ask, get, scope_of

pytestmark = pytest.mark.anyio

FORM = (b"content-type", b"application/x-www-form-urlencoded; charset=utf-8")


@pytest.fixture
def app() -> App:
    return create_app(Config(max_body_bytes=20_000))


async def test_headers_are_named_as_people_write_them_and_lines_are_joined(app: App) -> None:
    reply = await get(app, "/headers", headers=[(b"x-a-b", b"1"), (b"x-a-b", b"2"), (b"accept", b"*/*")])
    assert reply.json() == {"headers": {"Host": "test", "X-A-B": "1,2", "Accept": "*/*"}}


@pytest.mark.parametrize("name", [b"authorization", b"cookie", b"proxy-authorization", b"x-api-key"])
async def test_what_identifies_the_sender_is_not_shown_again(app: App, name: bytes) -> None:
    for target in ("/headers", "/anything", "/delay/0", "/stream/1", "/cache", "/cache/1", "/etag/a"):
        reply = await get(app, target, headers=[(name, b"s3cret")])
        assert b"s3cret" not in reply.content
        assert b"(redacted)" in reply.content


async def test_an_echo_is_open_marked_and_not_stored(app: App) -> None:
    reply = await get(app, "/headers")
    assert reply.get("access-control-allow-origin") == "*"
    assert reply.get("x-simulated-status") == "200"
    assert reply.get("cache-control") == "no-store"


async def test_anything_has_what_httpbin_has(app: App) -> None:
    scope = scope_of("/anything/a%20b?x=1&x=2&y=&z=%C3%A4", method="PUT")
    echo = (await ask(app, scope, [b'{"a"', b": 1}"])).json()
    assert echo == {
        "args": {"x": ["1", "2"], "y": "", "z": "ä"},
        "data": '{"a": 1}',
        "files": {},
        "form": {},
        "headers": {"Host": "test"},
        "json": {"a": 1},
        "method": "PUT",
        "origin": "127.0.0.1",
        "url": "http://test/anything/a%20b?x=1&x=2&y=&z=%C3%A4",
    }


async def test_a_form_is_taken_apart(app: App) -> None:
    echo = (await ask(app, scope_of("/anything", method="POST", headers=[FORM]), [b"a=1&a=2&b=x+y"])).json()
    assert echo["form"] == {"a": ["1", "2"], "b": "x y"}
    assert echo["data"] == ""
    assert echo["json"] is None


async def test_octets_that_are_no_text_come_as_a_data_url(app: App) -> None:
    echo = (await ask(app, scope_of("/anything", method="POST"), [b"\xff\x00"])).json()
    assert echo["data"] == "data:application/octet-stream;base64,/wA="


@pytest.mark.parametrize(
    "content",
    [b"{", b"[" * 5000, b"[" * 300 + b"]" * 300, b"1e999", b"NaN", b"1" * 5000, b'"\\ud800"', b"\xff\xfe[\x00"],
    ids=["cut", "open", "deep", "infinite", "NaN", "long", "surrogate", "utf-16"],
)  # fmt: skip
async def test_json_that_cannot_be_shown_does_no_harm(app: App, content: bytes) -> None:
    reply = await ask(app, scope_of("/anything", method="POST"), [content])
    assert reply.status == 200
    assert reply.json()["method"] == "POST"


async def test_content_past_the_limit_is_refused_and_the_connection_ends(app: App) -> None:
    pieces = [b"x" * 15_000, b"x" * 15_000]
    reply = await ask(app, scope_of("/anything", method="POST"), pieces)
    assert (reply.status, reply.get("connection")) == (413, "close")
    over_h2 = await ask(app, scope_of("/anything", method="POST", http_version="2"), pieces)
    assert (over_h2.status, over_h2.get("connection")) == (413, None)


async def test_a_client_that_leaves_while_it_sends_gets_nothing(app: App) -> None:
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    for target in ("/anything", "/delay/1", "/drip"):
        await app(scope_of(target), receive, send)
    assert sent == []


async def test_without_a_host_the_address_of_the_server_is_shown(app: App) -> None:
    scope = {**scope_of("/anything"), "headers": [], "client": None}
    assert (await ask(app, scope)).json()["url"] == "http://127.0.0.1:80/anything"
    assert (await ask(app, scope)).json()["origin"] == ""
    assert (await ask(app, {**scope, "server": ("/run/sock", None)})).json()["url"] == "http:///run/sock/anything"
    assert (await ask(app, {**scope, "server": None})).json()["url"] == "http:///anything"
