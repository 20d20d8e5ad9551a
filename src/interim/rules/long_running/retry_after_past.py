"""LRO004: a Retry-After that is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.http_date import parse_http_date
from interim.rules.reading.retry_after import parse_retry_after
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    value = None if final is None else final.fields.get("retry-after")
    if final is None or value is None:
        return
    until = parse_retry_after(value)
    sent = _sent(case.exchange, final)
    if isinstance(until, datetime) and sent is not None and until <= sent[0]:
        yield Found(
            message=f"Retry-After: {shown(value)} is not later than {sent[1]}",
            part="final",
            field="Retry-After",
            at_ns=final.head_at_ns,
            data={"late": (sent[0] - until).total_seconds()},
        )


def _sent(exchange: Exchange, final: Final) -> tuple[datetime, str] | None:
    """When the response was sent, and how we know; Date is the clock that Retry-After was computed with."""
    date = final.fields.get("date")
    sent = None if date is None else parse_http_date(date)
    if sent is not None:
        return sent, f"its Date, {shown(date or '')}"
    if exchange.clock is None:
        return None
    try:
        return exchange.clock + timedelta(microseconds=final.head_at_ns / 1_000), "its receipt"
    except OverflowError:
        return None


RULE = Rule(
    id="LRO004",
    name="retry_after_past",
    severity=Severity.WARNING,
    summary="The date in Retry-After is not later than the response itself",
    spec=("RFC 9110 §10.2.3",),
    codes=(202, 413, 429, 503),
    why=(
        "It tells the client to come back in the past, so the client comes back at once. Often the date was computed "
        "in another time zone and labelled GMT, or stored with the response."
    ),
    bad=(
        "HTTP/1.1 503 Service Unavailable\r\nDate: Sun, 22 Nov 2026 16:00:00 GMT\r\n"
        "Retry-After: Sun, 22 Nov 2026 15:00:00 GMT\r\n\r\n"
    ),
    good=(
        "HTTP/1.1 503 Service Unavailable\r\nDate: Sun, 22 Nov 2026 16:00:00 GMT\r\n"
        "Retry-After: Sun, 22 Nov 2026 16:05:00 GMT\r\n\r\n"
    ),
    fix="Use a number of seconds: it needs no clock. For a date, convert to GMT.",
    check=_check,
)
