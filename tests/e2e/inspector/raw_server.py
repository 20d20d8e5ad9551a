"""A server that does on one connection what a script says, for what no real server does on purpose."""

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

__all__ = ["Peer", "RawServer", "serving"]

_WAIT_S = 10.0


@dataclass(slots=True)
class Peer:
    """The server's end of a connection, as a script sees it.

    Attributes:
        read: the octets that the client has sent and the script has taken.
    """

    connection: socket.socket
    read: bytearray = field(default_factory=bytearray)

    def expect(self, marker: bytes) -> None:
        """Read up to a marker and whatever came with it."""
        while marker not in self.read:
            data = self.connection.recv(65536)
            assert data, f"the client closed before {marker!r}; it sent {bytes(self.read)!r}"
            self.read += data

    def expect_head(self) -> None:
        """Read the head of a request."""
        self.expect(b"\r\n\r\n")

    def expect_octets(self, count: int) -> None:
        """Read until so many octets came in all, head and content."""
        while len(self.read) < count:
            data = self.connection.recv(65536)
            assert data, f"the client closed after {len(self.read)} octets"
            self.read += data

    def send(self, data: bytes) -> None:
        """Write octets."""
        self.connection.sendall(data)

    def drip(self, data: bytes, gap_s: float) -> None:
        """Write octets one by one, with a gap before each."""
        for at in range(len(data)):
            threading.Event().wait(gap_s)
            self.send(data[at : at + 1])

    def pause(self, for_s: float) -> None:
        """Do nothing for a while."""
        threading.Event().wait(for_s)

    def gone(self) -> bool:
        """Wait until the client closes, and say whether it did."""
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            while self.connection.recv(65536):
                pass
        return True

    def reset(self) -> None:
        """Close so that the client gets a reset, after what was written."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Script = Callable[[Peer], None]


@dataclass(slots=True)
class RawServer:
    """A server that was started.

    Attributes:
        peer: of the connection that was accepted; None before.
    """

    port: int
    peer: Peer | None = None
    failures: list[BaseException] = field(default_factory=list)


@contextlib.contextmanager
def serving(script: Script, *, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """A server on loopback that accepts one connection. What its script raises is raised here at the end.

    A handshake that fails ends the connection and is no failure of the script.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(_WAIT_S)
        server = RawServer(port=listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, script, tls, server))
        thread.start()
        try:
            yield server
        finally:
            thread.join(_WAIT_S)
    assert not thread.is_alive(), "the script did not end"
    for failure in server.failures:
        raise failure


def _serve(listener: socket.socket, script: Script, tls: ssl.SSLContext | None, server: RawServer) -> None:
    try:
        connection, _ = listener.accept()
        connection.settimeout(_WAIT_S)
        # Or what is written last waits for an acknowledgement, and is lost when the connection is closed at once.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls is not None:
            try:
                connection = tls.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()
                return
        with connection:
            server.peer = Peer(connection)
            script(server.peer)
    except BaseException as error:
        server.failures.append(error)
