"""uvicorn's httptools protocol with interim responses: HTTP/1.1."""

from types import SimpleNamespace

import uvicorn
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from interim.servers.guard import Seam, require
from interim.servers.h1_connection import H1Connection, H1Cycle
from interim.servers.heads import STATUS_LINES
from interim.servers.lazy_event import LazyEvent
from interim.servers.rebind import rebind
from interim.servers.target import FRAGMENT, REFUSED
from interim.servers.uvicorn_seams import ABOVE, FIRST, common_seams

__all__ = ["InterimHttpTools"]

_PIPELINED = 100
"""How many requests may wait on a connection before it is read no further."""

require(
    "uvicorn",
    uvicorn.__version__,
    at_least=FIRST,
    below=ABOVE,
    extra="uvicorn",
    seams=[
        *common_seams(HttpToolsProtocol, RequestResponseCycle),
        Seam(
            owner=HttpToolsProtocol,
            function="on_headers_complete",
            mentions=frozenset({"RequestResponseCycle", "_start_asgi_task", "pipeline", "cycle", "Event"}),
        ),
        Seam(owner=HttpToolsProtocol, function="_start_asgi_task", mentions=frozenset({"run_asgi", "cycle"})),
        Seam(owner=HttpToolsProtocol, function="on_url", mentions=frozenset({"url"})),
        Seam(owner=HttpToolsProtocol, function="on_message_begin", mentions=frozenset({"scope"})),
        Seam(owner=HttpToolsProtocol, function="on_response_complete", mentions=frozenset({"pipeline"})),
        Seam(owner=HttpToolsProtocol, function="data_received", mentions=frozenset({"parser", "feed_data"})),
        Seam(owner=HttpToolsProtocol, function="send_400_response"),
        Seam(
            owner=RequestResponseCycle, function="send", mentions=frozenset({"STATUS_LINE", "expected_content_length"})
        ),
    ],
)


class _Cycle(H1Cycle, RequestResponseCycle):
    """A request."""

    server = "uvicorn-httptools"
    run_stock = RequestResponseCycle.run_asgi
    # uvicorn's own table ends at 599 and has Python's phrases, which are older than the registry's.
    send_final = rebind(RequestResponseCycle.send, STATUS_LINE=STATUS_LINES)


class _Deaf:
    """A parser that hears nothing. A flag in `data_received` would cost every request a call."""

    def feed_data(self, data: bytes) -> None:
        """Forget it."""


_DEAF = _Deaf()


class InterimHttpTools(H1Connection, HttpToolsProtocol):
    """Give it to uvicorn: ``uvicorn app:app --http interim.servers.uvicorn:InterimHttpTools``."""

    on_headers_complete = rebind(
        HttpToolsProtocol.on_headers_complete, RequestResponseCycle=_Cycle, asyncio=SimpleNamespace(Event=LazyEvent)
    )

    def is_full(self) -> bool:
        """Enough is read ahead of the application: content, or requests."""
        return (
            super().is_full()
            or len(self.pipeline) > _PIPELINED
            or (self.running is not None and len(self.running.body) > HIGH_WATER_LIMIT)
        )

    def on_url(self, url: bytes) -> None:
        """Keep what httptools drops: that there was a ``#``."""
        self.url += url
        if b"#" in url:
            self.scope[REFUSED] = FRAGMENT  # type: ignore[literal-required] # ASGI lets servers add members

    def deafen(self) -> None:
        """Throw away what the client still sends."""
        self.parser = _DEAF  # type: ignore[assignment] # it has the one method that is called

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the running request; those that wait behind it never start."""
        super().connection_lost(exc)
        self.pipeline.clear()

    def hand_over(self) -> None:
        """The application breaks the rules: requests that wait behind it are not answered."""
        super().hand_over()
        self.pipeline.clear()

    def close_after_answers(self) -> None:
        """Answer the requests that were understood as a whole, then close."""
        if self.pipeline and self.pipeline[0][0].more_body:
            self.pipeline.popleft()
        last = self.pipeline[0][0] if self.pipeline else self.running
        if last is not None:
            last.keep_alive = False
