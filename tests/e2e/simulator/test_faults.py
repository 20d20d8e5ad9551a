"""Faults, over raw sockets: what a client sees of a broken server."""

import time
from typing import Any

import pytest

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import Config, create_app
from interim.simulator.config import SECOND_NS
from tests.e2e.servers.wire import H1, H2

pytestmark = pytest.mark.e2e


def octets(server: Any, query: str, spec: str = "200", method: str = "GET") -> bytes:
    with H1(server) as client:
        client.request(f"/api/status/{spec}?{query}", method=method)
        return client.octets()


def test_reset_is_a_tcp_reset(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200?fault=reset")
        with pytest.raises(ConnectionResetError):
            client.sock.recv(1)


def test_empty_is_no_octet(simulator: Any) -> None:
    assert octets(simulator, "fault=empty") == b""


def test_close_is_a_head_alone(simulator: Any) -> None:
    received = octets(simulator, "fault=close&body=hello")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"content-length: 5\r\n" in received
    assert received.endswith(b"\r\n\r\n")


def test_truncate_is_half_of_the_content(simulator: Any) -> None:
    received = octets(simulator, "fault=truncate&size=90000")
    assert len(received.partition(b"\r\n\r\n")[2]) == 45_000


def test_garbage_is_no_status_line(simulator: Any) -> None:
    assert not octets(simulator, "fault=garbage").startswith(b"HTTP")


def test_a_bad_chunk_follows_a_good_one(simulator: Any) -> None:
    assert octets(simulator, "fault=bad_chunk").endswith(b"\r\n\r\n6\r\nchunk\n\r\nno size\r\n")


def test_slow_headers_arrive_piece_by_piece(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200?fault=slow_headers&drip=60@30ms&body=x")
        pieces = []
        while piece := client.sock.recv(65536):
            pieces.append(piece)
    assert len(pieces) > 2
    assert b"".join(pieces).endswith(b"\r\n\r\nx")


def test_hang_is_silence_to_the_limit() -> None:
    app = create_app(Config(max_hold_ns=SECOND_NS // 5))
    with ThreadServer(app, ServerOptions(port=0, access_log=False)) as server:
        began = time.monotonic()
        assert octets(server, "fault=hang") == b""
        assert 0.2 <= time.monotonic() - began < 3


def test_interim_only_never_answers(simulator: Any) -> None:
    assert octets(simulator, "fault=interim_only&interim=102*2@10") == b"HTTP/1.1 102 Processing\r\n\r\n" * 2


def test_interim_body_frames_an_interim(simulator: Any) -> None:
    received = octets(simulator, "fault=interim_body&body=done")
    interim, _, rest = received.partition(b"\r\n\r\n")
    assert interim == b"HTTP/1.1 102 Processing\r\ncontent-length: 36"
    assert rest[36:].startswith(b"HTTP/1.1 200 OK\r\n")
    assert rest.endswith(b"done")


def test_interim_flood_is_a_thousand(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/api/status/200?fault=interim_flood")
        answer = client.answer()
    assert answer.statuses == [102] * 1000 + [200]


def test_late_interim_follows_the_end(simulator: Any) -> None:
    received = octets(simulator, "fault=late_interim&body=done")
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert received.endswith(b"doneHTTP/1.1 102 Processing\r\n\r\n")


def test_after_a_fault_the_server_serves_on(simulator: Any) -> None:
    for fault in ("reset", "empty", "garbage", "interim_only"):
        with H1(simulator) as client:
            client.request(f"/api/status/200?fault={fault}")
        with H1(simulator) as client:
            client.request("/api/status/200")
            assert client.answer().status == 200


@pytest.mark.parametrize(("fault", "begun"), [("reset", 0), ("close", 200), ("truncate", 200), ("interim_only", 0)])
def test_on_http2_the_stream_is_reset_and_the_connection_lives(h2_simulator: Any, fault: str, begun: int) -> None:
    with H2(h2_simulator) as client:
        stream = client.request(f"/api/status/200?fault={fault}&body=abcd")
        client.until(lambda: stream in client.resets)
        assert client.answers[stream].status == begun
        assert client.answer(client.request("/api/status/200")).status == 200


@pytest.mark.parametrize("fault", ["empty", "garbage", "bad_chunk", "slow_headers", "interim_body", "late_interim"])
def test_what_http2_cannot_do_is_501_and_says_so(h2_simulator: Any, fault: str) -> None:
    with H2(h2_simulator) as client:
        answer = client.answer(client.request(f"/api/status/200?fault={fault}"))
    problem = answer.json()
    assert answer.status == 501
    assert (problem["fault"], problem["protocol"]) == (fault, "HTTP/2")
    assert "HTTP/1.1" in problem["use"]
