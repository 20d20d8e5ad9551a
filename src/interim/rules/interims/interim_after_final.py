"""INT011: a 1xx after the final response."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.duration import moment
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.INTERIM_AFTER_FINAL):
        index = fault.index
        known = index is not None and 0 <= index < len(case.exchange.late)
        what = f"A {case.exchange.late[index].status}" if index is not None and known else "A 1xx"
        yield fault_found(fault, f"{what} came at {moment(fault.at_ns)}, after the final response")


RULE = Rule(
    id="INT011",
    name="interim_after_final",
    severity=Severity.ERROR,
    summary="A 1xx response arrives after the final response",
    spec=("RFC 9110 §15", "RFC 9112 §9.2", "RFC 9113 §8.1"),
    codes=INTERIM_CODES,
    why=(
        "The final response ends the exchange. On a connection that is kept, the late 1xx belongs to no request: a "
        "client closes the connection, or takes it for the answer to its next request. On HTTP/2 the stream is reset."
    ),
    bad="+20.0 s  HTTP/1.1 102 Processing\n+35.0 s  HTTP/1.1 200 OK\n+40.0 s  HTTP/1.1 102 Processing",
    good="+20.0 s  HTTP/1.1 102 Processing\n+35.0 s  HTTP/1.1 200 OK",
    fix=(
        "Stop the timer that sends 102 before the final response starts, and wait until it has stopped. A check in the "
        "timer alone is not enough: the two can run at the same time."
    ),
    check=_check,
)
