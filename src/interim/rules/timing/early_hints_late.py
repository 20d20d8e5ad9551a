"""TIM010: hints that come with the answer."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.head_at_ns < case.settings.late_hint_wait_ns:
        return
    for index, interim in enumerate(case.exchange.interims):
        if interim.status == 103:
            if interim.at_ns >= round(case.settings.late_hint_share * final.head_at_ns):
                yield Found(
                    message=(
                        f"The first 103 came at {moment(interim.at_ns)}, "
                        f"and the final response already at {moment(final.head_at_ns)}"
                    ),
                    part="interim",
                    index=index,
                    at_ns=interim.at_ns,
                )
            return


RULE = Rule(
    id="TIM010",
    name="early_hints_late",
    severity=Severity.NOTE,
    summary="103 (Early Hints) came in the last tenth of the wait for the final response",
    spec=("RFC 8297 §2",),
    codes=(103,),
    why=(
        "A 103 lets a client fetch ahead while the server is still at work. This one came when nearly all of that time "
        "was over, so there was little left to gain."
    ),
    bad="+1.98 s  HTTP/1.1 103 Early Hints\n+2.00 s  HTTP/1.1 200 OK",
    good="+0.02 s  HTTP/1.1 103 Early Hints\n+2.00 s  HTTP/1.1 200 OK",
    fix=(
        "Send the 103 before the slow part: as soon as the route is known, with links that do not depend on the "
        "result. If the server does so already, a proxy holds it back."
    ),
    settings=("late_hint_share", "late_hint_wait_ns"),
    check=_check,
)
