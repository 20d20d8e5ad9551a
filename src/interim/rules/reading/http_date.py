"""HTTP-date: RFC 9110 §5.6.7."""

import re
from datetime import UTC, datetime

__all__ = ["parse_http_date"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = "(?P<month>" + "|".join(_MONTHS) + ")"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_FORMS = (
    # IMF-fixdate: the one that a sender MUST generate.
    re.compile(rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?P<day>[0-9]{{2}}) {_MONTH} (?P<year>[0-9]{{4}}) {_TIME} GMT"),
    # The obsolete ones, which a recipient MUST accept: rfc850-date and asctime-date.
    re.compile(
        rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?P<day>[0-9]{{2}})-{_MONTH}-(?P<year>[0-9]{{2}}) {_TIME} GMT"
    ),
    re.compile(rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) {_MONTH} (?P<day>[ 0-3][0-9]) {_TIME} (?P<year>[0-9]{{4}})"),
)


def parse_http_date(text: str) -> datetime | None:
    """The time that an HTTP-date means, in UTC, or None when it is none.

    All three forms are read. A year of two digits from 70 on is in the 20th century. The day of the week is not
    compared with the date. A leap second is read as the second before it.
    """
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return _date(match)
    return None


def _date(match: re.Match[str]) -> datetime | None:
    year, day, hour, minute, second = (int(match[name]) for name in ("year", "day", "hour", "minute", "second"))
    if len(match["year"]) == 2:
        year += 1900 if year >= 70 else 2000
    if second > 60:
        return None
    try:
        return datetime(year, _MONTHS.index(match["month"]) + 1, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
