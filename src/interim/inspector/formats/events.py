"""The course of an exchange as events: those that a recorder told live, or those of a finished exchange."""

from collections.abc import Iterator
from typing import assert_never

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.exchange.timeline import Elided
from interim.inspector.report import Report
from interim.wire.conversation import Conversation
from interim.wire.events import (
    ContentSeen,
    Event,
    FaultSeen,
    FinalHead,
    Finished,
    InterimSeen,
    Phase,
    PhaseDone,
    RequestSent,
)

__all__ = ["ContentJoiner", "event_time_ns", "events_of", "phases_of"]

_TENTH_NS = 100_000_000


def phases_of(report: Report) -> Iterator[PhaseDone]:
    """What came before the request; nothing for a replay."""
    if report.phases is None:
        return
    connection = report.connection
    host = "" if connection is None else connection.address
    address = "" if connection is None else f"{host} port {connection.port}"
    tls = "" if connection is None else connection.tls
    for phase, took_ns, detail in (
        (Phase.DNS, report.phases.dns_ns, host),
        (Phase.CONNECT, report.phases.connect_ns, address),
        (Phase.TLS, report.phases.tls_ns, tls),
    ):
        if took_ns is not None:
            yield PhaseDone(phase=phase, took_ns=took_ns, detail=detail)


def events_of(exchange: Exchange) -> list[Event]:
    """The events of a finished exchange in order of time, as a recorder told them."""
    events: list[Event] = [InterimSeen(interim=interim) for interim in exchange.interims]
    final = exchange.final
    if final is not None:
        events.append(FinalHead(final=final))
        if final.content_octets:
            events += _content(exchange, final)
    events += [InterimSeen(interim=interim, late=True) for interim in exchange.late]
    events += [FaultSeen(fault=fault) for fault in exchange.faults]
    # Stable, so that a head stands before its content and before what is wrong with it.
    events.sort(key=lambda event: event_time_ns(event) or 0)
    before = sum(1 for event in events if (event_time_ns(event) or 0) < 0)
    events.insert(before, RequestSent())
    complete = final is not None and final.complete
    events.append(Finished(at_ns=exchange.end_at_ns, end=exchange.end, complete=complete))
    return events


def event_time_ns(event: Event) -> int | None:
    """When an event was, in ns since the end of the request; None for a phase before the request."""
    match event:
        case PhaseDone():
            return None
        case RequestSent():
            return 0
        case InterimSeen(interim=interim):
            return interim.at_ns
        case FinalHead(final=final):
            return final.head_at_ns
        case ContentSeen(at_ns=at_ns) | Finished(at_ns=at_ns):
            return at_ns
        case FaultSeen(fault=fault):
            return fault.at_ns
        case _:
            assert_never(event)


class ContentJoiner:
    """Makes one event of content that comes within a tenth of a second, since a long response has many parts."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: ContentSeen | None = None

    def of(self, event: Event) -> Iterator[Event]:
        """The events that are due when this one came; the last one never is content."""
        held = self._held
        if isinstance(event, ContentSeen) and held is not None and event.at_ns - held.at_ns < _TENTH_NS:
            self._held = ContentSeen(at_ns=held.at_ns, octets=held.octets + event.octets)
            return
        self._held = None
        if held is not None:
            yield held
        if isinstance(event, ContentSeen):
            self._held = event
        else:
            yield event


def _content(exchange: Exchange, final: Final) -> list[ContentSeen]:
    """The content with its times, which only reading the octets again can tell from its framing."""
    conversation = _conversation(exchange)
    seen: list[ContentSeen] = []
    for item in exchange.timeline.octets:
        told = conversation.skip(item) if isinstance(item, Elided) else conversation.receive(item.data, item.at_ns)
        seen += (event for event in told if isinstance(event, ContentSeen))
        if conversation.full:
            break
    return seen or [ContentSeen(at_ns=final.end_at_ns or final.head_at_ns, octets=final.content_octets)]


def _conversation(exchange: Exchange) -> Conversation:
    # hpack and hyperframe are loaded only where HTTP/2 is read.
    if exchange.request.version in ("HTTP/2", "HTTP/3"):
        from interim.wire.h2 import H2Conversation

        return H2Conversation(exchange.request)
    from interim.wire.h1 import H1Conversation

    return H1Conversation(exchange.request)
