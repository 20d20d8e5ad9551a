"""TIM009: interim responses that something on the path kept until the end."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE", "held_back"]


def held_back(case: Case) -> bool:
    """Whether all interim responses came together with the final one, after a long wait."""
    settings, interims, final = case.settings, case.exchange.interims, case.exchange.final
    return (
        final is not None
        and len(interims) >= 2
        and final.head_at_ns >= settings.buffered_wait_ns
        and final.head_at_ns - interims[0].at_ns < settings.buffered_gap_ns
    )


def _check(case: Case) -> Iterator[Found]:
    if held_back(case):
        interims = case.exchange.interims
        yield Found(
            message=f"{len(interims)} interim responses came with the final one, at {moment(interims[0].at_ns)}",
            part="interim",
            index=0,
            at_ns=interims[0].at_ns,
            data={"interims": len(interims)},
        )


RULE = Rule(
    id="TIM009",
    name="interims_held_back",
    severity=Severity.WARNING,
    summary="Interim responses arrived together with the final response after 5 s or more: something buffers them",
    spec=("RFC 9110 §15.2",),
    codes=INTERIM_CODES,
    why=(
        "Interim responses are worth something only at the time they are sent. Here the client saw nothing, and then "
        "all of them at once, so no timeout was kept from running out. A proxy or the server's own output buffer holds "
        "them back; nginx that speaks HTTP/1.0 to its servers does so."
    ),
    hurts=("nginx-1.22-http10", "nginx-1.26-http10"),
    bad="+31.00 s  HTTP/1.1 102 Processing\n+31.00 s  HTTP/1.1 102 Processing\n+31.01 s  HTTP/1.1 200 OK",
    good="+15.00 s  HTTP/1.1 102 Processing\n+30.00 s  HTTP/1.1 102 Processing\n+31.01 s  HTTP/1.1 200 OK",
    fix=(
        "Inspect the server itself and then each hop, to see where they are kept. Flush after each 1xx in the server; "
        "in the proxy switch the buffering of responses off, or use one that forwards 1xx at once."
    ),
    settings=("buffered_wait_ns", "buffered_gap_ns"),
    check=_check,
)
