from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from interim.simulator import Config, create_app
from interim.simulator.table import MemoryTable
from tests.fakes.asgi import get

APP = create_app()


@pytest.mark.parametrize("target", ["/api/status/503", "/status/503", "/status/503/api/users/7", "/api/status/503/%zz"])
async def test_the_tail_of_a_path_is_ignored(target: str) -> None:
    assert (await get(APP, target)).status == 503


@pytest.mark.parametrize("target", ["/nothing", "/api/statu", "/api", "//api/status/200"])
async def test_an_unknown_path_is_404_with_links(target: str) -> None:
    reply = await get(APP, target)
    assert reply.status == 404
    assert reply.get("content-type") == "application/problem+json"
    assert reply.get("x-simulated-status") is None
    assert reply.json()["links"]["status"] == "/api/status/200"


@pytest.mark.parametrize(
    "target", ["/status/5,7", "/status/99999", "/api/status/", "/api/status/%zz", "/status/200?x=1"]
)
async def test_bad_input_is_400_and_names_what(target: str) -> None:
    reply = await get(APP, target)
    problem = reply.json()
    assert (reply.status, problem["status"]) == (400, 400)
    assert problem["parameter"]
    assert "got" in problem
    assert problem["allowed"]
    assert reply.get("cache-control") == "no-store"


async def test_a_long_bad_value_is_not_given_back_whole() -> None:
    reply = await get(APP, "/api/status/" + "5" * 5000)
    assert reply.status == 400
    assert len(reply.json()["got"]) < 300


async def test_it_can_be_mounted() -> None:
    outer: Any = Starlette(routes=[Mount("/sim", app=APP)])
    reply = await get(outer, "/sim/api/status/302")
    assert (reply.status, reply.get("location")) == (302, "/sim/api/status/200")
    assert (await get(outer, "/sim/nothing")).json()["links"]["status"] == "/sim/api/status/200"


async def test_its_life_opens_nothing_and_closes_what_was_opened() -> None:
    app = create_app(Config())
    assert isinstance(app.site.table, MemoryTable)
    incoming = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return incoming.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app({"type": "lifespan"}, receive, send)
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    app.site.close()
