"""Any status, over raw sockets."""

import socket
import time
from typing import Any

import pytest

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import Config, create_app
from tests.e2e.servers.wire import H1, H2, Answer

pytestmark = pytest.mark.e2e


def get(server: Any, target: str, **members: Any) -> Answer:
    with H1(server) as client:
        client.request(target, **members)
        return client.answer(members.get("method", "GET"))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
def test_every_method_gets_the_status(simulator: Any, method: str) -> None:
    answer = get(simulator, "/api/status/503/any/tail", method=method)
    assert answer.status == 503
    assert answer.headers[b"x-simulated-status"] == b"503"
    assert answer.json()["request"]["method"] == method


def test_a_connection_serves_one_answer_after_another(simulator: Any) -> None:
    with H1(simulator) as client:
        for code in (200, 204, 205, 304, 404, 206, 599):
            client.request(f"/status/{code}")
            assert client.answer().status == code
        client.request("/status/200", method="HEAD")
        assert client.answer("HEAD").content == b""
        client.request("/status/200")
        assert client.answer().json()["status"]["code"] == 200


def test_pipelined_requests_are_answered_in_order(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/status/404?sleep=30")
        client.request("/status/405")
        assert [client.answer().status, client.answer().status] == [404, 405]


@pytest.mark.parametrize("code", [600, 700, 999])
def test_strict_0_carries_what_the_wire_can(simulator: Any, h2_simulator: Any, code: int) -> None:
    answer = get(simulator, f"/api/status/{code}?strict=0")
    assert answer.status == code
    assert answer.json()["status"]["code"] == code
    with H2(h2_simulator) as client:
        stream = client.request(f"/api/status/{code}?strict=0")
        assert client.answer(stream).status == code


def test_101_with_a_handshake_is_a_websocket_that_closes(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request(
            "/api/status/101",
            fields="Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        )
        octets = b""
        while b"\x88" not in octets:
            octets += client.sock.recv(65536)
        head, _, frames = octets.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 Switching Protocols\r\n")
        # RFC 6455 §1.3 works this example out.
        assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head
        assert frames[:1] == b"\x88"
        assert frames[2:4] == b"\x03\xe8"


def test_101_without_one_is_426(simulator: Any, h2_simulator: Any) -> None:
    answer = get(simulator, "/api/status/101")
    assert (answer.status, answer.headers[b"upgrade"]) == (426, b"websocket")
    assert answer.headers[b"connection"].lower() == b"upgrade"
    with H2(h2_simulator) as client:
        on_h2 = client.answer(client.request("/api/status/101"))
    assert on_h2.status == 426
    assert b"upgrade" not in on_h2.headers
    assert "RFC 9113" in on_h2.json()["notes"][0]


def test_any_other_code_refuses_a_handshake(simulator: Any) -> None:
    answer = get(
        simulator,
        "/api/status/503",
        fields="Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    )
    assert answer.status == 503


def test_content_is_sent_and_counted(simulator: Any) -> None:
    assert len(get(simulator, "/api/status/200?size=90000").content) == 90_000
    with H1(simulator) as client:
        client.request("/api/status/200", method="POST", fields="Content-Length: 5\r\n")
        client.send(b"hello")
        assert client.answer("POST").json()["request"]["content_bytes"] == 5
        client.request("/api/status/200", method="POST", fields="Transfer-Encoding: chunked\r\n")
        client.send(b"3\r\nabc\r\n0\r\n\r\n")
        assert client.answer("POST").json()["request"]["content_bytes"] == 3


def test_too_much_content_is_refused(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200", method="POST", fields="Content-Length: 100001\r\n")
        client.send(b"x" * 100_001)
        assert client.answer("POST").status == 413


def expecting(server: Any, query: str) -> bytes:
    """What comes before any content is sent."""
    with H1(server) as client:
        client.request(f"/api/status/200{query}", method="POST", fields="Expect: 100-continue\r\nContent-Length: 2\r\n")
        return client.sock.recv(65536)


def test_an_expectation_is_met_refused_or_kept_waiting(simulator: Any) -> None:
    assert expecting(simulator, "").startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert expecting(simulator, "?expect=100").startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
    began = time.monotonic()
    assert expecting(simulator, "?expect=delay:100").startswith(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert time.monotonic() - began >= 0.1
    refused = expecting(simulator, "?expect=417")
    assert refused.startswith(b"HTTP/1.1 417 Expectation Failed\r\n")
    assert b"\r\nconnection: close\r\n" in refused.lower()


def test_a_pause_lies_between_the_header_section_and_the_content(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200?body=hello&sleep_after_headers=150")
        head = client.sock.recv(65536)
        at = time.monotonic()
        assert head.endswith(b"\r\n\r\n")
        assert client.sock.recv(65536) == b"hello"
        assert time.monotonic() - at >= 0.1


def test_a_drip_arrives_in_drops(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200?body=abcdef&drip=2@60ms")
        client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        drops: list[bytes] = []
        while len(b"".join(drops)) < 6:
            octets = client.sock.recv(65536)
            drops.append(octets.partition(b"\r\n\r\n")[2] if octets.startswith(b"HTTP") else octets)
        assert [drop for drop in drops if drop] == [b"ab", b"cd", b"ef"]


def test_a_shutdown_answers_what_is_held() -> None:
    options = ServerOptions(port=0, access_log=False, graceful_s=3)
    with ThreadServer(create_app(Config.for_bind("127.0.0.1")), options) as server:
        client = H1(server)  # type: ignore[arg-type] # it has a port
        client.request("/api/status/102?count=2&interval=60s")
        assert client.sock.recv(65536).startswith(b"HTTP/1.1 102 Processing\r\n\r\n")
    with client:
        answer = client.answer()
    assert answer.status == 200
    assert "the server is shutting down" in answer.json()["notes"][0]
