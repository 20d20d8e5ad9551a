"""LRO002: a monitor, and no word on how often to ask."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.monitor import monitor_field
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 202 or "retry-after" in final.fields:
        return
    name = monitor_field(final.fields)
    if name is not None:
        yield Found(
            message=f"The 202 names a status monitor in {name} and has no Retry-After",
            part="final",
            field="Retry-After",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="LRO002",
    name="accepted_without_retry_after",
    severity=Severity.NOTE,
    summary="202 (Accepted) with a status monitor but no Retry-After",
    spec=("RFC 9110 §10.2.3",),
    codes=(202,),
    why=(
        "Clients have to guess how often to ask. Some ask several times a second for work that takes minutes, others "
        "once a minute for work that is done in two seconds."
    ),
    bad="HTTP/1.1 202 Accepted\r\nLocation: /jobs/17\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 202 Accepted\r\nLocation: /jobs/17\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n",
    fix="Send Retry-After with the 202 and with each answer of the monitor: the seconds until a new answer is likely.",
    check=_check,
)
