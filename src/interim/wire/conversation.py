"""The client's side of one exchange on one connection, without IO: what `wire/h1.py` and `wire/h2.py` both are.

The recorder feeds octets with their time, writes what `to_send` gives, and decides when to stop. It knows no protocol.
A replay feeds the octets of a capture and writes nothing.
"""

from typing import Protocol

from interim.exchange.exchange import Exchange
from interim.exchange.timeline import Elided, End
from interim.wire.events import Event

__all__ = ["Conversation"]


class Conversation(Protocol):
    """One request, and everything that the server sends on its connection.

    Times go in as ns on any one clock; `exchange` subtracts the end of the request. Nothing here raises on what a peer
    sends: it becomes a `Fault`.
    """

    def to_send(self) -> bytes:
        """Take the octets to write now: the request as flow control and expectation allow, and acknowledgements.

        Raises:
            InvalidInput: the request cannot be sent as it is.
        """
        ...

    @property
    def request_sent(self) -> bool:
        """Whether `to_send` has given all of the request."""
        ...

    def release_content(self) -> None:
        """Send the content though no 100 came (RFC 9110 §10.1.1). Does nothing if it was not held back."""
        ...

    def receive(self, data: bytes, at_ns: int) -> list[Event]:
        """Read octets that arrived at this time. Event times are on the clock that was given."""
        ...

    def skip(self, elided: Elided) -> list[Event]:
        """Read past content that a capture does not hold. Only where a reader of the recording elided it."""
        ...

    @property
    def done(self) -> bool:
        """Whether the final response is complete, or none can come any more on this exchange."""
        ...

    @property
    def full(self) -> bool:
        """Whether a limit was reached, so that reading on is useless."""
        ...

    def end(self, end: End, at_ns: int) -> list[Event]:
        """No more octets will be read. Call it once, last."""
        ...

    def exchange(self, *, request_end_ns: int) -> Exchange:
        """The exchange as read, `timeline` included, with all times relative to the end of the request.

        Args:
            request_end_ns: when the last octet of the request left, on the clock that was given.
        """
        ...
