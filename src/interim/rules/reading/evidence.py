"""From the faults that the reader met to what a rule found."""

from collections.abc import Iterator

from interim.exchange.fault import Fault, FaultKind
from interim.rules.case import Case
from interim.rules.reading.shown import shown
from interim.rules.rule import Found

__all__ = ["PLACES", "fault_found", "faults_of"]

PLACES = {"interim": "an interim response", "final": "the final response", "late": "a 1xx after the final response"}
"""The message that a fault concerns, in words, by `Fault.part`."""


def faults_of(case: Case, *kinds: FaultKind) -> Iterator[Fault]:
    """The faults of these kinds, in order of arrival."""
    return (fault for fault in case.exchange.faults if fault.kind in kinds)


def fault_found(fault: Fault, message: str) -> Found:
    """What a rule found that rests on this fault: where, when, and the octets."""
    data = {"offset": fault.offset}
    return Found(
        message=message,
        part=fault.part,
        index=fault.index,
        field=shown(fault.field),
        at_ns=fault.at_ns,
        data=data | {"excerpt": shown(fault.excerpt, len(fault.excerpt))} if fault.excerpt else data,
    )
