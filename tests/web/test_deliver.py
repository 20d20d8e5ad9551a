"""What a good origin server does with a representation: codings, validators, 304, and a strict policy."""

from typing import Any

import pytest

from interim.web.deliver import POLICY, deliver, redirect
from interim.web.representation import Representation, represent
from tests.fakes.asgi import Reply, ask, scope_of

LONG = represent(b"hello " * 200, "text/html; charset=utf-8")
SHORT = represent(b"hello", "text/plain")


async def got(representation: Representation, **fields: str) -> Reply:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await deliver(scope, send, representation)

    return await ask(app, scope_of("/", headers=lines))


async def test_a_page_has_validator_policy_and_length() -> None:
    reply = await got(LONG)
    assert reply.status == 200
    assert reply.content == LONG.content
    assert reply.get("content-length") == str(len(LONG.content))
    assert reply.get("etag") == f'"{LONG.tag}"'
    assert reply.get("cache-control") == "no-cache"
    assert reply.get("vary") == "accept-encoding"
    assert reply.get("content-security-policy") == POLICY
    assert reply.get("x-content-type-options") == "nosniff"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=1.000", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("", False),
    ],
)
async def test_gzip_is_sent_to_those_who_take_it(accepted: str, packed: bool) -> None:
    reply = await got(LONG, accept_encoding=accepted)
    assert reply.get("content-encoding") == ("gzip" if packed else None)
    assert reply.content == (LONG.packed if packed else LONG.content)
    assert reply.get("etag") == LONG.etag(packed=packed).decode()


async def test_short_content_goes_out_as_it_is() -> None:
    reply = await got(SHORT, accept_encoding="gzip")
    assert reply.get("content-encoding") is None
    assert reply.content == b"hello"


@pytest.mark.parametrize(
    "tag", [f'"{LONG.tag}"', f'W/"{LONG.tag}"', f'"other", "{LONG.tag}"', f'"a,b","{LONG.tag}"', "*", " * "]
)
async def test_who_has_it_gets_304(tag: str) -> None:
    reply = await got(LONG, if_none_match=tag)
    assert reply.status == 304
    assert reply.content == b""
    assert reply.get("etag") == f'"{LONG.tag}"'
    assert reply.get("cache-control") == "no-cache"
    assert reply.get("vary") == "accept-encoding"
    assert reply.get("content-length") is None
    assert reply.get("content-type") is None


@pytest.mark.parametrize("tag", ['"other"', "", LONG.tag, f'"{LONG.tag}-gzip"', '"*"'])
async def test_who_has_another_gets_it_whole(tag: str) -> None:
    assert (await got(LONG, if_none_match=tag)).status == 200


async def test_each_coding_is_validated_by_its_own_tag() -> None:
    reply = await got(LONG, if_none_match=f'"{LONG.tag}-gzip"', accept_encoding="gzip")
    assert reply.status == 304
    assert (await got(LONG, if_none_match=f'"{LONG.tag}"', accept_encoding="gzip")).status == 200


async def test_an_error_page_has_no_validator_and_is_never_304() -> None:
    page = represent(b"gone", "text/html", status=404)
    reply = await got(page, if_none_match="*")
    assert reply.status == 404
    assert reply.get("etag") is None
    assert reply.get("vary") == "accept, accept-encoding"


async def test_further_fields_of_a_representation_are_sent() -> None:
    page = represent(b"x", "text/plain", lines=((b"content-disposition", b"attachment"),))
    assert (await got(page)).get("content-disposition") == "attachment"


async def test_a_redirect_names_the_place() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await redirect(send, "/codes/102", status=303)

    reply = await ask(app, scope_of("/"))
    assert reply.status == 303
    assert reply.get("location") == "/codes/102"
    assert reply.content == b""
