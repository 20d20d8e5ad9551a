"""HDR001: a 2xx, 3xx or 4xx without a valid Date."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.http_date import parse_http_date
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or not 200 <= final.status <= 499:
        return
    dates = final.fields.get_all("date")
    invalid = [date for date in dates if parse_http_date(date) is None]
    if not dates:
        message = f"The {final.status} has no Date"
    elif invalid:
        message = f"Date: {shown(invalid[0])} is no HTTP-date"
    else:
        return
    yield Found(message=message, part="final", field="Date", at_ns=final.head_at_ns)


RULE = Rule(
    id="HDR001",
    name="no_date",
    severity=Severity.WARNING,
    summary="A 2xx, 3xx or 4xx has no Date, or one that is no HTTP-date",
    spec=("RFC 9110 §6.6.1", "RFC 9110 §5.6.7"),
    why=(
        "A server with a clock MUST send it. Caches compute the age of a response and the meaning of Expires from it, "
        "and clients that of a date in Retry-After. Without it each recipient puts in the time of arrival, so that "
        "every hop makes the response younger than it is."
    ),
    bad="HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nDate: Sun, 22 Nov 2026 16:00:00 GMT\r\nContent-Length: 0\r\n\r\n",
    fix="Let the server add the field; most do. A 1xx and a 5xx may go without.",
    check=_check,
)
