"""CAC002: a response that caches may keep for as long as they think fit."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.cache_control import (
    HEURISTICALLY_CACHEABLE,
    cache_directives,
    has_explicit_freshness,
)
from interim.rules.reading.field_list import list_names
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange, final = case.exchange, case.exchange.final
    if final is None or final.status not in HEURISTICALLY_CACHEABLE or exchange.request.method not in ("GET", "HEAD"):
        return
    directives = cache_directives(final.fields)
    if has_explicit_freshness(final.fields) or "no-store" in directives or "no-cache" in directives:
        return
    if "*" in list_names(final.fields, "vary"):
        return
    yield Found(
        message=f"The {final.status} does not say how long it is fresh, so a cache may guess",
        part="final",
        field="Cache-Control",
        at_ns=final.head_at_ns,
    )


RULE = Rule(
    id="CAC002",
    name="no_explicit_freshness",
    severity=Severity.NOTE,
    summary="A response with a heuristically cacheable status does not say how long it is fresh",
    spec=("RFC 9110 §15.1", "RFC 9111 §4.2.2"),
    codes=tuple(sorted(HEURISTICALLY_CACHEABLE)),
    why=(
        "Without a lifetime a cache may choose one, often a tenth of the time since Last-Modified. That holds for a "
        "404 or a 501 too: a page that was missing for a moment may stay missing for clients behind the cache."
    ),
    bad="HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno\n",
    good="HTTP/1.1 404 Not Found\r\nCache-Control: max-age=10\r\nContent-Length: 3\r\n\r\nno\n",
    fix="Send Cache-Control with max-age, with no-cache, or with no-store.",
    check=_check,
)
