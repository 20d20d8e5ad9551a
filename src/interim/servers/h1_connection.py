"""An HTTP/1.1 connection on uvicorn: what its three protocol classes for it need alike.

It tells the running request, and not the one that was parsed last, when the client leaves; it reads on while requests
are pipelined, within bounds, so that it sees the client leaving; it answers what it cannot parse without breaking into
a response under way; and it calls the drain callbacks.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT, FlowControl

from interim.exchange.fields import FieldLine
from interim.servers.cycle import InterimCycle
from interim.servers.heads import INTERIM_HEADS, interim_head
from interim.servers.lazy_event import LazyEvent
from interim.servers.raw import RawH1
from interim.servers.target import refusal

__all__ = ["H1Connection", "H1Cycle"]


class H1Cycle(InterimCycle):
    """A request on an HTTP/1.1 connection."""

    @property
    def raw(self) -> RawH1:
        """The way to break the rules."""
        return RawH1(self)

    def write_interim(self, status: int, lines: Sequence[FieldLine]) -> None:
        """Past the server's own writer: an interim response has no framing that it would have to know of."""
        self.transport.write(interim_head(status, lines) if lines else INTERIM_HEADS[status])

    def end(self) -> None:
        """Close what the application broke."""
        if self.taken:
            self.transport.close()


class _ReadAhead(FlowControl):
    """Pauses reading only when enough is read ahead.

    uvicorn pauses as soon as a request is queued behind another, and a transport that does not read never sees that its
    client left: the running application would not be told (stock uvicorn 0.54: never).
    """

    def __init__(self, transport: asyncio.Transport, is_full: Callable[[], bool]) -> None:
        super().__init__(transport)
        self._is_writable_event = LazyEvent()  # type: ignore[assignment] # it has what FlowControl uses
        self._is_writable_event.set()
        self._is_full = is_full

    def pause_reading(self) -> None:
        if not self.read_paused and self._is_full():
            super().pause_reading()

    def resume_reading(self) -> None:
        if self.read_paused and not self._is_full() and not self._transport.is_closing():
            super().resume_reading()


class H1Connection:
    """A mixin before one of uvicorn's protocol classes for HTTP/1.1."""

    draining = False
    running: Any = None
    """The request whose application runs, or ran last; uvicorn's `cycle` is the one that was parsed last."""

    # Of uvicorn's class.
    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    flow: FlowControl
    cycle: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection, with our own flow control."""
        super().connection_made(transport)  # type: ignore[misc] # of uvicorn's class
        self.flow = _ReadAhead(self.transport, self.is_full)

    def is_full(self) -> bool:
        """Enough is read ahead of the application."""
        return self.cycle is not None and len(self.cycle.body) > HIGH_WATER_LIMIT

    def deafen(self) -> None:
        """Throw away what the client still sends. Reading goes on, so that its leaving is seen."""
        raise NotImplementedError

    def eof_received(self) -> None:
        """A client that closes its half has left, as uvicorn sees it: the transport closes after this."""
        self._tell_left()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the running request."""
        self._tell_left()
        super().connection_lost(exc)  # type: ignore[misc] # of uvicorn's class

    def _tell_left(self) -> None:
        if self.running is not None:
            self.running.leave()

    def shutdown(self) -> None:
        """Call the drain callbacks, then do what uvicorn does: close an idle connection, and end a busy one."""
        self.draining = True
        if self.running is not None:
            self.running.drain()
        super().shutdown()  # type: ignore[misc] # of uvicorn's class

    def hand_over(self) -> None:
        """The application breaks the rules: what the client sends next has no meaning."""
        self.deafen()

    def send_400_response(self, msg: str) -> None:
        """Answer what could not be parsed, in its turn, and close.

        uvicorn writes its 400 at once, even into the middle of the response to an earlier request.
        """
        self.deafen()
        running = self.running
        if running is None or running.response_complete or (running.more_body and not running.response_started):
            self.transport.write(refusal(msg))
            self.transport.close()
        elif running.more_body:
            self.transport.close()
        else:
            self.close_after_answers()

    def close_after_answers(self) -> None:
        """Answer the requests that were understood, then close."""
        self.cycle.keep_alive = False
