"""A server in a thread: it starts, serves, drains and stops; the adapters are exercised in this process."""

import asyncio
import socket
import threading
from typing import Any

import pytest

from interim.asgi.channel import Pushed, channel_of
from interim.asgi.interim import send_interim
from interim.errors import InterimError
from interim.servers.listen import CannotBind
from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer


async def hello(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        send_interim(scope, 102)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await send({"type": "http.response.body", "body": b"hello"})


def exchange(port: int, target: str = "/") -> bytes:
    with socket.create_connection(("127.0.0.1", port), 5) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while data := sock.recv(65536):
            received += data
        return received


def options(**more: Any) -> ServerOptions:
    return ServerOptions(**{"port": 0, "access_log": False, "log_level": "critical", "graceful_s": 2, **more})


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("loop", ["auto", "asyncio"])
def test_it_serves_for_the_length_of_a_with(http2: bool, loop: str) -> None:
    with ThreadServer(hello, options(http2=http2, loop=loop)) as server:
        assert server.url == f"http://127.0.0.1:{server.port}"
        received = exchange(server.port)
        assert received.startswith(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n")
        assert received.endswith(b"hello")
    with pytest.raises(ConnectionRefusedError):
        exchange(server.port)


def test_it_serves_without_options() -> None:
    with ThreadServer(hello) as server:
        assert b"102 Processing" in exchange(server.port)


def test_two_run_side_by_side() -> None:
    with ThreadServer(hello) as one, ThreadServer(hello) as other:
        assert one.port != other.port
        assert exchange(one.port).endswith(b"hello")
        assert exchange(other.port).endswith(b"hello")


def test_a_held_request_is_drained_and_answered_at_the_end() -> None:
    held = threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        channel = channel_of(scope)
        assert channel is not None
        drained = asyncio.Event()
        channel.on_drain(drained.set)
        held.set()
        async with asyncio.timeout(5):
            await drained.wait()
        await hello(scope, receive, send)

    received: list[bytes] = []
    with ThreadServer(app, options()) as server:
        client = threading.Thread(target=lambda: received.append(exchange(server.port)))
        client.start()
        assert held.wait(5)
    client.join(5)
    assert received[0].startswith(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n")


def test_a_taken_port_is_said_before_it_starts() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(CannotBind, match="the port is in use"),
    ):
        ThreadServer(hello, options(port=taken.getsockname()[1]))


def test_an_application_that_fails_to_start_is_an_error() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no"})

    with pytest.raises(InterimError, match="did not start"), ThreadServer(app, options()):
        pass


def test_a_server_that_does_not_stop_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interim.servers.thread._STOP_S", 0.2)
    held, release = threading.Event(), threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            held.set()
            release.wait(10)

    def stop() -> None:
        with ThreadServer(app, options(graceful_s=0)) as server:
            sock = socket.create_connection(("127.0.0.1", server.port), 5)
            sock.sendall(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n")
            sock.close()
            assert held.wait(5)

    try:
        with pytest.raises(InterimError, match="did not stop"):
            stop()
    finally:
        release.set()


@pytest.mark.parametrize("leave", ["close", "stay"])
def test_a_callback_that_fails_is_logged_and_others_are_called(leave: str) -> None:
    told = threading.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        channel = channel_of(scope)
        assert channel is not None

        def fail() -> None:
            raise ValueError("on purpose")

        done = asyncio.Event()
        for register in (channel.on_leave, channel.on_drain):
            register(fail)
            register(done.set)
        register(told.set)
        async with asyncio.timeout(5):
            await done.wait()
        if leave == "close":
            assert channel.push(102) is Pushed.GONE
            told.set()
        else:
            await hello(scope, receive, send)

    with ThreadServer(app, options()) as server:
        sock = socket.create_connection(("127.0.0.1", server.port), 5)
        sock.sendall(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n")
        if leave == "close":
            sock.close()
            assert told.wait(5)
    if leave == "stay":
        assert told.wait(5)
        with sock:
            assert sock.recv(65536).startswith(b"HTTP/1.1 102")


@pytest.mark.parametrize("status", [1000, 99, -1, "200", None])
def test_a_status_that_no_status_line_has_is_500(status: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": status})

    with ThreadServer(app, options()) as server:
        assert exchange(server.port).startswith(b"HTTP/1.1 500 ")
