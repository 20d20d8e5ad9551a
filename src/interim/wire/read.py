"""Read the octets of a capture again, by the protocol that it names."""

import dataclasses
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from interim.errors import InvalidInput
from interim.exchange.capture import Capture
from interim.exchange.exchange import Exchange
from interim.exchange.fault import Fault, FaultKind
from interim.exchange.timeline import Elided, End
from interim.wire.conversation import Conversation
from interim.wire.limits import Limits

__all__ = ["read_exchange"]


def read_exchange(capture: Capture, limits: Limits = Limits()) -> Exchange:  # noqa: B008 - frozen
    """The exchange that a capture holds. It raises nothing: what cannot be read becomes a fault.

    Args:
        capture: what was recorded.
        limits: bounds on what is read of it; where one is reached, reading ends with `End.LIMIT`.
    """
    try:
        exchange = _replay(capture, _conversation(capture, limits))
    except InvalidInput as error:
        exchange = _unreadable(capture, str(error))
    return dataclasses.replace(
        exchange, url=capture.url, clock=_clock(capture.clock_at_request_end), known=capture.known or {}
    )


def _conversation(capture: Capture, limits: Limits) -> Conversation:
    match capture.protocol:
        case "http/1.1":
            from interim.wire.h1 import H1Conversation

            return H1Conversation(capture.request, limits=limits)
        case "h2":
            # hpack and hyperframe are loaded only where HTTP/2 is read.
            from interim.wire.h2 import H2Conversation

            return H2Conversation(capture.request, limits=limits)
        case _:
            raise InvalidInput("protocol", capture.protocol, "http/1.1 or h2; HTTP/3 cannot be read yet")


def _replay(capture: Capture, conversation: Conversation) -> Exchange:
    timeline = capture.timeline
    end, end_at_ns = timeline.end, timeline.end_at_ns
    for item in timeline.octets:
        if isinstance(item, Elided):
            conversation.skip(item)
            at_ns = item.until_ns
        else:
            conversation.receive(item.data, item.at_ns)
            at_ns = item.at_ns
        if conversation.full:
            end, end_at_ns = End.LIMIT, at_ns
            break
    conversation.end(end, end_at_ns)
    return conversation.exchange(request_end_ns=0)


def _unreadable(capture: Capture, reason: str) -> Exchange:
    timeline = capture.timeline
    fault = Fault(kind=FaultKind.FRAME, at_ns=min((0, *timeline.arrivals)), detail=reason)
    return Exchange(
        request=capture.request, faults=(fault,), timeline=timeline, end=timeline.end, end_at_ns=timeline.end_at_ns
    )


def _clock(text: str) -> datetime | None:
    try:
        clock = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return clock if clock.tzinfo else clock.replace(tzinfo=UTC)
