import time

from interim.asgi.rest import Woken
from interim.protocol.pacing import Step
from interim.simulator.performance import Performance
from interim.simulator.played import Played
from interim.simulator.site import NoMetrics


def perform(*, since_s: int = 0) -> Performance:
    start_ns = time.monotonic_ns() - since_s * 1_000_000_000
    return Performance([Step(status=102)], {}, channel=None, metrics=NoMetrics(), start_ns=start_ns, wait_ns=0)


def test_nothing_special_needs_no_note() -> None:
    played = Played(102, 200).after(perform(), Woken.DUE)
    assert (played.notes, played.delay_ms) == ((), 0)


def test_a_note_is_kept_and_others_join_it() -> None:
    played = Played(102, 200, notes=("first",)).after(perform(since_s=3), Woken.DRAINED)
    assert played.notes[0] == "first"
    assert played.notes[1].startswith("the server is shutting down: the hold was cut short after 3")
    assert played.delay_ms >= 3000
