"""Applications without a lifespan, wrapped."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from interim import Operations
from interim.operations.wrapped import Wrapped


def wrapped(url: str) -> Wrapped:
    operations = Operations(url, synchronous="normal", drain_s=0)

    @operations.operation
    async def double(number: int) -> int:
        if not number:
            await asyncio.Event().wait()
        return 2 * number

    @operations.hold()
    async def app(scope: Any, receive: Any, send: Any) -> object:
        return double.start(number=0 if b"prefer" in dict(scope["headers"]) else 4)

    return operations.wrap(app)


class Lifespan:
    """What a server does: it starts the application, and ends it when told."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def run(self) -> None:
        await self._app({"type": "lifespan"}, self._said.get, self.heard.put)

    async def say(self, kind: str) -> dict[str, Any]:
        await self._said.put({"type": f"lifespan.{kind}"})
        async with asyncio.timeout(15):
            return await self.heard.get()


async def test_operations_and_their_monitor_are_around_an_application(tmp_path: Path) -> None:
    app = wrapped(f"sqlite:///{tmp_path / 'operations.db'}")
    lifespan = Lifespan(app)
    async with (
        asyncio.TaskGroup() as group,
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        group.create_task(lifespan.run())
        assert await lifespan.say("startup") == {"type": "lifespan.startup.complete"}
        assert (await client.post("/double")).json() == 8
        accepted = await client.post("/operationsish", headers={"Prefer": "respond-async"})
        assert accepted.status_code == 202
        shown = await client.get(accepted.headers["location"], headers={"Prefer": "wait=0"})
        assert shown.json()["id"] == accepted.json()["id"]
        assert (await client.get("/operations")).status_code == 403
        assert await lifespan.say("shutdown") == {"type": "lifespan.shutdown.complete"}


async def test_a_file_that_cannot_be_used_is_told_to_the_server(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("this is no database, and it is longer than the head of one would be" * 20)
    lifespan = Lifespan(wrapped(f"sqlite:///{tmp_path / 'text'}"))
    async with asyncio.TaskGroup() as group:
        group.create_task(lifespan.run())
        message = await lifespan.say("startup")
    assert message["type"] == "lifespan.startup.failed"
    assert "text" in message["message"]


@pytest.mark.parametrize("root", ["", "/below"])
async def test_a_root_path_is_before_the_path_of_the_monitor(tmp_path: Path, root: str) -> None:
    app = wrapped(f"sqlite:///{tmp_path / 'operations.db'}")
    lifespan = Lifespan(app)
    transport = httpx.ASGITransport(app, root_path=root)
    async with (
        asyncio.TaskGroup() as group,
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        group.create_task(lifespan.run())
        await lifespan.say("startup")
        accepted = await client.post(f"{root}/double", headers={"Prefer": "respond-async"})
        assert accepted.headers["location"].startswith(f"{root}/operations/")
        shown = await client.get(accepted.headers["location"])
        assert shown.headers["link"].startswith(f"<{accepted.headers['location']}>")
        await lifespan.say("shutdown")
