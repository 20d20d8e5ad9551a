"""Clients that show what a server put on the wire: octets and h11 for HTTP/1.1, frames and h2 for HTTP/2."""

import contextlib
import json
import socket
import ssl
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import h2.config
import h2.connection
import h2.events
import h11

from tests.e2e.servers.launch import HOST, Served

__all__ = ["Answer", "H1", "H2", "H1At", "get", "wait_for"]

_TIMEOUT_S = 5.0


@dataclass(slots=True)
class Answer:
    """A final response and the interim responses before it."""

    status: int = 0
    reason: bytes = b""
    headers: dict[bytes, bytes] = field(default_factory=dict)
    content: bytes = b""
    interims: list[tuple[int, dict[bytes, bytes]]] = field(default_factory=list)
    ended: bool = False

    @property
    def statuses(self) -> list[int]:
        return [*(status for status, _ in self.interims), self.status]

    def json(self) -> Any:
        return json.loads(self.content)


def _connected(served: Served, receive_buffer: int | None) -> socket.socket:
    """A connection; with a small receive buffer the server soon notices that nobody reads."""
    sock = socket.socket()
    if receive_buffer is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    sock.settimeout(_TIMEOUT_S)
    sock.connect((HOST, served.port))
    return sock


class H1:
    """One HTTP/1.1 connection. Octets go out as given; responses come back through h11."""

    def __init__(self, served: Served, *, receive_buffer: int | None = None) -> None:
        self.sock = _connected(served, receive_buffer)
        self._left = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.sock.close()

    def send(self, octets: bytes) -> None:
        self.sock.sendall(octets)

    def request(self, target: str, *, method: str = "GET", fields: str = "", version: str = "1.1") -> None:
        self.send(f"{method} {target} HTTP/{version}\r\nHost: test\r\n{fields}\r\n".encode("latin-1"))

    def answer(self, method: str = "GET") -> Answer:
        """The next response; strict, so that wrong framing is an error."""
        parser = h11.Connection(h11.CLIENT)
        parser.send(h11.Request(method=method, target="/", headers=[("host", "test")]))
        parser.send(h11.EndOfMessage())
        answer = Answer()
        if self._left:
            parser.receive_data(self._left)
            self._left = b""
        while True:
            event = parser.next_event()
            if event is h11.NEED_DATA:
                parser.receive_data(self.sock.recv(65536))
            elif isinstance(event, h11.InformationalResponse):
                answer.interims.append((event.status_code, dict(event.headers)))
            elif isinstance(event, h11.Response):
                answer.status, answer.reason, answer.headers = event.status_code, event.reason, dict(event.headers)
            elif isinstance(event, h11.Data):
                answer.content += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                answer.ended = True
                self._left = parser.trailing_data[0]
                return answer
            else:
                raise AssertionError(f"the connection ended: {event!r} after {answer}")

    def octets(self) -> bytes:
        """Everything until the server closes."""
        received = self._left
        while data := self.sock.recv(65536):
            received += data
        return received

    def reset(self) -> None:
        """Close with a TCP RST."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


class H1On(H1):
    """The same, on a socket that is connected."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.sock.settimeout(_TIMEOUT_S)
        self._left = b""


class H1At(H1On):
    """The same, to a server known by its port alone."""

    def __init__(self, port: int) -> None:
        super().__init__(socket.create_connection((HOST, port), _TIMEOUT_S))


class H2:
    """One HTTP/2 connection with prior knowledge, or over TLS with ALPN."""

    def __init__(
        self,
        served: Served,
        *,
        context: ssl.SSLContext | None = None,
        ack_pings: bool = True,
        grant_windows: bool = True,
        receive_buffer: int | None = None,
    ) -> None:
        self.sock: socket.socket = _connected(served, receive_buffer)
        if context is not None:
            context.set_alpn_protocols(["h2"])
            self.sock = context.wrap_socket(self.sock, server_hostname="localhost")
        self.conn = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=True, header_encoding=None, validate_inbound_headers=True)
        )
        self.conn.initiate_connection()
        self.answers: dict[int, Answer] = {}
        self.resets: dict[int, int] = {}
        self.pings: list[bytes] = []
        self.closed = False
        self._ack_pings = ack_pings
        self._grant_windows = grant_windows
        self.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.sock.close()

    def flush(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.sock.sendall(self.conn.data_to_send())

    def request(
        self, target: str, *, method: str = "GET", fields: list[tuple[str, str]] | None = None, content: bool = False
    ) -> int:
        """Open a stream; with `content` it stays open for `send`."""
        stream = self.conn.get_next_available_stream_id()
        head = [(":method", method), (":scheme", "http"), (":authority", "test"), (":path", target)]
        self.conn.send_headers(stream, [*head, *(fields or [])], end_stream=not content)
        self.answers[stream] = Answer()
        self.flush()
        return stream

    def send(self, stream: int, content: bytes, *, end: bool = True) -> None:
        self.conn.send_data(stream, content, end_stream=end)
        self.flush()

    def reset(self, stream: int) -> None:
        self.conn.reset_stream(stream)
        self.flush()

    def grant_all(self, stream: int) -> None:
        """Grant windows from here on, large ones to begin with."""
        self._grant_windows = True
        self.conn.increment_flow_control_window(2**20)
        self.conn.increment_flow_control_window(2**20, stream)
        self.flush()

    def pump(self) -> None:
        """Take in what the server sends next."""
        data = self.sock.recv(65536)
        if not data:
            self.closed = True
            return
        for event in self.conn.receive_data(data):
            self._take(event)
        self.flush()

    def answer(self, stream: int) -> Answer:
        """The response on a stream, once it has ended."""
        self.until(lambda: self.answers[stream].ended)
        return self.answers[stream]

    def until(self, look: Callable[[], object]) -> None:
        """Take in what the server sends until it is so."""
        while not look():
            assert not self.closed, f"the connection ended: {self.answers}"
            self.pump()

    def _take(self, event: h2.events.Event) -> None:
        match event:
            case h2.events.InformationalResponseReceived():
                headers = dict(event.headers)
                status = int(headers.pop(b":status"))
                self.answers[event.stream_id].interims.append((status, headers))
            case h2.events.ResponseReceived():
                answer = self.answers[event.stream_id]
                answer.headers = dict(event.headers)
                answer.status = int(answer.headers.pop(b":status"))
            case h2.events.DataReceived():
                self.answers[event.stream_id].content += event.data
                if self._grant_windows:
                    self.conn.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            case h2.events.StreamEnded():
                self.answers[event.stream_id].ended = True
            case h2.events.StreamReset():
                self.resets[event.stream_id] = int(event.error_code)
            case h2.events.PingReceived():
                self.pings.append(event.ping_data)
                if not self._ack_pings:
                    self.conn.clear_outbound_data_buffer()
            case _:
                pass


def get(served: Served, target: str) -> Answer:
    """A request on a connection of its own."""
    with H1(served) as client:
        client.request(target, fields="Connection: close\r\n")
        return client.answer()


def wait_for(served: Served, id_: str, what: str, within_s: float = _TIMEOUT_S) -> int:
    """When it was noted in the diary, in ns of the monotonic clock."""
    deadline = time.monotonic() + within_s
    noted: list[Any] = []
    while time.monotonic() < deadline:
        noted = get(served, f"/seen?id={id_}").json()
        for said, at_ns in noted:
            if said == what:
                return int(at_ns)
        time.sleep(0.02)
    raise AssertionError(f"{what!r} was not noted within {within_s} s, only {noted}\n{served.log.read_text()}")
