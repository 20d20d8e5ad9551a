"""LRO008: a preference applied to a response that caches may give to others."""

from collections.abc import Iterator

from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.cache_control import (
    HEURISTICALLY_CACHEABLE,
    cache_directives,
    has_explicit_freshness,
)
from interim.rules.reading.field_list import list_members, list_names
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or case.exchange.request.method not in ("GET", "HEAD"):
        return
    applied = list_members(final.fields, "preference-applied")
    if not applied or not _cacheable(final) or list_names(final.fields, "vary") & {"prefer", "*"}:
        return
    vary = final.fields.get("vary")
    yield Found(
        message=(
            f"Preference-Applied: {shown(', '.join(applied))} on a cacheable {final.status} with "
            + ("no Vary" if vary is None else f"Vary: {shown(vary)}, which does not name Prefer")
        ),
        part="final",
        field="Vary",
        at_ns=final.head_at_ns,
    )


def _cacheable(final: Final) -> bool:
    """Whether a cache may store it: RFC 9111 §3."""
    directives = cache_directives(final.fields)
    if "no-store" in directives:
        return False
    return final.status in HEURISTICALLY_CACHEABLE or "public" in directives or has_explicit_freshness(final.fields)


RULE = Rule(
    id="LRO008",
    name="preference_without_vary",
    severity=Severity.WARNING,
    summary="A preference was applied to a cacheable response without Prefer (or *) in Vary",
    spec=("RFC 7240 §2", "RFC 9111 §3"),
    why=(
        "A cache stores what one client got for its preference, and gives it to others that had none, or another one. "
        "A Vary that lists Prefer MUST be there, whether the request used Prefer or not."
    ),
    bad=(
        "GET /x HTTP/1.1\r\nPrefer: return=minimal\r\n\r\n\n"
        "HTTP/1.1 200 OK\r\nPreference-Applied: return=minimal\r\nCache-Control: max-age=60\r\n..."
    ),
    good=(
        "GET /x HTTP/1.1\r\nPrefer: return=minimal\r\n\r\n\n"
        "HTTP/1.1 200 OK\r\nPreference-Applied: return=minimal\r\nCache-Control: max-age=60\r\nVary: Prefer\r\n..."
    ),
    fix="Send Vary: Prefer on every response of a resource that looks at Prefer, or Cache-Control: no-store.",
    check=_check,
)
