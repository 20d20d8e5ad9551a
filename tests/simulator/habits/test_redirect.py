"""Chains of redirects."""

import pytest

from interim.simulator import create_app
from tests.fakes.asgi import get

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("count", "location"), [("1", "/anything"), ("2", "/redirect/1"), ("100", "/redirect/99")])
async def test_a_redirect_leads_to_the_next_and_the_last_to_anything(count: str, location: str) -> None:
    reply = await get(create_app(), f"/redirect/{count}")
    assert (reply.status, reply.get("location")) == (302, location)
    assert reply.get("x-simulated-status") == "302"


@pytest.mark.parametrize("count", ["0", "101", "-1", "x", "", "1e1", "%FF", "//evil.example"])
async def test_a_chain_of_no_number_or_too_many_is_400_and_named(count: str) -> None:
    reply = await get(create_app(), f"/redirect/{count}")
    assert (reply.status, reply.json()["parameter"]) == (400, "redirect")
