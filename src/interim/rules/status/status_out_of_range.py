"""STA014: a status code outside 100 to 599."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.evidence import faults_of
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # A code of one or two digits makes the status line malformed, which FRM010 says.
    if final is None or any(faults_of(case, FaultKind.STATUS_LINE)):
        return
    if not 100 <= final.status <= 599:
        yield Found(
            message=f"{final.status:03} is no status code: they go from 100 to 599",
            part="final",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="STA014",
    name="status_out_of_range",
    severity=Severity.ERROR,
    summary="The status code is not in 100 to 599",
    spec=("RFC 9110 §15", "RFC 9112 §4"),
    codes=(783, 999),
    why=(
        "The first digit gives the class, and there are five. A client SHOULD treat any other as a 5xx, that is, as a "
        "failure of the server; some refuse the response, and logs and proxies count it as nothing at all."
    ),
    bad="HTTP/1.1 600 Weird\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
    fix="Choose a registered code of the class that fits, and put the detail into the content.",
    check=_check,
)
