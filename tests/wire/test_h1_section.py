import pytest

from interim.exchange.fault import Fault
from interim.wire.fault_log import FaultLog
from interim.wire.h1_section import Section
from interim.wire.limits import Limits


def _section(octets: bytes, room_bytes: int = 1000) -> tuple[Section, tuple[Fault, ...]]:
    log = FaultLog(Limits(), lambda _: None)
    section = Section(log, room_bytes)
    section.read(octets, 0, 0)
    return section, log.faults(request_end_ns=0)


def test_fields_are_read_as_they_stand_up_to_the_empty_line() -> None:
    section, faults = _section(b"A: 1\r\nb:2\r\nA:\t 3 \t\r\nC:\r\n\r\nD: 4\r\n")
    assert section.fields.lines == ((b"A", b"1"), (b"b", b"2"), (b"A", b"3"), (b"C", b""))
    assert section.over
    assert faults == ()


@pytest.mark.parametrize(
    ("octets", "kind", "offset", "field", "lines"),
    [
        (b"A: 1\nB: 2\r\nC: 3\n\n", "bare_lf", 0, "", ((b"A", b"1"), (b"B", b"2"), (b"C", b"3"))),
        (b"A: 1\r\nB: 2\r\n\n", "bare_lf", 12, "", ((b"A", b"1"), (b"B", b"2"))),
        (b"A: 1\r\n 2\r\nB: 3\r\n\r\n", "obs_fold", 6, "A", ((b"A", b"1 2"), (b"B", b"3"))),
        (b"A: 1\r\n\t\r\n\r\n", "obs_fold", 6, "A", ((b"A", b"1"),)),
        (b"A: 1\r\nB : 2\r\n\r\n", "space_before_colon", 6, "B", ((b"A", b"1"), (b"B", b"2"))),
        (b" A: 1\r\nB: 2\r\n\r\n", "space_before_colon", 0, "", ((b"B", b"2"),)),
        (b"A: 1\r\nno colon\r\nB: 2\r\n\r\n", "field_name", 6, "", ((b"A", b"1"), (b"B", b"2"))),
        (b"A(: 1\r\n\r\n", "field_name", 0, "A(", ((b"A(", b"1"),)),
        (b": 1\r\n\r\n", "field_name", 0, "", ((b"", b"1"),)),
        (b"A: 1\x002\r\n\r\n", "field_value", 0, "A", ((b"A", b"1\x002"),)),
        (b"A: 1\r2\r\n\r\n", "field_value", 0, "A", ((b"A", b"1\r2"),)),
        (b"A: 1\r\r\n\r\n", "field_value", 0, "A", ((b"A", b"1\r"),)),
    ],
)
def test_a_broken_line_is_one_fault_and_reading_goes_on(
    octets: bytes, kind: str, offset: int, field: str, lines: tuple[tuple[bytes, bytes], ...]
) -> None:
    section, faults = _section(octets)
    assert [(fault.kind.value, fault.offset, fault.field) for fault in faults] == [(kind, offset, field)]
    assert section.fields.lines == lines
    assert section.over


def test_controls_other_than_nul_and_cr_are_left_to_the_rules() -> None:
    assert _section(b"A: 1\x072\r\n\r\n")[1] == ()


def test_a_fold_after_a_line_that_is_no_field_joins_nothing() -> None:
    section, faults = _section(b"A: 1\r\nno colon\r\n fold\r\n\r\n")
    assert section.fields.lines == ((b"A", b"1"),)
    assert [fault.kind.value for fault in faults] == ["field_name", "obs_fold"]


def test_a_folded_nul_is_found() -> None:
    assert [fault.kind.value for fault in _section(b"A: 1\r\n \0\r\n\r\n")[1]] == ["obs_fold", "field_value"]


@pytest.mark.parametrize(("room", "over"), [(8, True), (7, False)])
def test_its_size_is_bounded_and_the_bound_inclusive(room: int, over: bool) -> None:
    section, _ = _section(b"A: 1\r\n\r\n", room)
    assert section.over is over
    assert section.overlong is not over


def test_a_line_that_never_ends_is_overlong_at_once() -> None:
    assert _section(b"A" * 1001)[0].overlong
