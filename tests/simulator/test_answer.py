import json
from typing import Any

import pytest

from interim.codes.registry import REGISTRY
from interim.simulator import Config, create_app
from tests.fakes.asgi import ask, get, scope_of
from tests.fakes.channel import FakeChannel

APP = create_app(Config())


async def test_the_content_tells_what_was_asked_sent_and_received() -> None:
    headers = [
        (b"authorization", b"Basic c2VjcmV0"),
        (b"cookie", b"a=b"),
        (b"x-a", b'\xe9"<'),
        (b"content-length", b"3"),
    ]
    scope = scope_of("/api/status/503?seed=1", headers=headers, method="POST", channel=FakeChannel())
    reply = await ask(APP, scope, [b"ab", b"c"])
    spec = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4"
    assert reply.json() == {
        "status": {
            "code": 503,
            "name": "Service Unavailable",
            "class": "server error",
            "spec": spec,
            "deprecated": False,
        },
        "sent": {"final": 503, "interims": [], "interim_count": 0, "delay_ms": 0},
        "request": {
            "method": "POST",
            "target": "/api/status/503?seed=1",
            "version": "HTTP/1.1",
            "client": {"host": "127.0.0.1", "port": 5},
            "fields": [
                ["host", "test"],
                ["authorization", "(redacted)"],
                ["cookie", "(redacted)"],
                ["x-a", 'é"<'],
                ["content-length", "3"],
            ],
            "content_bytes": 3,
        },
        "links": {
            "self": "http://test/api/status/503?seed=1",
            "reference": "http://test/api/codes/503",
            "specification": spec,
        },
        "notes": [],
    }
    assert reply.get("content-type") == "application/json"
    assert reply.get("content-length") == str(len(reply.content))
    assert reply.get("x-simulated-status") == "503"
    assert reply.get("cache-control") == "no-store"


async def test_links_lead_below_the_mount_point() -> None:
    reply = await get(APP, "/a%20b/api/status/201", root_path="/a b")
    assert reply.json()["links"]["self"] == "http://test/a%20b/api/status/201"
    assert reply.json()["links"]["reference"] == "http://test/a%20b/api/codes/201"
    assert reply.get("location") == "/a%20b/api/status/204"


async def test_a_request_without_host_and_client_gets_its_answer() -> None:
    scope = scope_of("/api/status/200", channel=FakeChannel(), client=None) | {"headers": []}
    document = (await ask(APP, scope)).json()
    assert document["links"]["self"] == "/api/status/200"
    assert document["request"]["client"] is None
    scope = scope_of("/api/status/200", channel=FakeChannel()) | {"headers": [(b"host", b"h" * 300)]}
    assert (await ask(APP, scope)).json()["links"]["self"] == "/api/status/200"


@pytest.mark.parametrize(
    ("version", "word"), [("1.0", "HTTP/1.0"), ("2", "HTTP/2"), ("2.0", "HTTP/2"), ("3", "HTTP/3")]
)
async def test_the_version_is_that_of_the_request(version: str, word: str) -> None:
    reply = await get(APP, "/api/status/200", http_version=version)
    assert reply.json()["request"]["version"] == word


@pytest.mark.parametrize("code", [299, 199, 999, 640])
async def test_a_code_nobody_registered_is_played_all_the_same(code: int) -> None:
    reply = await get(APP, f"/api/status/{code}?strict=0")
    status = reply.json()["status"]
    assert status["code"] == code
    assert status["class"]


@pytest.mark.parametrize(
    ("method", "code", "length"),
    [("GET", 204, None), ("GET", 304, None), ("GET", 205, "0"), ("HEAD", 200, None), ("HEAD", 205, "0")],
)
async def test_without_content_a_field_tells_it_in_short(method: str, code: int, length: str | None) -> None:
    reply = await get(APP, f"/api/status/{code}?interim=102", method=method)
    assert reply.content == b""
    assert reply.get("content-length") == length
    info = json.loads(reply.get("x-sim-info") or "")
    assert info["status"] == code
    assert info["interims"] == [[102, 0, "sent"]]
    assert info["request"] == f"{method} HTTP/1.1"


async def test_head_tells_the_length_of_content_that_is_known() -> None:
    reply = await get(APP, "/api/status/200?body=hello", method="HEAD")
    assert (reply.content, reply.get("content-length")) == (b"", "5")
    reply = await get(APP, "/api/status/204?body=hello")
    assert (reply.content, reply.get("content-length")) == (b"", None)


@pytest.mark.parametrize(
    ("accept", "media_type", "begin"),
    [
        (b"application/problem+json", "application/problem+json", b'{"type":"about:blank","title":"Not Found"'),
        (b"text/plain", "text/plain; charset=utf-8", b"404 Not Found\n"),
        (b"text/html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
    ],
)
async def test_accept_picks_the_form(accept: bytes, media_type: str, begin: bytes) -> None:
    reply = await get(APP, "/api/status/404", headers=[(b"accept", accept)])
    assert reply.get("content-type") == media_type
    assert reply.content.startswith(begin)
    assert reply.get("content-length") == str(len(reply.content))


async def test_a_problem_holds_the_summary() -> None:
    reply = await get(APP, "/api/status/404", headers=[(b"accept", b"application/problem+json")])
    assert reply.json()["status"] == 404
    assert reply.json()["simulated"]["status"]["code"] == 404


async def test_html_shows_what_came_as_text() -> None:
    headers = [(b"accept", b"text/html"), (b"x-a", b"<script>&")]
    reply = await get(APP, "/api/status/200", headers=headers)
    assert b"<script>" not in reply.content
    assert b"&lt;script&gt;" in reply.content


async def test_the_content_of_a_url_is_caged() -> None:
    reply = await get(APP, "/api/status/200?body=%3Cscript%3E&type=text/html")
    assert reply.content == b"<script>"
    assert reply.get("content-type") == "text/html"
    assert reply.get("content-security-policy") == "sandbox"
    assert reply.get("x-content-type-options") == "nosniff"
    for query in ("type=text/html;x=1", "header=Content-Type:text/html", "header=Content-Security-Policy:x&body=a"):
        reply = await get(APP, f"/api/status/200?{query}")
        assert "sandbox" in (reply.get("content-security-policy") or "")


@pytest.mark.parametrize(
    ("query", "media_type", "content"),
    [
        ("body=h%C3%A9", "text/plain; charset=utf-8", "hé".encode()),
        ("b64=AAE%3D", "application/octet-stream", b"\x00\x01"),
        ("size=3", "application/octet-stream", b"abc"),
        ("size=0", "application/octet-stream", b""),
        ("body=a&type=text/csv", "text/csv", b"a"),
    ],
)
async def test_content_can_be_given(query: str, media_type: str, content: bytes) -> None:
    reply = await get(APP, f"/api/status/404?{query}")
    assert (reply.get("content-type"), reply.content) == (media_type, content)
    assert reply.get("content-length") == str(len(content))


async def test_a_type_alone_picks_the_form_of_the_summary() -> None:
    assert (await get(APP, "/api/status/200?type=text/plain")).content.startswith(b"200 OK\n")
    reply = await get(APP, "/api/status/200?type=image/png")
    assert reply.get("content-type") == "image/png"
    assert reply.json()["status"]["code"] == 200


async def test_a_207_is_xml_unless_another_form_is_asked_for() -> None:
    reply = await get(APP, "/api/status/207")
    assert reply.get("content-type") == "application/xml; charset=utf-8"
    assert b"<D:multistatus" in reply.content
    assert (await get(APP, "/api/status/207", headers=[(b"accept", b"application/json")])).json()
    assert (await get(APP, "/api/status/207?strict=0")).json()


async def test_a_field_of_the_url_replaces_ours() -> None:
    reply = await get(APP, "/api/status/503?retry_after=120&header=X-A:1&header=X-A:2")
    assert reply.fields.get_all("retry-after") == ["120"]
    assert reply.fields.get_all("x-a") == ["1", "2"]


async def test_strict_0_sends_the_code_bare() -> None:
    assert (await get(APP, "/api/status/405?strict=0")).get("allow") is None
    assert (await get(APP, "/api/status/206?strict=0")).get("content-range") is None


async def test_a_cacheable_summary_varies() -> None:
    reply = await get(APP, "/api/status/200?cache=max-age=60")
    assert (reply.get("cache-control"), reply.get("vary")) == ("max-age=60", "accept")
    assert (await get(APP, "/api/status/200?cache=max-age=60&body=x")).get("vary") is None


async def test_a_405_does_not_allow_a_method_of_its_own() -> None:
    assert "BREW" not in ((await get(APP, "/api/status/405", method="BREW")).get("allow") or "")


def conditions(*lines: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"headers": list(lines)}


async def test_a_matching_validator_makes_304() -> None:
    reply = await get(APP, '/api/status/200?etag="v1"&body=x', **conditions((b"if-none-match", b'"v1"')))
    assert (reply.status, reply.content, reply.get("etag")) == (304, b"", '"v1"')
    assert reply.get("x-simulated-status") == "200"


async def test_a_failed_precondition_makes_412_with_a_summary() -> None:
    reply = await get(APP, '/api/status/200?etag="v1"&body=x', **conditions((b"if-match", b'"v2"')))
    assert reply.status == 412
    assert reply.json()["sent"]["final"] == 412


async def test_a_range_makes_206() -> None:
    reply = await get(APP, "/api/status/200?size=100", **conditions((b"range", b"bytes=26-28")))
    assert (reply.status, reply.content) == (206, b"abc")
    assert reply.get("content-range") == "bytes 26-28/100"
    assert reply.get("content-length") == "3"


async def test_several_ranges_make_a_multipart() -> None:
    reply = await get(APP, "/api/status/200?body=0123456789", **conditions((b"range", b"bytes=0-1,5-6")))
    assert reply.status == 206
    assert (reply.get("content-type") or "").startswith("multipart/byteranges; boundary=")
    assert reply.get("content-range") is None
    assert b"Content-Range: bytes 0-1/10\r\n\r\n01\r\n" in reply.content
    assert b"Content-Range: bytes 5-6/10\r\n\r\n56\r\n" in reply.content
    assert reply.get("content-length") == str(len(reply.content))
    filler = await get(APP, "/api/status/200?size=52", **conditions((b"range", b"bytes=0-1,30-31")))
    assert b"\r\n\r\nef\r\n" in filler.content


async def test_a_range_beyond_makes_416() -> None:
    reply = await get(APP, "/api/status/200?size=100", **conditions((b"range", b"bytes=200-")))
    assert (reply.status, reply.get("content-range")) == (416, "bytes */100")
    assert reply.json()["sent"]["final"] == 416


async def test_conditions_change_no_other_code_and_no_bare_one() -> None:
    for spec in ("503?etag=v", "200?etag=v&strict=0", "200?seed=1"):
        reply = await get(APP, f"/api/status/{spec}", **conditions((b"if-none-match", b"*")))
        assert reply.status == int(spec[:3])


async def test_a_206_asked_for_by_its_number_is_all_of_it() -> None:
    reply = await get(APP, "/api/status/206")
    length = len(reply.content)
    assert reply.get("content-range") == f"bytes 0-{length - 1}/{length}"
    assert (await get(APP, "/api/status/206?body=")).get("content-range") is None
    assert (await get(APP, "/api/status/206?header=Content-Range:x")).get("content-range") == "x"


@pytest.mark.parametrize("code", [code for code, status in REGISTRY.items() if status.final and code != 101])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
async def test_every_code_is_answered_to_every_method(code: int, method: str) -> None:
    reply = await get(APP, f"/api/status/{code}?strict={int(code < 600)}", method=method)
    assert reply.status == code
    assert reply.complete
    assert reply.get("x-simulated-status") == str(code)
