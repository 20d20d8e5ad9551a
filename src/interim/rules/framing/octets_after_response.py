"""FRM004: octets after a complete final response."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_SHOWN = 40


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.SURPLUS):
        octets = f", starting '{shown(fault.excerpt, _SHOWN)}'" if fault.excerpt else ""
        yield fault_found(fault, f"Octets follow the complete final response and belong to no request{octets}")


RULE = Rule(
    id="FRM004",
    name="octets_after_response",
    severity=Severity.ERROR,
    summary="Octets follow a complete final response although no request is outstanding",
    spec=("RFC 9112 §9.2", "RFC 9112 §11.1"),
    why=(
        "The next request on the connection gets these octets as its response. Behind a proxy that shares connections "
        "that is the request of another user. A careful client closes the connection, so it is lost for reuse."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\nand more",
    good="HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nok\nand more",
    fix=(
        "Make Content-Length the number of octets, not of characters, and send nothing after the content. A whole "
        "second response here means that something answered a request twice."
    ),
    check=_check,
)
