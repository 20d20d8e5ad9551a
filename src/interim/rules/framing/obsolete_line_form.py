"""FRM007: a line that ends in a bare LF, or a field line that is folded."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import PLACES, fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.BARE_LF, FaultKind.OBS_FOLD):
        place = PLACES.get(fault.part, "the response")
        if fault.kind is FaultKind.OBS_FOLD:
            name = f" {shown(fault.field)}" if fault.field else ""
            yield fault_found(fault, f"The field line{name} of {place} is folded over several lines")
        else:
            yield fault_found(fault, f"A line of {place} ends in LF without CR")


RULE = Rule(
    id="FRM007",
    name="obsolete_line_form",
    severity=Severity.WARNING,
    summary="A line ends in LF without CR, or a field line is folded",
    spec=("RFC 9112 §2.2", "RFC 9112 §5.2"),
    why=(
        "A server must end lines in CR LF and must not fold them. Recipients may accept both forms, and may refuse "
        "them; where one of two recipients in a row reads a fold as a new field, they see different fields."
    ),
    bad="HTTP/1.1 200 OK\r\nX-Note: one\r\n two\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nX-Note: one two\r\nContent-Length: 0\r\n\r\n",
    fix="Write header sections with the server's own call, and take line breaks out of values before setting them.",
    check=_check,
)
