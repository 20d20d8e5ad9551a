"""HDR002: Date is far from our clock."""

import re
from collections.abc import Iterator
from datetime import timedelta

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.reading.http_date import parse_http_date
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_NS_PER_US = 1_000
_MOST_AGE_S = 2**31
_SECONDS = re.compile(r"[0-9]{1,100}")


def _check(case: Case) -> Iterator[Found]:
    final, clock = case.exchange.final, case.exchange.clock
    if final is None or clock is None:
        return
    dates = final.fields.get_all("date")
    date = parse_http_date(dates[0]) if dates else None
    if date is None:
        return
    took_ns = max(0, final.head_at_ns if final.end_at_ns is None else final.end_at_ns)
    allowed = timedelta(microseconds=(case.settings.clock_skew_ns + took_ns) // _NS_PER_US)
    skew = date - clock
    if skew < timedelta(0):
        # A response from a cache keeps the Date of its origin, and says in Age how long ago that was.
        skew = min(timedelta(0), skew + _age(list_members(final.fields, "age")))
    if abs(skew) > allowed:
        seconds = round(skew.total_seconds())
        yield Found(
            message=f"Date is {abs(seconds)} s {'ahead of' if seconds > 0 else 'behind'} our clock",
            part="final",
            field="Date",
            at_ns=final.head_at_ns,
            data={"skew": seconds},
        )


def _age(members: tuple[str, ...]) -> timedelta:
    age = members[0] if members else ""
    return timedelta(seconds=min(int(age), _MOST_AGE_S) if _SECONDS.fullmatch(age) else 0)


RULE = Rule(
    id="HDR002",
    name="wrong_clock",
    severity=Severity.WARNING,
    summary="Date differs from our clock by more than the exchange explains",
    spec=("RFC 9110 §6.6.1",),
    why=(
        "Caches compare Date with their own clock. From a clock that is behind, a new response looks old and is not "
        "kept; from one that is ahead, it is kept too long. Cookies and tokens that expire at a time go wrong as well."
    ),
    bad="at 16:00:00 GMT:\r\nHTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 15:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
    good="at 16:00:00 GMT:\r\nHTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 16:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
    fix="Synchronise the clock of the server, and that of the machine that inspects. A cache has to send Age.",
    settings=("clock_skew_ns",),
    check=_check,
)
