"""What a request prefers (RFC 7240 §2), as rules read it."""

from collections.abc import Mapping

from interim.exchange.fields import Fields
from interim.protocol.prefer import Preferences, parse_prefer

__all__ = ["read_preferences", "wait_seconds"]


def read_preferences(fields: Fields) -> Mapping[str, str]:
    """The preferences of a request, by name in lower case. Of several with one name the first counts.

    Parameters are left out, and so is what is no preference.
    """
    return parse_prefer(fields.get_all("prefer")).members


def wait_seconds(preferences: Mapping[str, str]) -> int | None:
    """The `wait` preference (RFC 7240 §4.3), or None when there is none or it is no number."""
    return Preferences(members=preferences).wait_s
