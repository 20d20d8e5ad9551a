"""TIM008: a 102 before an answer that was quick."""

from collections.abc import Iterator

from interim.rules.broken_by_interims import BROKEN_BY_INTERIMS
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.head_at_ns > case.settings.needless_102_ns:
        return
    for index, interim in enumerate(case.exchange.interims):
        if interim.status == 102:
            yield Found(
                message=f"A 102 was sent, and the final response came at {moment(final.head_at_ns)}",
                part="interim",
                index=index,
                at_ns=interim.at_ns,
            )
            return


RULE = Rule(
    id="TIM008",
    name="needless_processing",
    severity=Severity.WARNING,
    summary="102 (Processing) was sent although the final response came within 1 s",
    spec=("RFC 2518 §10.1",),
    codes=(102,),
    why=(
        "102 should only be sent when the request will take significant time. For a quick answer it gains nothing, and "
        "every 1xx is a risk: these clients and proxies take a 102 for the final response, or fail at it."
    ),
    hurts=BROKEN_BY_INTERIMS,
    bad="+0.02 s  HTTP/1.1 102 Processing\n+0.08 s  HTTP/1.1 200 OK",
    good="+0.08 s  HTTP/1.1 200 OK",
    fix="Start a timer when the request has come, and send the first 102 only when it fires, after 15 to 20 s.",
    settings=("needless_102_ns",),
    check=_check,
)
