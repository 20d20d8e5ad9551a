"""TIM002: a long wait without any interim response."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    final = exchange.final
    if final is None or exchange.interims or exchange.request.version == "HTTP/1.0":
        return
    if final.head_at_ns > case.settings.first_102_ns:
        yield Found(
            message=f"The final response came at {moment(final.head_at_ns)}, and no interim response before it",
            part="final",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="TIM002",
    name="slow_without_interim",
    severity=Severity.NOTE,
    summary="The final response took more than 20 s, and no interim response was sent",
    spec=("RFC 2518 §10.1",),
    codes=(102,),
    why=(
        "The client and every proxy on the way saw nothing at all, and each of them has a time after which it gives "
        "up. A 102 tells those that understand it that the request is being worked on."
    ),
    bad="+45.0 s  HTTP/1.1 200 OK",
    good="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n+45.0 s  HTTP/1.1 200 OK",
    fix=(
        "If the path to your clients is known to be good with 1xx, send 102 from 20 s on. Else answer 202 with a "
        "status monitor, or make the work shorter."
    ),
    settings=("first_102_ns",),
    check=_check,
)
