"""LRO003: a Retry-After that is neither a delay nor a date."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.retry_after import parse_retry_after
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    value = None if final is None else final.fields.get("retry-after")
    if final is not None and value is not None and parse_retry_after(value) is None:
        yield Found(
            message=f"Retry-After: {shown(value)} is neither a number of seconds nor an HTTP-date",
            part="final",
            field="Retry-After",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="LRO003",
    name="retry_after_malformed",
    severity=Severity.ERROR,
    summary="Retry-After is neither delay-seconds nor an HTTP-date",
    spec=("RFC 9110 §10.2.3", "RFC 9110 §5.6.7"),
    codes=(202, 413, 429, 503),
    why=(
        "The delay is a whole number of seconds; fractions, units and signs are not allowed. Clients ignore a value "
        "that they cannot read and come back at once, which is what Retry-After was to prevent."
    ),
    bad="HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1.5\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n",
    fix="Round up to whole seconds, or write the date as in Sun, 22 Nov 2026 16:00:00 GMT. Send the field once.",
    check=_check,
)
