"""CAC003: an Age that is invalid, or larger than the time for which the response is fresh."""

import re
from collections.abc import Iterator

from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of
from interim.rules.finding import Severity
from interim.rules.reading.cache_control import cache_directives, directive_seconds
from interim.rules.reading.field_list import list_members
from interim.rules.reading.http_date import parse_http_date
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_SECONDS = re.compile(r"[0-9]{1,100}")


def _check(case: Case) -> Iterator[Found]:
    yield from founds_of(case, "CAC003")
    final = case.exchange.final
    if final is None or "age" not in final.fields:
        return
    # A recipient takes the first of several (RFC 9111 §5.1).
    age = next(iter(list_members(final.fields, "age")), "")
    lifetime = _lifetime(final)
    if not _SECONDS.fullmatch(age):
        message = f"Age: {shown(age)} is not a number of seconds"
    elif lifetime is not None and int(age) > lifetime[0]:
        message = f"Age: {shown(age)} is larger than the {lifetime[0]} s for which {lifetime[1]} keeps it fresh"
    else:
        return
    yield Found(message=message, part="final", field="Age", at_ns=final.head_at_ns)


def _lifetime(final: Final) -> tuple[int, str] | None:
    """The freshness lifetime in seconds for a shared cache, and what gives it: RFC 9111 §4.2.1."""
    directives = cache_directives(final.fields)
    for name in ("s-maxage", "max-age"):
        seconds = directive_seconds(directives, name)
        if seconds is not None:
            return seconds, name
    date, expires = (parse_http_date(final.fields.get(name) or "") for name in ("date", "expires"))
    if date is None or expires is None:
        return None
    return max(0, int((expires - date).total_seconds())), "Expires"


RULE = Rule(
    id="CAC003",
    name="bad_age",
    severity=Severity.WARNING,
    summary="Age is invalid, or larger than the freshness lifetime",
    spec=("RFC 9111 §5.1", "RFC 9111 §4.2"),
    why=(
        "Age says how long the response has been in caches. If it is not a number it is ignored, and the response "
        "seems new. If it is larger than the lifetime, a cache on the way gave out a stale copy, and every cache after "
        "it has to ask again."
    ),
    bad="HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nAge: 3600\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nAge: 36\r\nContent-Length: 0\r\n\r\n",
    fix=(
        "Look at the cache nearest to the client, which set the field: whether it checks stale copies with the origin, "
        "and whether its clock and its own lifetimes are right."
    ),
    check=_check,
)
