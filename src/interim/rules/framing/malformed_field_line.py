"""FRM008: a field line that the grammar does not allow."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import PLACES, fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_WHAT = {
    FaultKind.SPACE_BEFORE_COLON: "has white space before the colon or before the first field",
    FaultKind.FIELD_NAME: "has no colon, or a name that is no token",
    FaultKind.FIELD_VALUE: "has a NUL, CR or LF in its value",
}


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, *_WHAT):
        name = f" {shown(fault.field)}" if fault.field else ""
        place = PLACES.get(fault.part, "the response")
        yield fault_found(fault, f"The field line{name} of {place} {_WHAT[fault.kind]}")


RULE = Rule(
    id="FRM008",
    name="malformed_field_line",
    severity=Severity.ERROR,
    summary="A field line has white space before its colon, a bad name, or NUL, CR or LF in its value",
    spec=("RFC 9112 §5.1", "RFC 9110 §5.1", "RFC 9110 §5.5", "RFC 9113 §8.2.1"),
    why=(
        "No white space is allowed between a field name and the colon: a proxy MUST take it out, and recipients that "
        "do not agree on the name see different framing. NUL, CR and LF in a value are dangerous: what one recipient "
        "reads as a value, another reads as the end of it and the start of the next field."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nok\n",
    good="HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n",
    fix="Set fields with the server's own call, and refuse or encode values that hold control characters.",
    check=_check,
)
