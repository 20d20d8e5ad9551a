from interim.exchange.fault import FaultKind
from interim.rules.reading.evidence import fault_found, faults_of
from tests.fakes.exchanges import case, fault, get


def test_faults_are_chosen_by_kind_in_order() -> None:
    one = case(get(), faults=[fault(kind) for kind in (FaultKind.CHUNK, FaultKind.FRAME, FaultKind.BARE_LF)])
    assert [each.kind for each in faults_of(one, FaultKind.BARE_LF, FaultKind.CHUNK)] == [
        FaultKind.CHUNK,
        FaultKind.BARE_LF,
    ]


def test_what_is_found_says_where_and_when() -> None:
    found = fault_found(fault(FaultKind.CHUNK, at=2, part="late", index=1, field="X-A", excerpt=b"\x00" * 200), "so")
    assert (found.message, found.part, found.index, found.field, found.at_ns) == ("so", "late", 1, "X-A", 2_000_000_000)
    assert found.data == {"offset": 0, "excerpt": r"\x00" * 200}


def test_without_octets_there_is_no_excerpt() -> None:
    assert fault_found(fault(FaultKind.CHUNK), "so").data == {"offset": 0}
