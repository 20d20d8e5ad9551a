from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.wire.events import Event, FaultSeen
from interim.wire.fault_log import FaultLog
from interim.wire.limits import Limits


def test_a_fault_has_the_place_and_time_of_what_is_read() -> None:
    events: list[Event] = []
    log = FaultLog(Limits(), events.append)
    log.at_ns = 7
    log.place("interim", 2)
    log.note(FaultKind.BARE_LF, 30, "why", excerpt=b"x" * 500, field="A")
    (fault,) = log.faults(request_end_ns=5)
    assert (fault.kind, fault.at_ns, fault.offset, fault.part, fault.index) == (FaultKind.BARE_LF, 2, 30, "interim", 2)
    assert (fault.field, fault.detail, fault.excerpt) == ("A", "why", b"x" * EXCERPT_BYTES)
    assert [event.fault.at_ns for event in events if isinstance(event, FaultSeen)] == [7]


def test_beyond_the_limit_only_new_kinds_are_kept() -> None:
    log = FaultLog(Limits(faults=2), lambda _: None)
    for offset, kind in enumerate(
        [FaultKind.CHUNK, FaultKind.CHUNK, FaultKind.CHUNK, FaultKind.LIMIT, FaultKind.LIMIT]
    ):
        log.note(kind, offset, "")
    assert [fault.offset for fault in log.faults(request_end_ns=0)] == [0, 1, 3]


def test_an_excerpt_grows_until_it_is_full_or_another_fault_comes() -> None:
    log = FaultLog(Limits(), lambda _: None)
    log.note(FaultKind.SURPLUS, 0, "", growing=True)
    log.grow(b"abc")
    log.grow(b"def")
    log.note(FaultKind.CHUNK, 1, "", growing=True)
    log.grow(b"x" * 500)
    log.note(FaultKind.LIMIT, 2, "")
    log.grow(b"lost")
    assert [fault.excerpt for fault in log.faults(request_end_ns=0)] == [b"abcdef", b"x" * EXCERPT_BYTES, b""]


def test_a_log_is_hungry_while_an_excerpt_can_grow() -> None:
    log = FaultLog(Limits(), lambda _: None)
    hungry = [log.hungry]
    log.note(FaultKind.SURPLUS, 0, "", growing=True)
    hungry.append(log.hungry)
    log.grow(b"x" * EXCERPT_BYTES)
    hungry.append(log.hungry)
    assert hungry == [False, True, False]


def test_octets_for_a_fault_that_was_dropped_go_nowhere() -> None:
    log = FaultLog(Limits(faults=1), lambda _: None)
    log.note(FaultKind.CHUNK, 0, "")
    log.note(FaultKind.CHUNK, 1, "", growing=True)
    log.grow(b"abc")
    assert [fault.excerpt for fault in log.faults(request_end_ns=0)] == [b""]
