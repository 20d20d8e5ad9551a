"""STA002: content after a 204, a 304 or a response to HEAD."""

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
    final = case.exchange.final
    what = "a response that has no content"
    if final is not None:
        what = f"the {final.status}, which has no content"
        if case.exchange.request.method == "HEAD":
            what = f"the {final.status} to HEAD, which has no content"
    for fault in faults_of(case, FaultKind.CONTENT_NOT_ALLOWED):
        octets = f": '{shown(fault.excerpt, _SHOWN)}'" if fault.excerpt else ""
        yield fault_found(fault, f"Octets follow {what}{octets}")


RULE = Rule(
    id="STA002",
    name="content_not_allowed",
    severity=Severity.ERROR,
    summary="Content follows a 204, a 304 or a response to HEAD",
    spec=("RFC 9110 §15.3.5", "RFC 9110 §15.4.5", "RFC 9110 §9.3.2", "RFC 9112 §6.3"),
    codes=(204, 304),
    why=(
        "These responses end with their header section, whatever their fields say. The octets after it are the start "
        "of the next response: the next request on the connection fails, or gets an answer that is not its own."
    ),
    bad="HTTP/1.1 204 No Content\r\n\r\ndone",
    good="HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone",
    fix="Send no content with these, not even an empty JSON object; or send 200 when there is something to say.",
    check=_check,
)
