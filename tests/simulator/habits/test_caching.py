"""Validators and conditions."""

import pytest

from interim.simulator import create_app
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio


async def test_cache_gives_validators() -> None:
    reply = await get(create_app(), "/cache")
    assert (reply.status, reply.get("etag")) == (200, '"interim"')
    assert reply.get("last-modified")
    assert reply.get("cache-control") is None


@pytest.mark.parametrize("name", [b"if-none-match", b"if-modified-since"])
async def test_cache_is_304_to_any_condition(name: bytes) -> None:
    reply = await get(create_app(), "/cache", headers=[(name, b"whatever")])
    assert (reply.status, reply.content, reply.get("content-length")) == (304, b"", None)
    assert reply.get("etag") == '"interim"', "RFC 9110 §15.4.5"


async def test_cache_for_so_long_says_so() -> None:
    reply = await get(create_app(), "/cache/60")
    assert (reply.status, reply.get("cache-control")) == (200, "public, max-age=60")


@pytest.mark.parametrize("length", ["", "x", "-1", "1.5", "1" * 10])
async def test_cache_for_no_number_is_400_and_named(length: str) -> None:
    reply = await get(create_app(), f"/cache/{length}")
    assert (reply.status, reply.json()["parameter"]) == (400, "cache")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 200),
        ([(b"if-none-match", b'"v1"')], 304),
        ([(b"if-none-match", b'W/"v1"')], 304),
        ([(b"if-none-match", b'"v2"')], 200),
        ([(b"if-match", b'"v1"')], 200),
        ([(b"if-match", b'"v2"')], 412),
        ([(b"range", b"bytes=0-1")], 200),
    ],
)
async def test_etag_answers_conditions(headers: list[tuple[bytes, bytes]], status: int) -> None:
    reply = await get(create_app(), "/etag/v1", headers=headers)
    assert (reply.status, reply.get("etag")) == (status, '"v1"')
    assert bool(reply.content) == (status == 200)


@pytest.mark.parametrize(
    ("path", "etag"), [("%22a%20%22", None), ("W/%22a%22", 'W/"a"'), ("%22a%22", '"a"'), ("a/b", '"a/b"')]
)
async def test_etag_takes_a_whole_entity_tag_too(path: str, etag: str | None) -> None:
    reply = await get(create_app(), f"/etag/{path}")
    assert (reply.status, reply.get("etag")) == ((200, etag) if etag else (400, None))


@pytest.mark.parametrize("path", ["", "%22", "%0d%0aset-cookie:x", "%C3%A4", "%FF"])
async def test_what_is_no_entity_tag_is_400_and_named(path: str) -> None:
    reply = await get(create_app(), f"/etag/{path}")
    assert (reply.status, reply.json()["parameter"]) == (400, "etag")
