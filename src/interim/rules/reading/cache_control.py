"""Cache-Control, and how long a response is fresh: RFC 9111 §5.2, §4.2.1."""

import re
from collections.abc import Mapping

from interim.exchange.fields import Fields
from interim.rules.reading.field_list import list_members

__all__ = ["HEURISTICALLY_CACHEABLE", "cache_directives", "directive_seconds", "has_explicit_freshness"]

HEURISTICALLY_CACHEABLE = frozenset({200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501})
"""Status codes that a cache may keep without being told how long: RFC 9110 §15.1, and RFC 7725 §3 for 451."""

_SECONDS = re.compile(r"[0-9]{1,100}")


def cache_directives(fields: Fields) -> Mapping[str, str]:
    """The directives of Cache-Control by name in lower case, with their arguments; the first of each counts.

    Arguments are without quotation marks; "" where there is none.
    """
    directives: dict[str, str] = {}
    for member in list_members(fields, "cache-control"):
        name, _, value = member.partition("=")
        directives.setdefault(name.strip(" \t").lower(), value.strip(' \t"'))
    return directives


def directive_seconds(directives: Mapping[str, str], name: str) -> int | None:
    """The delta-seconds of a directive (RFC 9111 §1.2.2), or None when it is missing or no number."""
    value = directives.get(name, "")
    return int(value) if _SECONDS.fullmatch(value) else None


def has_explicit_freshness(fields: Fields) -> bool:
    """Whether the response says how long it is fresh, be it badly: then no cache guesses (RFC 9111 §4.2.2)."""
    directives = cache_directives(fields)
    return "max-age" in directives or "s-maxage" in directives or "expires" in fields
