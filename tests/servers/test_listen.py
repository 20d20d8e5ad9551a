"""Binding sockets, and the sentences when it fails."""

import errno
import socket

import pytest

from interim.servers.listen import CannotBind, bind, url_of
from interim.servers.options import ServerOptions


def test_a_free_port_is_picked_and_shown() -> None:
    (sock,) = bind(ServerOptions(port=0))
    with sock:
        port = sock.getsockname()[1]
        assert port > 0
        assert url_of(ServerOptions(port=0), sock) == f"http://127.0.0.1:{port}"
        assert sock.proto == socket.IPPROTO_TCP


def test_every_address_of_a_name_has_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, **_: object) -> list[object]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    sockets = bind(ServerOptions(host="localhost", port=0))
    assert {sock.getsockname()[0] for sock in sockets} == {"127.0.0.1", "127.0.0.2"}
    assert len({sock.getsockname()[1] for sock in sockets}) == 1
    for sock in sockets:
        sock.close()


def test_an_address_of_a_name_that_this_machine_lacks_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(host: str, port: int, **_: object) -> list[object]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2001:db8::1", port, 0, 0)),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", two)
    (sock,) = bind(ServerOptions(host="localhost", port=0))
    sock.close()


def test_a_taken_port_is_said_with_the_fix() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotBind, match=f"127.0.0.1:{port}: the port is in use; choose another with --port"):
            bind(ServerOptions(port=port))


def test_a_port_taken_on_the_second_address_frees_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        def two(host: str, _port: int, **_: object) -> list[object]:
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)),
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.2", port)),
            ]

        monkeypatch.setattr(socket, "getaddrinfo", two)
        with pytest.raises(CannotBind):
            bind(ServerOptions(port=port))


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host"])
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    with pytest.raises(CannotBind, match="host"):
        bind(ServerOptions(host=host, port=0))


def test_a_forbidden_port_is_said_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forbidden(socket.socket):
        def bind(self, address: object) -> None:
            raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "socket", Forbidden)
    with pytest.raises(CannotBind, match="choose a --port from 1024"):
        bind(ServerOptions(port=80))


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_ipv6_address_is_bracketed() -> None:
    with socket.socket(socket.AF_INET6) as sock:
        try:
            sock.bind(("::1", 0))
        except OSError as error:
            pytest.skip(f"no IPv6 here: {error}")
        options = ServerOptions(host="::1", port=0)
        assert url_of(options, sock) == f"http://[::1]:{sock.getsockname()[1]}"
