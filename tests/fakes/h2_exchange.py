"""An exchange from arrivals of octets, by the HTTP/2 conversation alone."""

from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.exchange.fault import FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End, Octets
from interim.wire.h2 import H2Conversation
from interim.wire.limits import Limits

__all__ = ["DEFAULTS", "GET", "SECOND", "kinds", "read", "replay"]

GET = Request(method="GET", target="/", fields=Fields.of([("Host", "example.test")]))
SECOND = 1_000_000_000
DEFAULTS = Limits()


def read(*arrivals: bytes, request: Request = GET, end: End = End.CLOSE, limits: Limits = DEFAULTS) -> Exchange:
    """The exchange of arrivals one second apart, the first at 1 s, and an end one second after the last."""
    conversation = H2Conversation(request, limits=limits)
    for at, data in enumerate(arrivals, 1):
        conversation.receive(data, at * SECOND)
    conversation.end(end, (len(arrivals) + 1) * SECOND)
    return conversation.exchange(request_end_ns=0)


def replay(capture: Capture, limits: Limits = DEFAULTS) -> Exchange:
    """The exchange that a capture holds."""
    conversation = H2Conversation(capture.request, limits=limits)
    for item in capture.timeline.octets:
        match item:
            case Octets():
                conversation.receive(item.data, item.at_ns)
            case Elided():
                conversation.skip(item)
    conversation.end(capture.timeline.end, capture.timeline.end_at_ns)
    return conversation.exchange(request_end_ns=0)


def kinds(exchange: Exchange) -> list[FaultKind]:
    """What kinds of faults it has, in order."""
    return [fault.kind for fault in exchange.faults]
