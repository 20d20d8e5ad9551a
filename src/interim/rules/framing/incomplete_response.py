"""FRM003: the connection or stream ended within a response."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.INCOMPLETE):
        detail = f": {shown(fault.detail)}" if fault.detail else ""
        yield fault_found(fault, f"The response is incomplete{detail}")


RULE = Rule(
    id="FRM003",
    name="incomplete_response",
    severity=Severity.ERROR,
    summary="The connection or stream ended before the response was complete",
    spec=("RFC 9112 §8", "RFC 9113 §8.1.1"),
    why=(
        "The framing announced more than came. Most clients raise an error and drop what they have; those that do not "
        "check hand out a truncated file as if it were whole. A cache must not store it as a complete response."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this, and the connection closes",
    good="HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonly this",
    fix=(
        "Look for an exception or a timeout of the application after the head was sent, for a proxy that gives up, and "
        "for a Content-Length that was computed before the content was changed."
    ),
    check=_check,
)
