"""Where a 202 says that its status can be asked for: RFC 9110 §15.3.3."""

from interim.exchange.fields import Fields
from interim.rules.reading.link import read_links

__all__ = ["RELATIONS", "monitor_field"]

# Location is what RFC 7240 §4.1 shows. The last two are those of large vendors; clients in use go by them.
_FIELDS = ("Location", "Content-Location", "Operation-Location", "Azure-AsyncOperation")
RELATIONS = frozenset({"monitor", "status"})
"""Relation types of a link to a status monitor."""


def monitor_field(fields: Fields) -> str | None:
    """The name of the field that points to a status monitor, or None when none does."""
    for name in _FIELDS:
        if fields.get(name):
            return name
    links = read_links(fields)
    return "Link" if any(link.relations & RELATIONS for link in links) else None
