"""An exchange read from the octets of an HTTP/1 server, each piece one second after the one before."""

import dataclasses

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import Elided, End
from interim.wire.h1 import H1Conversation
from interim.wire.limits import Limits

__all__ = ["SECOND", "converse", "kinds", "read", "replayed", "statuses", "timeless"]

SECOND = 1_000_000_000
_NO_FIELDS = Fields()
_LIMITS = Limits()


def converse(
    *pieces: bytes, method: str = "GET", fields: Fields = _NO_FIELDS, limits: Limits = _LIMITS
) -> H1Conversation:
    """A conversation that has received these pieces, the first after one second."""
    target = "example.test:443" if method == "CONNECT" else "/"
    conversation = H1Conversation(Request(method=method, target=target, fields=fields), limits=limits)
    for number, piece in enumerate(pieces, 1):
        conversation.receive(piece, number * SECOND)
        if conversation.full:
            break
    return conversation


def read(
    *pieces: bytes,
    method: str = "GET",
    fields: Fields = _NO_FIELDS,
    end: End = End.CLOSE,
    limits: Limits = _LIMITS,
) -> Exchange:
    """The exchange, ended one second after the last piece."""
    conversation = converse(*pieces, method=method, fields=fields, limits=limits)
    conversation.end(end, (len(pieces) + 1) * SECOND)
    return conversation.exchange(request_end_ns=0)


def replayed(exchange: Exchange, limits: Limits = _LIMITS) -> Exchange:
    """The same exchange, read from its own timeline."""
    conversation = H1Conversation(exchange.request, limits=limits)
    for item in exchange.timeline.octets:
        if isinstance(item, Elided):
            conversation.skip(item)
        else:
            conversation.receive(item.data, item.at_ns)
    conversation.end(exchange.timeline.end, exchange.timeline.end_at_ns)
    return conversation.exchange(request_end_ns=0)


def timeless(exchange: Exchange) -> Exchange:
    """The exchange without times and timeline: what must not depend on how the octets were cut."""
    final = exchange.final
    return dataclasses.replace(
        exchange,
        interims=tuple(dataclasses.replace(interim, at_ns=0) for interim in exchange.interims),
        late=tuple(dataclasses.replace(interim, at_ns=0) for interim in exchange.late),
        final=final and dataclasses.replace(final, head_at_ns=0, end_at_ns=0 if final.complete else None),
        faults=tuple(dataclasses.replace(fault, at_ns=0) for fault in exchange.faults),
        timeline=type(exchange.timeline)(),
        end_at_ns=0,
    )


def kinds(exchange: Exchange) -> list[str]:
    """What each fault is, in order."""
    return [fault.kind.value for fault in exchange.faults]


def statuses(exchange: Exchange) -> list[int]:
    """The status of each response in order: interims, final, late ones."""
    final = [exchange.final.status] if exchange.final else []
    return [*(interim.status for interim in exchange.interims), *final, *(late.status for late in exchange.late)]
