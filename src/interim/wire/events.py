"""What a recorder tells while an exchange runs, for whoever draws it live. The result is the exchange, not these."""

import enum
from dataclasses import dataclass, replace
from typing import assert_never

from interim.exchange.fault import Fault
from interim.exchange.messages import Final, Interim
from interim.exchange.timeline import End

__all__ = [
    "ContentSeen",
    "Event",
    "FaultSeen",
    "FinalHead",
    "Finished",
    "InterimSeen",
    "Phase",
    "PhaseDone",
    "RequestSent",
    "moved",
]


class Phase(enum.Enum):
    """What comes before the request."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDone:
    """A phase is over.

    Attributes:
        took_ns: how long it took.
        detail: the address, or the version and cipher of TLS, in words.
    """

    phase: Phase
    took_ns: int
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSent:
    """The last octet of the request has left, or no more will: this is time zero.

    Events before it count from the start of sending, those after it from here.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimSeen:
    """An interim response, or a late 1xx after the final one."""

    interim: Interim
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalHead:
    """The header section of the final response. Its content is still to come."""

    final: Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentSeen:
    """Content of the final response arrived.

    Attributes:
        octets: how many, without transfer coding.
    """

    at_ns: int
    octets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultSeen:
    """The reader met a fault."""

    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The watching is over.

    Attributes:
        complete: the final response had come before; this is only the end of watching what comes after it.
    """

    at_ns: int
    end: End
    complete: bool = False


Event = PhaseDone | RequestSent | InterimSeen | FinalHead | ContentSeen | FaultSeen | Finished


def moved(event: Event, by_ns: int) -> Event:
    """The same event with its times earlier by this much: on a clock that starts there."""
    match event:
        case PhaseDone() | RequestSent():
            return event
        case InterimSeen(interim=interim):
            return replace(event, interim=replace(interim, at_ns=interim.at_ns - by_ns))
        case FinalHead(final=final):
            end_at_ns = None if final.end_at_ns is None else final.end_at_ns - by_ns
            return replace(event, final=replace(final, head_at_ns=final.head_at_ns - by_ns, end_at_ns=end_at_ns))
        case FaultSeen(fault=fault):
            return replace(event, fault=replace(fault, at_ns=fault.at_ns - by_ns))
        case ContentSeen() | Finished():
            return replace(event, at_ns=event.at_ns - by_ns)
        case _:
            assert_never(event)
