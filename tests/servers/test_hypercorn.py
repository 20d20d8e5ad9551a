import asyncio
import importlib.metadata
import runpy
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import hypercorn.asyncio
import pytest
from hypercorn.asyncio.worker_context import WorkerContext
from hypercorn.config import Config
from hypercorn.protocol.h11 import H11Protocol
from hypercorn.protocol.http_stream import HTTPStream
from hypercorn.utils import is_asgi

import interim.servers.hypercorn
from interim.asgi.channel import CHANNEL, Pushed
from interim.errors import UnsupportedServer
from interim.servers.hypercorn import _finish, with_interim
from tests.fakes.channel import FakeChannel
from tests.servers.contract import Http1Contract, Http2Contract, Running
from tests.servers.wire import SOON_S, Http1, Part, small_server

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def hypercorn_serving(part: Part) -> AsyncIterator[Running]:
    sock = small_server()
    port = sock.getsockname()[1]
    config = Config()
    # hypercorn makes a socket of its own of the number, and closes it.
    config.bind = [f"fd://{sock.detach()}"]
    config.accesslog = None
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        server = group.create_task(hypercorn.asyncio.serve(with_interim(part.app), config, shutdown_trigger=stop.wait))
        yield Running(port=port, stop=stop.set, stopped=server)
        stop.set()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class TestHypercornHttp1(Http1Contract):
    server = "hypercorn"

    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        return hypercorn_serving(part)


class TestHypercornHttp2(Http2Contract):
    def serving(self, part: Part) -> AbstractAsyncContextManager[Running]:
        return hypercorn_serving(part)


def test_hypercorn_takes_the_wrapped_application_for_asgi() -> None:
    assert is_asgi(with_interim(Part().app))


async def test_another_server_is_passed_through_with_one_warning(caplog: pytest.LogCaptureFixture) -> None:
    called = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        called.append(scope)

    async def send(message: Any) -> None:
        raise AssertionError(message)

    wrapped = with_interim(app)
    for _ in range(2):
        await wrapped({"type": "http"}, send, send)
    assert called == [{"type": "http"}] * 2
    (record,) = caplog.records
    assert "outermost" in record.getMessage()
    channel = FakeChannel()
    await wrapped(channel.scope(), send, send)
    assert called[-1]["extensions"][CHANNEL] is channel
    await wrapped({"type": "websocket"}, send, send)
    assert called[-1] == {"type": "websocket"}
    assert len(caplog.records) == 1


class _Elsewhere:
    """A server or a protocol that the adapter does not know."""

    async def stream_send(self, event: Any) -> None:
        raise AssertionError(event)

    protocol_send = stream_send


async def _call(http_version: str, stream_send: Any) -> None:
    """Call a wrapped application as hypercorn would whose stream sends through this."""
    unused: Any = None
    wrapped: Any = with_interim(Part().app)
    stream = HTTPStream(unused, Config(), WorkerContext(None), unused, False, None, None, stream_send, 1)
    await wrapped({"type": "http", "http_version": http_version}, stream.handle, stream.app_send)


async def test_http_3_is_refused() -> None:
    with pytest.raises(UnsupportedServer, match=r"hypercorn 0\.18.* HTTP/3.*quic-bind"):
        await _call("3", _Elsewhere().stream_send)


async def test_the_trio_worker_is_refused() -> None:
    unused: Any = None
    send = _Elsewhere().protocol_send
    protocol = H11Protocol(unused, Config(), WorkerContext(None), unused, unused, False, None, None, send)
    with pytest.raises(UnsupportedServer, match="--worker-class asyncio or uvloop"):
        await _call("1.1", protocol.stream_send)


async def test_content_sent_before_a_half_close_is_received_before_the_disconnect() -> None:
    part = Part()
    async with hypercorn_serving(part) as running, Http1.to(running.port) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 200000\r\n\r\n")
        held = await part.next()
        left = held.leave_event()
        client.send(b"c" * 200_000)
        client.half_close()
        async with asyncio.timeout(SOON_S):
            await left.wait()
            content = b""
            while (message := await held.receive())["type"] == "http.request":
                content += message["body"]
        assert len(content) == 200_000
        held.done.set()


async def test_a_request_whose_client_left_before_it_began_is_told_of_at_once() -> None:
    part = Part()
    async with hypercorn_serving(part) as running, Http1.to(running.port) as client:
        client.get("/first")
        client.get("/second")
        first = await part.next()
        left = first.leave_event()
        client.half_close()
        async with asyncio.timeout(SOON_S):
            await left.wait()
        await first.answer()
        second = await part.next()
        assert second.scope["path"] == "/second"
        assert second.channel.push(102) is Pushed.GONE
        async with asyncio.timeout(SOON_S):
            await second.leave_event().wait()
            while (await second.receive())["type"] != "http.disconnect":
                pass
        second.done.set()


async def test_a_client_that_leaves_behind_unread_content_is_told_of() -> None:
    part = Part()
    async with hypercorn_serving(part) as running, Http1.to(running.port) as client:
        client.send(b"POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nc\r\n" * 30)
        held = await part.next()
        left = held.leave_event()
        client.send(b"1\r\nc\r\n")
        client.close()
        async with asyncio.timeout(SOON_S):
            await left.wait()
        held.done.set()


async def test_a_busy_connection_drops_an_interim_response_and_stays_in_order() -> None:
    lock = asyncio.Lock()
    await lock.acquire()
    assert not _finish(lock.acquire())
    lock.release()
    assert _finish(lock.acquire())


def test_another_version_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda package: "0.17.3")
    with pytest.raises(UnsupportedServer, match=r"hypercorn >=0\.18,<0\.19, found 0\.17\.3; run: pip install"):
        runpy.run_path(interim.servers.hypercorn.__file__)
