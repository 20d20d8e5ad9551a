"""LRO010: kept waiting, and then sent away."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 202:
        return
    for index, interim in enumerate(case.exchange.interims):
        if interim.status == 102:
            yield Found(
                message=f"A 102 came at {moment(interim.at_ns)}, and then a 202 at {moment(final.head_at_ns)}",
                part="interim",
                index=index,
                at_ns=interim.at_ns,
            )
            return


RULE = Rule(
    id="LRO010",
    name="processing_then_accepted",
    severity=Severity.NOTE,
    summary="102 (Processing) followed by 202 (Accepted): the client waited and still has to poll",
    spec=("RFC 2518 §10.1", "RFC 9110 §15.3.3"),
    codes=(102, 202),
    why=(
        "102 asks the client to wait for the result, and 202 says that it will not come on this connection. The client "
        "paid for both. It is right where a server waits for a while, as with wait=N, and then gives up."
    ),
    bad="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 202 Accepted\n         Location: /jobs/17",
    good="+0.1 s   HTTP/1.1 202 Accepted\n         Location: /jobs/17\n         Retry-After: 15",
    fix="If the work always takes this long, answer 202 at once. If most requests are quicker, leave it as it is.",
    check=_check,
)
