"""Raw access through the channel, on the wire of the servers that have it."""

import os
import signal
import socket
import ssl
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.e2e.servers.launch import HOST, Options, Served
from tests.e2e.servers.wire import H1, H1On, get, wait_for

pytestmark = pytest.mark.e2e

_BROKEN = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"


def test_it_offers_write_close_and_reset(raw_server: Served) -> None:
    assert get(raw_server, "/about").json()["abilities"] == ["close", "reset", "write"]


@pytest.mark.parametrize("end", ["close", "return", "error"])
def test_octets_go_out_as_they_are_and_nothing_else(raw_server: Served, end: str) -> None:
    with H1(raw_server) as client:
        # In one piece: a request that came after the close would be answered by a RST, which is the kernel's doing.
        targets = (f"/raw?octets={quote(_BROKEN)}&end={end}", "/ready")
        client.send("".join(f"GET {target} HTTP/1.1\r\nHost: test\r\n\r\n" for target in targets).encode())
        assert client.octets() == _BROKEN.encode()
    assert get(raw_server, "/ready").status == 200


def test_a_large_write_is_drained_and_flushed_before_the_close(raw_server: Served) -> None:
    with H1(raw_server) as client:
        client.request("/raw?octets=x&times=5000000&end=close")
        assert client.octets() == b"x" * 5_000_000


@pytest.mark.parametrize("octets", ["", _BROKEN])
def test_a_reset_is_a_tcp_rst(raw_server: Served, octets: str) -> None:
    with H1(raw_server) as client:
        client.request(f"/raw?octets={quote(octets)}&end=reset")
        with pytest.raises(ConnectionResetError):
            client.octets()


def test_a_reset_over_tls_is_a_tcp_rst_too(
    raw_server_name: str, start: Callable[..., Served], certificate: tuple[Path, Path, Callable[[], ssl.SSLContext]]
) -> None:
    cert, key, trusting = certificate
    served = start(raw_server_name, Options(tls_cert=cert, tls_key=key))
    sock = trusting().wrap_socket(socket.create_connection((HOST, served.port), 5), server_hostname="localhost")
    sock.sendall(b"GET /raw?octets=abc&end=reset HTTP/1.1\r\nHost: test\r\n\r\n")
    # Below TLS, which would take a RST for the end of the stream.
    with H1On(socket.socket(fileno=sock.detach())) as client, pytest.raises(ConnectionResetError):
        client.octets()


def test_the_leaving_of_the_client_is_told_after_raw_octets(raw_server: Served) -> None:
    id_ = uuid.uuid4().hex
    with H1(raw_server) as client:
        client.request(f"/raw?id={id_}&octets={quote(_BROKEN)}&end=hold")
        wait_for(raw_server, id_, "held")
        client.sock.close()
        wait_for(raw_server, id_, "left")


def test_a_shutdown_closes_what_was_broken(raw_server_name: str, start: Callable[..., Served]) -> None:
    served = start(raw_server_name)
    with H1(served) as client:
        client.request(f"/raw?id=x&octets={quote(_BROKEN)}&end=hold")
        wait_for(served, "x", "held")
        os.kill(served.pid, signal.SIGTERM)
        assert client.octets() == _BROKEN.encode()
    served.process.wait(10)
