"""The registry as JSON."""

import pytest

from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY, REGISTRY_DATE
from interim.simulator import create_app
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio


async def test_the_registry_is_given_whole_and_in_order() -> None:
    reply = await get(create_app(), "/api/codes")
    document = reply.json()
    assert [code["code"] for code in document["codes"]] == list(REGISTRY)
    assert document["updated"] == REGISTRY_DATE
    assert reply.get("access-control-allow-origin") == "*"


@pytest.mark.parametrize("code", [102, 404, 599])
async def test_a_code_is_given_as_the_registry_has_it_and_with_its_prose(code: int) -> None:
    reply = await get(create_app(), f"/api/codes/{code}")
    assert reply.json() == REGISTRY[code].to_json() | {"prose": PROSE[code].to_json()}


async def test_an_unknown_code_is_404_with_the_nearest() -> None:
    reply = await get(create_app(), "/api/codes/299")
    assert (reply.status, reply.get("content-type")) == (404, "application/problem+json")
    assert reply.json()["nearest"] == [300, 301, 302]


@pytest.mark.parametrize("text", ["", "abc", "12", "1000", "%D9%A4%D9%A0%D9%A4", "4.4", "-12", "404/x"])
async def test_what_is_no_code_is_400_and_named(text: str) -> None:
    reply = await get(create_app(), f"/api/codes/{text}")
    assert (reply.status, reply.json()["parameter"]) == (400, "code")
