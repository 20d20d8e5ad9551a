import pytest

from interim.errors import InvalidInput
from interim.exchange.fault import EXCERPT_BYTES, Fault, FaultKind


def test_a_fault_keeps_no_more_evidence_than_its_bound() -> None:
    assert Fault(kind=FaultKind.CHUNK, at_ns=0, excerpt=b"x" * EXCERPT_BYTES).excerpt
    with pytest.raises(InvalidInput, match="201 octets"):
        Fault(kind=FaultKind.CHUNK, at_ns=0, excerpt=b"x" * (EXCERPT_BYTES + 1))


@pytest.mark.parametrize("part", ["", "interim", "final", "late"])
def test_a_fault_is_in_a_part_of_the_exchange(part: str) -> None:
    assert Fault(kind=FaultKind.BARE_LF, at_ns=0, part=part).part == part


def test_a_fault_is_in_no_other_part() -> None:
    with pytest.raises(InvalidInput, match="request"):
        Fault(kind=FaultKind.BARE_LF, at_ns=0, part="request")
