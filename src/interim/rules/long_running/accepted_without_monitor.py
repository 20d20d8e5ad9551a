"""LRO001: a 202 that leaves the client with nothing."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.monitor import monitor_field
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # A response to HEAD shows no content, and of an incomplete one the content may be still to come.
    if final is None or final.status != 202 or not final.complete or case.exchange.request.method == "HEAD":
        return
    if final.content_octets == 0 and monitor_field(final.fields) is None:
        yield Found(
            message="The 202 has no content, and no Location, Content-Location or Link to a status monitor",
            part="final",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="LRO001",
    name="accepted_without_monitor",
    severity=Severity.WARNING,
    summary="202 (Accepted) gives no status monitor and has no content",
    spec=("RFC 9110 §15.3.3",),
    codes=(202,),
    why=(
        "A 202 promises nothing. What it sends ought to describe the status of the request and point to a monitor. "
        "Without either the client never learns whether the work was done, and sends the request again to be safe."
    ),
    bad="HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
    good=(
        'HTTP/1.1 202 Accepted\r\nLocation: /jobs/17\r\nRetry-After: 5\r\nContent-Length: 19\r\n\r\n{"state": "queued"}'
    ),
    fix=(
        "Give each accepted request a resource that tells its state, and name it in Location (RFC 7240 §4.1 shows "
        "this), or in Link with the relation status or monitor. Describe the state in the content as well."
    ),
    check=_check,
)
