import asyncio
import importlib.metadata
import os
import runpy
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import SimpleNamespace

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

import interim.servers.gunicorn
from interim.asgi.channel import Pushed, channel_of
from interim.errors import UnsupportedServer
from interim.servers.gunicorn import InterimWorker
from tests.servers.contract import Http1Contract, Http2Contract, Running
from tests.servers.wire import SOON_S, Http1, Part, small_server

pytestmark = pytest.mark.anyio

_KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="


@asynccontextmanager
async def gunicorn_serving(part: Part, *, parent: int | None = None) -> AsyncIterator[Running]:
    sock = small_server()
    config = Config()
    config.set("http_protocols", "h1,h2")
    config.set("http2_cleartext", "both")
    config.set("graceful_timeout", 3)
    config.set("asgi_disconnect_grace_period", 1)
    worker = InterimWorker(1, parent or os.getppid(), [SimpleNamespace(sock=sock)], None, 30, config, Logger(config))
    worker.asgi = part.app
    worker.loop = asyncio.get_running_loop()
    try:
        async with asyncio.TaskGroup() as group:
            server = group.create_task(worker._serve())
            yield Running(
                port=sock.getsockname()[1], stop=worker.handle_exit_signal, stopped=server, drain=worker.drain
            )
            worker.alive = False
            # Its main loop sleeps for a second at a time, and takes this for the end of it.
            server.cancel()
    finally:
        worker.tmp.close()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class TestGunicornHttp1(Http1Contract):
    server = "gunicorn"

    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        return gunicorn_serving(part)


class TestGunicornHttp2(Http2Contract):
    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        return gunicorn_serving(part)


@pytest.mark.parametrize("asked_first", [True, False], ids=["gunicorn sends it", "the application sends it"])
async def test_100_is_sent_once(asked_first: bool) -> None:
    part = Part()
    async with gunicorn_serving(part) as running, Http1.to(running.port) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
        held = await part.next()
        if not asked_first:
            assert held.channel.push(100) is Pushed.SENT
        async with asyncio.TaskGroup() as group:
            receiving = group.create_task(held.receive())
            assert await client.head() == b"HTTP/1.1 100 Continue\r\n\r\n"
            client.send(b"c")
        assert receiving.result()["body"] == b"c"
        await held.answer()
        assert await client.status() == 200


async def test_a_websocket_passes_through() -> None:
    part = Part()
    async with gunicorn_serving(part) as running, Http1.to(running.port) as client:
        client.get("/", "1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", _KEY)
        held = await part.next()
        assert held.scope["type"] == "websocket"
        assert channel_of(held.scope) is None
        assert (await held.receive())["type"] == "websocket.connect"
        await held.send({"type": "websocket.accept"})
        assert await client.status() == 101
        client.close()
        held.done.set()


async def test_a_stop_from_another_thread_drains() -> None:
    part = Part()
    async with gunicorn_serving(part) as running, Http1.to(running.port) as client:
        client.get()
        held = await part.next()
        drain = held.drain_event()
        await asyncio.to_thread(running.stop)
        async with asyncio.timeout(SOON_S):
            await drain.wait()
        await held.answer()
        assert await client.status() == 200


async def test_a_worker_that_lost_its_parent_drains() -> None:
    part = Part()
    async with gunicorn_serving(part, parent=1) as running:
        await running.stopped
        assert running.drain is not None
        assert running.drain.begun


def test_a_stop_before_the_loop_runs_is_only_noted() -> None:
    config = Config()
    worker = InterimWorker(1, 1, [], None, 30, config, Logger(config))
    worker.alive = False
    assert not worker.alive
    worker.tmp.close()


def test_uwsgi_is_refused() -> None:
    config = Config()
    InterimWorker.check_config(config, Logger(config))
    config.set("protocol", "uwsgi")
    with pytest.raises(UnsupportedServer, match="--protocol http"):
        InterimWorker.check_config(config, Logger(config))


def test_another_version_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda package: "26.1")
    with pytest.raises(UnsupportedServer, match=r"gunicorn >=27\.0,<28, found 26\.1; run: pip install"):
        runpy.run_path(interim.servers.gunicorn.__file__)
