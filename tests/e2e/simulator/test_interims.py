"""Interim responses, over raw sockets."""

import time
from typing import Any

import pytest

from tests.e2e.servers.wire import H1, H2, Answer

pytestmark = pytest.mark.e2e


def on_h1(server: Any, target: str, version: str = "1.1") -> Answer:
    with H1(server) as client:
        client.request(target, version=version)
        return client.answer()


@pytest.mark.parametrize("code", [100, 102, 103, 104, 150, 199])
def test_every_1xx_plays_before_its_final_response(simulator: Any, code: int) -> None:
    answer = on_h1(simulator, f"/api/status/{code}?count=3&interval=10&final=201")
    assert answer.statuses == [code, code, code, 201]
    assert answer.json()["sent"]["interim_count"] == 3


def test_they_come_when_they_are_due(simulator: Any) -> None:
    with H1(simulator) as client:
        began = time.monotonic()
        client.request("/api/status/503?interim=102*2@100ms")
        times = []
        octets = b""
        while b"503" not in octets:
            received = client.sock.recv(65536)
            times += [time.monotonic() - began] * received.count(b"HTTP/1.1 ")
            octets += received
    assert len(times) == 3
    assert times[0] < 0.09
    assert 0.1 <= times[1] < 0.19
    assert 0.2 <= times[2] < 0.35


def test_their_fields_are_those_asked_for(simulator: Any) -> None:
    answer = on_h1(simulator, "/api/status/200?interim=103,102&header.103=link:%20%3C/a.css%3E;%20rel=preload")
    assert answer.interims == [(103, {b"link": b"</a.css>; rel=preload"}), (102, {})]


def test_on_http2_they_are_header_sections_of_their_own(h2_simulator: Any) -> None:
    with H2(h2_simulator) as client:
        stream = client.request("/api/status/503?interim=103,102*2@10&header.103=Link:%3C/a%3E")
        answer = client.answer(stream)
    assert answer.statuses == [103, 102, 102, 503]
    assert answer.interims[0][1][b"link"] == b"</a>"
    assert answer.json()["request"]["version"] == "HTTP/2"


def test_an_http_1_0_client_gets_none_and_is_told(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/102?count=2", version="1.0")
        octets = client.octets()
    assert octets.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"HTTP/1.0 client: interims withheld" in octets


def test_as_many_as_allowed_are_sent(simulator: Any) -> None:
    assert on_h1(simulator, "/api/status/102?count=300").statuses == [102] * 300 + [200]


def test_a_client_that_leaves_is_forgotten(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/102?count=300&interval=10s")
        assert client.sock.recv(65536)
    with H1(simulator) as client:
        client.request("/api/status/200")
        assert client.answer().status == 200


def test_a_head_request_gets_them_too(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/102?count=2", method="HEAD")
        answer = client.answer("HEAD")
    assert answer.statuses == [102, 102, 200]
    assert b"x-sim-info" in answer.headers
