"""Views of Django, held. What a server does with them is in tests/e2e/examples."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import django
import httpx
import pytest
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
from django.views import View

from interim import Operations, UnsupportedServer
from interim.operations.operation import Operation, State
from interim.operations.outcome import Answer
from tests.fakes.held_requests import Request

if not settings.configured:
    settings.configure(SECRET_KEY="of a test")  # noqa: S106
    django.setup()


def made(tmp_path: Path) -> tuple[Operations, Any]:
    operations = Operations(f"sqlite:///{tmp_path / 'operations.db'}", synchronous="normal", drain_s=0)

    @operations.operation
    async def double(number: int) -> int:
        if not number:
            await asyncio.Event().wait()
        return 2 * number

    return operations, double


@asynccontextmanager
async def client_of(view: Callable[..., Any], operations: Operations) -> AsyncIterator[httpx.AsyncClient]:
    with override_settings(ROOT_URLCONF=(path("double", view),), ALLOWED_HOSTS=["test"], MIDDLEWARE=[]):
        transport = httpx.ASGITransport(operations.wrap(get_asgi_application()))
        async with operations.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def test_an_asynchronous_view_is_held(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    @operations.hold()
    async def view(request: HttpRequest) -> object:
        return double.start(number=0 if "Prefer" in request.headers else 4)

    async with client_of(view, operations) as client:
        answer = await client.post("/double")
        assert (answer.status_code, answer.json()) == (200, 8)
        assert answer.headers.get_list("content-type") == ["application/json"]
        accepted = await client.post("/double", headers={"Prefer": "respond-async"})
        assert accepted.status_code == 202
        assert (await client.get(accepted.headers["location"])).status_code == 200


async def test_a_synchronous_view_is_held_in_its_thread(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    @operations.hold()
    def view(request: HttpRequest) -> object:
        return double.start(number=5) if request.method == "POST" else HttpResponse("itself")

    async with client_of(view, operations) as client:
        assert (await client.post("/double")).json() == 10
        assert (await client.get("/double")).text == "itself"


async def test_a_view_may_be_a_class(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    class Double(View):  # type: ignore[misc]
        @operations.hold()
        async def post(self, request: HttpRequest) -> object:
            return double.start(number=6)

    async with client_of(Double.as_view(), operations) as client:
        assert (await client.post("/double")).json() == 12


def test_a_view_that_is_served_by_wsgi_is_told_what_to_do(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    @operations.hold()
    def view(request: HttpRequest) -> object:
        return double.start(number=5)

    with pytest.raises(UnsupportedServer, match="get_asgi_application"):
        view(RequestFactory().post("/double"))


async def test_several_fields_of_a_name_reach_the_client(tmp_path: Path) -> None:
    operations, _ = made(tmp_path)
    lines = (
        (b"set-cookie", b"a=1; Path=/; HttpOnly"),
        (b"set-cookie", b"b=2; Expires=Wed, 09 Jun 2027 10:18:14 GMT"),
        (b"link", b'</next>; rel="next"'),
        (b"content-type", b"text/csv"),
    )

    @operations.operation
    async def answer(status: int) -> Answer:
        return Answer(status=status, lines=lines, content=b"1;2" if status == 200 else b"")

    @operations.hold()
    async def view(request: HttpRequest) -> object:
        return answer.start(status=int(request.GET["status"]))

    async with client_of(view, operations) as client:
        full = await client.post("/double?status=200")
        assert full.content == b"1;2"
        assert full.headers.get_list("set-cookie") == [value.decode() for name, value in lines if name == b"set-cookie"]
        (link,) = full.headers.get_list("link")
        assert link.startswith('</next>; rel="next", </operations/')
        assert full.headers.get_list("content-type") == ["text/csv"]
        for status in (204, 304):
            empty = await client.post(f"/double?status={status}")
            assert (empty.status_code, empty.content, empty.headers.get("content-length")) == (status, b"", None)


async def test_a_response_is_delivered_when_django_has_sent_it(tmp_path: Path) -> None:
    operations, double = made(tmp_path)

    @operations.hold()
    async def view(request: HttpRequest) -> object:
        return double.start(number=1)

    async with client_of(view, operations) as client:
        answer = await client.post("/double")
        id_ = answer.links["status"]["url"].rpartition("/")[2]
        async with asyncio.timeout(15):
            while (await operations.get(id_)).delivered_at_ms is None:  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)


@pytest.mark.parametrize("has_channel", [True, False])
async def test_the_work_of_a_client_that_left_is_cancelled_where_that_is_wanted(
    tmp_path: Path, has_channel: bool
) -> None:
    operations, double = made(tmp_path)

    @operations.hold(cancel_on_disconnect=True)
    async def view(request: HttpRequest) -> object:
        return double.start(number=0)

    async with client_of(view, operations), asyncio.TaskGroup() as group:
        app = operations.wrap(get_asgi_application())
        request = Request(group, app, "/double", has_channel=has_channel)
        listed: list[Operation] = []
        async with asyncio.timeout(15):
            while not listed or listed[0].state is not State.RUNNING:
                listed = await operations.list_for("anonymous")
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.05)
        request.leave()
        await request.ended()
        ended = await operations.wait(listed[0].id, timeout_s=15)
        assert ended.state is State.CANCELLED
