"""FRM012: a frame or a field block that HTTP/2 does not allow."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.FRAME):
        detail = f": {shown(fault.detail, 200)}" if fault.detail else ""
        yield fault_found(fault, f"HTTP/2 does not allow what came{detail}")


RULE = Rule(
    id="FRM012",
    name="frame_not_allowed",
    severity=Severity.ERROR,
    summary="A frame or field block is not allowed by HTTP/2",
    spec=("RFC 9113 §4", "RFC 9113 §5.1", "RFC 9113 §6", "RFC 9113 §8.1.1", "RFC 9113 §8.3"),
    why=(
        "Clients answer a frame in the wrong place, or a malformed one, with an error of the stream or of the whole "
        "connection. With the connection go all other requests that are running on it."
    ),
    bad="HEADERS stream=1 END_HEADERS\r\n  :status: 200\r\n  Content-Type: text/plain",
    good="HEADERS stream=1 END_HEADERS\r\n  :status: 200\r\n  content-type: text/plain",
    fix=(
        "Report it to the makers of the server or proxy: applications do not write frames. A field name with capital "
        "letters, or a field that starts with a colon, can come from an application that sets fields unchecked."
    ),
    check=_check,
)
