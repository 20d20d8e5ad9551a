"""FRM010: a status line that is malformed."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.STATUS_LINE):
        octets = f" in '{shown(fault.excerpt)}'" if fault.excerpt else ""
        detail = f": {shown(fault.detail)}" if fault.detail else ""
        yield fault_found(fault, f"The status line is malformed{octets}{detail}")


RULE = Rule(
    id="FRM010",
    name="bad_status_line",
    severity=Severity.ERROR,
    summary="A response does not start with a well-formed status line",
    spec=("RFC 9112 §4", "RFC 9113 §8.3.2"),
    why=(
        "Without the version, three digits and the spaces between them a client cannot tell the outcome of its "
        "request. Most drop the connection; some treat the octets as a response of HTTP/0.9, fields and all."
    ),
    bad="HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    fix=(
        "Write it as HTTP/1.1, one space, three digits, one space, and a reason phrase, which may be empty; over "
        "HTTP/2 send :status with three digits, once. Better, let the server write it."
    ),
    check=_check,
)
