"""TIM007: interim responses in quick succession."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import spell
from interim.rules.rule import Found, Rule
from interim.rules.timing.interims_held_back import held_back

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    settings, interims = case.settings, case.exchange.interims
    # One alone has no rate.
    if len(interims) < max(2, settings.flood_interims) or held_back(case):
        return
    span_ns = interims[-1].at_ns - interims[0].at_ns
    if span_ns < settings.flood_spacing_ns * (len(interims) - 1):
        yield Found(
            message=f"{len(interims)} interim responses came within {spell(span_ns)}",
            part="interim",
            index=0,
            at_ns=interims[0].at_ns,
            data={"interims": len(interims), "span": span_ns / 1_000_000_000},
        )


RULE = Rule(
    id="TIM007",
    name="interim_flood",
    severity=Severity.WARNING,
    summary="Five or more interim responses at more than one per second",
    spec=(),
    codes=(102,),
    why=(
        "No timeout is so short that it needs more than one sign of life per second. Each of them wakes the client and "
        "every proxy on the way, and uses up the bound that many of them have on 1xx: 5 to 10 for the strictest."
    ),
    bad=(
        "+0.1 s  HTTP/1.1 102 Processing\n        (one every 100 ms)\n"
        "+4.0 s  HTTP/1.1 102 Processing\n+4.1 s  HTTP/1.1 200 OK"
    ),
    good="+4.1 s  HTTP/1.1 200 OK",
    fix=(
        "Send 102 on a timer, every 15 to 25 s, not on each step of progress. Let a step of progress only change what "
        "the next one says."
    ),
    settings=("flood_interims", "flood_spacing_ns"),
    check=_check,
)
