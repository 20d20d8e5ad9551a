"""uvicorn's zttp protocol with interim responses: the HTTP/1.1 of a server that speaks HTTP/2 too."""

from importlib.metadata import version
from typing import Any

import uvicorn
import zttp
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.zttp_impl import RequestResponseCycle, ZttpProtocol

from interim.exchange.fields import FieldLine
from interim.servers.guard import Seam, require
from interim.servers.h1_connection import H1Connection, H1Cycle
from interim.servers.heads import STATUS_LINES
from interim.servers.rebind import rebind
from interim.servers.uvicorn_seams import ABOVE, FIRST, common_seams

__all__ = ["InterimZttpH1"]

_STAND_IN = 599
"""The highest status code that zttp writes; it stands in for those above it."""

require("zttp", version("zttp"), at_least="0.0.35", below="0.0.36", extra="http2")
require(
    "uvicorn",
    uvicorn.__version__,
    at_least=FIRST,
    below=ABOVE,
    extra="http2",
    seams=[
        *common_seams(ZttpProtocol, RequestResponseCycle),
        Seam(
            owner=ZttpProtocol,
            function="handle_events",
            mentions=frozenset({"RequestResponseCycle", "run_asgi", "cycle"}),
        ),
        Seam(owner=ZttpProtocol, function="send_400_response"),
        Seam(
            owner=RequestResponseCycle,
            function="send",
            mentions=frozenset({"conn", "send_response", "data_to_send", "keep_alive"}),
        ),
    ],
)


class _StatusLines:
    """Stands before a connection of zttp and writes our status lines.

    zttp derives the reason phrase itself, inventing one where the registry has none, and refuses 600 to 999.
    """

    __slots__ = ("_conn", "_status", "end_message", "send_data", "send_informational", "should_close")

    def __init__(self, conn: zttp.H1Connection) -> None:
        self._conn = conn
        self._status = 0
        self.send_informational = conn.send_informational
        self.send_data = conn.send_data
        self.end_message = conn.end_message
        self.should_close = conn.should_close

    def send_response(self, status: int, lines: list[FieldLine]) -> None:
        self._conn.send_response(min(status, _STAND_IN), lines)
        self._status = status

    def data_to_send(self) -> bytes:
        octets = self._conn.data_to_send()
        if self._status:
            octets = STATUS_LINES[self._status] + octets.partition(b"\r\n")[2]
            self._status = 0
        return octets


class _Cycle(H1Cycle, RequestResponseCycle):
    """A request."""

    server = "uvicorn-zttp"
    run_stock = RequestResponseCycle.run_asgi
    send_final = RequestResponseCycle.send

    def __init__(self, *, conn: Any, **parts: Any) -> None:
        super().__init__(conn=_StatusLines(conn), **parts)  # type: ignore[arg-type] # it has the part that a cycle uses


class InterimZttpH1(H1Connection, ZttpProtocol):
    """The HTTP/1.1 half of `interim.servers.uvicorn:InterimZttp`."""

    _handle_events = rebind(ZttpProtocol.handle_events, RequestResponseCycle=_Cycle)
    _later = b""
    _deaf = False

    def handle_events(self, event: zttp.Event) -> None:
        """Parse; zttp lets octets through in a request-target that uvicorn then cannot decode."""
        try:
            self._handle_events(event)
        except UnicodeDecodeError:
            self.send_400_response("The request-target has octets that are not ASCII (RFC 9112 §3.2).")

    def is_full(self) -> bool:
        """Enough is read ahead of the application: content, or octets of later requests."""
        return super().is_full() or len(self._later) > HIGH_WATER_LIMIT

    def deafen(self) -> None:
        """Throw away what the client still sends."""
        self._deaf = True

    def data_received(self, data: bytes) -> None:
        """Parse what belongs to this request. zttp would keep later ones too, but not say how much that is."""
        running = self.running
        if self._deaf:
            return
        if running is not None and not running.response_complete and not running.more_body:
            self._later += data
            self.flow.pause_reading()
        else:
            super().data_received(data)

    def on_response_complete(self) -> None:
        """Start the next request: of what zttp has, or else of what came later."""
        super().on_response_complete()
        if self._later and self.running.response_complete:
            data, self._later = self._later, b""
            self.data_received(data)
        self.flow.resume_reading()
