"""FRM006: malformed chunked coding."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.CHUNK):
        detail = f": {shown(fault.detail)}" if fault.detail else ""
        yield fault_found(fault, f"The chunked coding is malformed{detail}")


RULE = Rule(
    id="FRM006",
    name="malformed_chunk",
    severity=Severity.ERROR,
    summary="The chunked coding is malformed",
    spec=("RFC 9112 §7.1",),
    why=(
        "A client cannot find the end of the content. Strict ones stop with an error; lenient ones guess, and what "
        "they guess differs, so that parts of the content are lost or taken for the next response."
    ),
    bad="HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\n\r\n0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n",
    fix=(
        "Let the server write the chunks. An application that writes them itself has to give the size in hexadecimal, "
        "without a prefix, and end every chunk with CR LF."
    ),
    check=_check,
)
