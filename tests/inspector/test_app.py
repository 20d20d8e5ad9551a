import json
from pathlib import Path

import pytest

from interim.inspector.app import create_app
from interim.inspector.config import Config
from interim.rules.catalogue import RULES
from tests.fakes.asgi import Reply, ask, scope_of

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
JSON = (b"content-type", b"application/json")


async def request(
    target: str, *, method: str = "GET", headers: tuple[tuple[bytes, bytes], ...] = (), content: bytes = b""
) -> Reply:
    scope = scope_of(target, method=method) | {"headers": [(b"host", b"localhost"), *headers]}
    return await ask(create_app(Config(port=8102, max_content_bytes=200_000)), scope, [content])


async def test_rules_are_listed_in_the_order_of_the_catalogue() -> None:
    reply = await request("/api/rules")
    assert reply.status == 200
    assert [rule["id"] for rule in reply.json()["rules"]] == list(RULES)
    assert reply.get("access-control-allow-origin") is None


async def test_one_rule_has_its_words() -> None:
    reply = await request("/api/rules/int002")
    assert reply.json()["name"] == "content_length_in_interim"
    assert reply.json()["spec"]


@pytest.mark.parametrize("rule_id", ["INT999", "XYZ001", "", "%00"])
async def test_an_unknown_rule_is_404_and_says_what_there_is(rule_id: str) -> None:
    reply = await request(f"/api/rules/x{rule_id}")
    assert reply.status == 404
    assert "INT" in reply.json()["detail"]


@pytest.mark.parametrize(
    ("target", "method", "allow"),
    [
        ("/api/rules", "POST", "GET, HEAD"),
        ("/api/rules/INT001", "DELETE", "GET, HEAD"),
        ("/api/lint", "GET", "POST"),
        ("/api/inspect", "GET", "POST"),
    ],
)
async def test_other_methods_are_405_with_allow(target: str, method: str, allow: str) -> None:
    reply = await request(target, method=method)
    assert (reply.status, reply.get("allow")) == (405, allow)


@pytest.mark.parametrize("target", ["/api/lint", "/api/inspect"])
async def test_content_that_a_form_could_send_is_415(target: str) -> None:
    assert (await request(target, method="POST", content=b"{}")).status == 415
    plain = await request(target, method="POST", headers=((b"content-type", b"text/plain"),), content=b"{}")
    assert plain.status == 415


@pytest.mark.parametrize("target", ["/api/lint", "/api/inspect"])
async def test_content_beyond_the_limit_is_413(target: str) -> None:
    assert (await request(target, method="POST", headers=(JSON,), content=b" " * 200_001)).status == 413


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"5", b'"x"', b"\xff", b"[" * 100_000])
@pytest.mark.parametrize("target", ["/api/lint", "/api/inspect"])
async def test_content_that_is_not_what_is_asked_for_is_400(target: str, content: bytes) -> None:
    reply = await request(target, method="POST", headers=(JSON,), content=content)
    assert reply.status == 400
    assert reply.get("content-type") == "application/problem+json"
    assert reply.json()["allowed"]


async def test_a_page_of_another_origin_gets_nothing() -> None:
    reply = await request("/api/rules", headers=((b"origin", b"https://evil.example"),))
    assert reply.status == 403


async def test_a_capture_is_judged() -> None:
    content = (CORPUS / "int-102-then-close.json").read_bytes()
    reply = await request("/api/lint", method="POST", headers=(JSON,), content=content)
    assert reply.status == 200
    assert "INT001" in [finding["id"] for finding in reply.json()["findings"]]


async def test_settings_of_a_judgement_come_in_the_query() -> None:
    content = (CORPUS / "tim-silent-45.json").read_bytes()

    async def severities(query: str) -> dict[str, str]:
        reply = await request(f"/api/lint?{query}", method="POST", headers=(JSON,), content=content)
        return {finding["id"]: finding["severity"] for finding in reply.json()["findings"]}

    assert (await severities(""))["TIM002"] == "note"
    assert (await severities("profile=longrun"))["TIM002"] == "warning"
    assert set(await severities("select=TIM002,INT")) == {"TIM002"}
    assert "TIM002" not in await severities("ignore=TIM002")
    assert (await request("/api/lint?odd=1", method="POST", headers=(JSON,), content=content)).status == 400


async def test_a_judgement_may_be_a_har() -> None:
    content = (CORPUS / "int-102-chunked.json").read_bytes()
    reply = await request("/api/lint?format=har&select=INT", method="POST", headers=(JSON,), content=content)
    (entry,) = reply.json()["log"]["entries"]
    assert [interim["status"] for interim in entry["_interim"]] == [102]
    assert {finding["id"][:3] for finding in entry["_findings"]} == {"INT"}
    refused = await request("/api/lint?format=pdf", method="POST", headers=(JSON,), content=content)
    assert (refused.status, refused.json()["allowed"]) == (400, "one of json, har")


async def test_a_url_that_cannot_be_asked_is_400() -> None:
    for url in ("ftp://example.com/", "http://user@example.com/", "http://[::1", ""):
        reply = await request("/api/inspect", method="POST", headers=(JSON,), content=json.dumps({"url": url}).encode())
        assert reply.status == 400, url


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://10.0.0.1:80/",
        "http://0/",
        "http://[::ffff:127.0.0.1]/",
    ],
)
async def test_a_private_address_is_403_and_the_answer_does_not_name_it(url: str) -> None:
    reply = await request("/api/inspect", method="POST", headers=(JSON,), content=json.dumps({"url": url}).encode())
    assert reply.status == 403
    assert "127" not in reply.json()["detail"]
    assert "169" not in reply.json()["detail"]


async def test_other_paths_are_404_and_other_protocols_closed() -> None:
    assert (await request("/api/other")).status == 404
    reply = await ask(create_app(), {"type": "websocket", "path": "/api/rules", "headers": []})
    assert reply.messages == [{"type": "websocket.close", "code": 1000}]


def test_it_knows_its_paths() -> None:
    app = create_app()
    assert all(app.takes(path) for path in ("/api/inspect", "/api/lint", "/api/rules", "/api/rules/INT001"))
    assert not any(app.takes(path) for path in ("/", "/api/status/200", "/api/rulesets", "/api/inspect/"))


async def test_content_that_never_ends_or_ends_too_early_is_400() -> None:
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = scope_of("/api/lint", method="POST") | {"headers": [(b"host", b"localhost"), JSON]}
    await create_app()(scope, receive, send)
    assert sent[0]["status"] == 400


async def test_content_may_come_in_pieces() -> None:
    content = (CORPUS / "int-102-then-close.json").read_bytes()
    scope = scope_of("/api/lint", method="POST") | {"headers": [(b"host", b"localhost"), JSON]}
    reply = await ask(create_app(), scope, [content[:100], content[100:]])
    assert reply.status == 200


async def test_it_takes_part_in_a_lifespan() -> None:
    messages = iter(["lifespan.startup", "lifespan.shutdown"])
    sent = []

    async def receive() -> dict[str, object]:
        return {"type": next(messages)}

    async def send(message: dict[str, object]) -> None:
        sent.append(message["type"])

    await create_app()({"type": "lifespan"}, receive, send)
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
