import pytest

from interim.exchange.fault import Fault, FaultKind
from interim.exchange.messages import Final, Interim
from interim.exchange.timeline import End
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
    moved,
)

MOVED: list[tuple[Event, Event]] = [
    (PhaseDone(phase=Phase.DNS, took_ns=50), PhaseDone(phase=Phase.DNS, took_ns=50)),
    (RequestSent(), RequestSent()),
    (InterimSeen(interim=Interim(status=102, at_ns=50)), InterimSeen(interim=Interim(status=102, at_ns=20))),
    (FinalHead(final=Final(status=200, head_at_ns=50)), FinalHead(final=Final(status=200, head_at_ns=20))),
    (
        FinalHead(final=Final(status=200, head_at_ns=50, end_at_ns=60)),
        FinalHead(final=Final(status=200, head_at_ns=20, end_at_ns=30)),
    ),
    (ContentSeen(at_ns=50, octets=7), ContentSeen(at_ns=20, octets=7)),
    (
        FaultSeen(fault=Fault(kind=FaultKind.SURPLUS, at_ns=50, offset=3)),
        FaultSeen(fault=Fault(kind=FaultKind.SURPLUS, at_ns=20, offset=3)),
    ),
    (Finished(at_ns=20, end=End.CLOSE), Finished(at_ns=-10, end=End.CLOSE)),
]


@pytest.mark.parametrize(("event", "earlier"), MOVED)
def test_a_moved_event_differs_in_its_times_only(event: Event, earlier: Event) -> None:
    assert moved(event, 30) == earlier
