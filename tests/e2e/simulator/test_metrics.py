"""What a running simulator counts."""

import socket
from collections.abc import Iterator

import httpx
import pytest

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import create_app
from interim.simulator.config import Config

pytestmark = pytest.mark.e2e


@pytest.fixture
def server() -> Iterator[ThreadServer]:
    app = create_app(Config.for_bind("127.0.0.1"))
    with ThreadServer(app, ServerOptions(port=0, access_log=False, graceful_s=0)) as server:
        yield server


def counts(url: str) -> dict[str, float]:
    lines = httpx.get(f"{url}/metrics").text.splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_answers_interims_and_held_requests_are_counted(server: ThreadServer) -> None:
    assert httpx.get(f"{server.url}/api/status/418").status_code == 418
    assert httpx.get(f"{server.url}/api/status/oops").status_code == 400
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as held:
        held.sendall(b"GET /api/status/102?count=2&interval=60s HTTP/1.1\r\nHost: test\r\n\r\n")
        assert held.recv(1000).startswith(b"HTTP/1.1 102 ")
        while_held = counts(server.url)
    assert while_held["interim_held_requests"] == 1
    assert while_held['interim_interims_total{outcome="sent"}'] == 1
    assert while_held['interim_requests_total{code="418"}'] == 1
    assert while_held['interim_requests_total{code="400"}'] == 1
