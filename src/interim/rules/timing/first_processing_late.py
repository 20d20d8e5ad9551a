"""TIM001: the first 102 comes late."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment, spell
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    if case.exchange.request.version == "HTTP/1.0":
        return
    limit_ns = case.settings.first_102_ns
    for index, interim in enumerate(case.exchange.interims):
        if interim.status == 102:
            if interim.at_ns > limit_ns:
                yield Found(
                    message=f"The first 102 came at {moment(interim.at_ns)}, later than {spell(limit_ns)}",
                    part="interim",
                    index=index,
                    at_ns=interim.at_ns,
                )
            return


RULE = Rule(
    id="TIM001",
    name="first_processing_late",
    severity=Severity.WARNING,
    summary="The first 102 came later than 20 s after the request was complete",
    spec=("RFC 2518 §10.1",),
    codes=(102,),
    why=(
        "When a method takes longer than 20 s, the server should send a 102; RFC 2518 calls the value reasonable, but "
        "arbitrary. A 102 that comes later comes after the strictest proxies and clients have given up."
    ),
    bad="+40.0 s  HTTP/1.1 102 Processing\n+55.0 s  HTTP/1.1 200 OK",
    good="+20.0 s  HTTP/1.1 102 Processing\n+40.0 s  HTTP/1.1 102 Processing\n+55.0 s  HTTP/1.1 200 OK",
    fix="Send the first 102 after 15 to 20 s, and the next ones at the same distance.",
    settings=("first_102_ns",),
    check=_check,
)
