"""uvicorn's h11 protocol with interim responses: HTTP/1.1 in pure Python."""

from importlib.metadata import version

import uvicorn
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from interim.servers.guard import Seam, require
from interim.servers.h1_connection import H1Connection, H1Cycle
from interim.servers.heads import REASON_PHRASES
from interim.servers.rebind import rebind
from interim.servers.uvicorn_seams import ABOVE, FIRST, common_seams

__all__ = ["InterimH11"]

require("h11", version("h11"), at_least="0.16", below="0.17", extra="uvicorn")
require(
    "uvicorn",
    uvicorn.__version__,
    at_least=FIRST,
    below=ABOVE,
    extra="uvicorn",
    seams=[
        *common_seams(H11Protocol, RequestResponseCycle),
        Seam(
            owner=H11Protocol,
            function="handle_events",
            mentions=frozenset({"RequestResponseCycle", "run_asgi", "cycle", "PAUSED", "pause_reading"}),
        ),
        Seam(owner=H11Protocol, function="send_400_response"),
        Seam(owner=RequestResponseCycle, function="send", mentions=frozenset({"STATUS_PHRASES", "keep_alive"})),
    ],
)


class _Cycle(H1Cycle, RequestResponseCycle):
    """A request."""

    server = "uvicorn-h11"
    run_stock = RequestResponseCycle.run_asgi
    # uvicorn's own table ends at 599 and has Python's phrases, which are older than the registry's.
    send_final = rebind(RequestResponseCycle.send, STATUS_PHRASES=REASON_PHRASES)


class InterimH11(H1Connection, H11Protocol):
    """Give it to uvicorn: ``uvicorn app:app --http interim.servers.uvicorn:InterimH11``."""

    handle_events = rebind(H11Protocol.handle_events, RequestResponseCycle=_Cycle)

    _deaf = False

    def deafen(self) -> None:
        """Throw away what the client still sends."""
        self._deaf = True

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        if not self._deaf:
            super().data_received(data)

    def on_response_complete(self) -> None:
        """Start the next request; what waited for that no longer holds up reading."""
        super().on_response_complete()
        self.flow.resume_reading()

    def is_full(self) -> bool:
        """Enough is read ahead of the application: content, or octets of later requests."""
        return super().is_full() or len(self.conn.trailing_data[0]) > HIGH_WATER_LIMIT
