"""Endpoints of each framework, held, without a server."""

import asyncio
import functools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from fastapi import BackgroundTasks, FastAPI
from litestar import Litestar, Response as LitestarResponse, asgi, post
from litestar.background_tasks import BackgroundTask
from litestar.controller import Controller
from litestar.datastructures import Cookie
from litestar.params import FromQuery
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.routing import Route

from interim import Operations
from interim.operations.held_response import _response_class

App = Callable[[Any, Any, Any], Awaitable[None]]


def made(tmp_path: Path) -> tuple[Operations, Any]:
    operations = Operations(f"sqlite:///{tmp_path / 'operations.db'}", synchronous="normal", drain_s=0)

    @operations.operation
    async def double(number: int) -> int:
        if not number:
            await asyncio.Event().wait()
        return 2 * number

    return operations, double


@asynccontextmanager
async def client_of(app: Any, operations: Operations) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        operations.lifespan(),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        yield client


async def test_what_is_to_run_after_a_response_of_fastapi_runs_after_the_answer(tmp_path: Path) -> None:
    operations, double = made(tmp_path)
    app = FastAPI()
    ran: list[str] = []

    @app.post("/async")
    @operations.hold()
    async def post_async(tasks: BackgroundTasks) -> object:
        tasks.add_task(ran.append, "afterwards")
        return double.start(number=4)

    async with client_of(app, operations) as client:
        answer = await client.post("/async")
        assert (answer.status_code, answer.json()) == (200, 8)
        assert ran == ["afterwards"]


async def test_fields_that_are_added_to_the_response_go_out_with_the_answer(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    def seen(endpoint: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(endpoint)
        def mark(*arguments: Any, **named: Any) -> Any:
            response = endpoint(*arguments, **named)
            response.set_cookie("seen", "yes")
            return response

        return mark

    @seen
    @operations.hold()
    def post_sync(request: Request) -> object:
        return double.start(number=0)

    async with client_of(Starlette(routes=[Route("/", post_sync, methods=["POST"])]), operations) as client:
        answer = await client.post("/", headers={"Prefer": "respond-async"})
        assert answer.status_code == 202
        assert answer.headers["set-cookie"].startswith("seen=yes")
        assert answer.headers.get_list("content-type") == ["application/json"]
        assert len(answer.headers.get_list("content-length")) == 1


async def test_an_endpoint_that_starts_nothing_answers_for_itself(tmp_path: Path) -> None:
    operations, _ = made(tmp_path)
    app = FastAPI()

    @app.post("/async")
    @operations.hold()
    async def post_async() -> dict[str, str]:
        return {"by": "itself"}

    @app.post("/sync")
    @operations.hold()
    def post_sync() -> dict[str, str]:
        return {"by": "itself"}

    async with client_of(app, operations) as client:
        for path in ("/async", "/sync"):
            assert (await client.post(path)).json() == {"by": "itself"}


async def test_an_endpoint_of_starlette_may_be_a_class(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    class Double(HTTPEndpoint):
        @operations.hold()
        async def post(self, request: Request) -> object:
            return double.start(number=int(request.query_params["number"]))

        @operations.hold()
        def put(self, request: Request) -> object:
            return double.start(number=5)

    async with client_of(Starlette(routes=[Route("/", Double)]), operations) as client:
        assert (await client.post("/?number=3")).json() == 6
        assert (await client.put("/")).json() == 10


async def test_fields_and_cookies_of_litestar_go_out_with_the_answer(tmp_path: Path) -> None:
    operations, double = made(tmp_path)
    ran = []

    async def note() -> None:
        ran.append("afterwards")

    async def tag(response: Any) -> Any:
        response.headers["x-after"] = "yes"
        return response

    class Doubles(Controller):
        path = "/doubles"

        @post("/", status_code=200, background=BackgroundTask(note), response_cookies=[Cookie(key="seen", value="yes")])
        @operations.hold()
        async def post_one(self, number: FromQuery[int]) -> object:
            return double.start(number=number)

        @post("/sync", status_code=200, sync_to_thread=True)
        @operations.hold()
        def post_sync(self, number: FromQuery[int]) -> object:
            return double.start(number=number) if number else LitestarResponse("none", status_code=404)

    app = Litestar(
        [Doubles, asgi("/operations", is_mount=True, copy_scope=False)(operations.monitor_app())],
        response_headers={"x-layer": "yes"},
        after_request=tag,
        openapi_config=None,
    )
    async with client_of(app, operations) as client:
        answer = await client.post("/doubles?number=7")
        assert (answer.status_code, answer.json()) == (200, 14)
        assert answer.headers["set-cookie"].startswith("seen=yes")
        assert (answer.headers["x-layer"], answer.headers["x-after"]) == ("yes", "yes")
        assert answer.headers.get_list("content-length") == ["2"]
        assert ran == ["afterwards"]
        assert (await client.post("/doubles/sync?number=2")).json() == 4
        assert (await client.post("/doubles/sync?number=0")).status_code == 404
        accepted = await client.post("/doubles?number=0", headers={"Prefer": "respond-async"})
        assert (await client.get(accepted.headers["location"])).json()["id"] in accepted.headers["location"]


async def test_where_litestar_alone_is_in_use_the_response_is_one_of_it() -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 202, "headers": [(b"a", b"1")]})
        await send({"type": "http.response.body", "body": b""})

    response = _response_class(has_starlette=False, has_litestar=True)(answer)
    assert isinstance(response, LitestarResponse)
    response.headers["X-After"] = "yes"
    response.set_cookie(Cookie(key="own", value="1"))
    made_for_no_request: Any = None
    cookies = [Cookie(key="layer", value="1"), Cookie(key="documented", documentation_only=True)]
    app: Any = response.to_asgi_response(None, made_for_no_request, headers={"X-Layer": "yes"}, cookies=cookies)
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await app({"type": "http"}, None, send)
    assert [name for name, _ in sent[0]["headers"]] == [b"a", b"x-layer", b"x-after", b"set-cookie", b"set-cookie"]
    assert len(sent) == 2


async def test_raw_asgi_applications_may_be_functions_and_objects(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    @operations.hold()
    async def function(scope: Any, receive: Any, send: Any) -> object:
        return double.start(number=1)

    class Application:
        @operations.hold()
        async def __call__(self, scope: Any, receive: Any, send: Any) -> object:
            return double.start(number=2)

    for app, doubled in ((function, 2), (Application(), 4), (operations.hold()(Application()), 4)):
        async with client_of(app, operations) as client:
            assert (await client.post("/")).json() == doubled
