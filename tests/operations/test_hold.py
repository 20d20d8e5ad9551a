"""The decorator on endpoints of each kind."""

import asyncio
import inspect
from pathlib import Path
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Depends, FastAPI, HTTPException, Query
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request as StarletteRequest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from interim.errors import InvalidInput
from tests.fakes.asgi import ask, scope_of
from tests.fakes.held_requests import gated, running


def client(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_endpoints_of_fastapi_keep_what_they_are_called_with(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        gate = gated(operations)
        gate.open.set()
        app = FastAPI()

        def limit(pages: Annotated[int, Query(ge=1)] = 1) -> int:
            return pages

        @app.post("/render")
        @operations.hold()
        async def render(pages: Annotated[int, Depends(limit)]) -> object:
            """Draw it."""
            return gate.work.start(number=pages)

        @app.post("/plain")
        @operations.hold()
        def plain(pages: int = 1) -> object:
            return gate.work.start(number=pages)

        @app.post("/refuse")
        @operations.hold()
        async def refuse() -> object:
            raise HTTPException(418)

        @app.post("/other")
        @operations.hold()
        async def other() -> dict[str, int]:
            return {"own": 1}

        async with client(app) as asking:
            for path in ("/render", "/plain"):
                answer = await asking.post(path, params={"pages": 3})
                assert (answer.status_code, answer.json()) == (200, {"done": True}), path
                assert answer.headers.get_list("content-type") == ["application/json"]
            assert (await asking.post("/render", params={"pages": 0})).status_code == 422
            assert (await asking.post("/refuse")).status_code == 418
            assert (await asking.post("/other")).json() == {"own": 1}
            document = (await asking.get("/openapi.json")).json()
        assert document["paths"]["/render"]["post"]["description"] == "Draw it."
        assert "201" not in document["paths"]["/render"]["post"]["responses"]


async def test_endpoints_of_starlette_are_held(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        gate = gated(operations)
        gate.open.set()
        done = asyncio.Event()

        @operations.hold()
        async def render(request: StarletteRequest) -> Any:
            if "refuse" in request.query_params:
                return PlainTextResponse("no", 403, background=BackgroundTask(done.set))
            return gate.work.start()

        @operations.hold()
        def plain(request: StarletteRequest) -> Any:
            return gate.work.start()

        app = Starlette(routes=[Route("/render", render, methods=["POST"]), Route("/plain", plain, methods=["POST"])])
        async with client(app) as asking:
            assert (await asking.post("/render")).json() == {"done": True}
            assert (await asking.post("/plain")).json() == {"done": True}
            assert (await asking.post("/render?refuse")).status_code == 403
        assert done.is_set()


async def test_a_method_may_be_an_endpoint(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        gate = gated(operations)
        gate.open.set()

        class App:
            @operations.hold()
            async def serve(self, scope: Any, receive: Any, send: Any) -> Any:
                return gate.work.start()

        app = App()
        assert (await ask(app.serve, scope_of("/", method="POST"))).json() == {"done": True}


async def test_an_endpoint_may_answer_by_itself(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:

        @operations.hold()
        async def app(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        assert (await ask(app, scope_of("/", method="POST"))).status == 204


async def test_a_wrapped_endpoint_says_nothing_of_what_it_returns(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:

        @operations.hold()
        async def told(pages: int) -> dict[str, int]:
            """Say so."""
            return {}

        @operations.hold()
        async def silent(pages: int):  # type: ignore[no-untyped-def]
            return {}

        assert inspect.signature(told).return_annotation is Any
        assert told.__annotations__ == {"pages": int, "return": Any}
        assert (told.__name__, told.__doc__) == ("told", "Say so.")
        assert inspect.signature(silent).return_annotation is inspect.Signature.empty
        assert inspect.iscoroutinefunction(told)


async def test_settings_are_looked_at_where_they_are_written(tmp_path: Path) -> None:
    async with running(tmp_path) as operations:
        with pytest.raises(InvalidInput, match="idempotency"):
            operations.hold(idempotency="sometimes")  # type: ignore[arg-type]
        with pytest.raises(InvalidInput, match="colour"):
            operations.hold(colour="red")
        with pytest.raises(InvalidInput, match="every_s"):
            operations.hold(every=0)
