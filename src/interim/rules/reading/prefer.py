"""Prefer and Preference-Applied: RFC 7240 §2 and §3."""

import re
from collections.abc import Mapping

from interim.exchange.fields import Fields
from interim.rules.reading.field_list import list_members

__all__ = ["Preference", "parse_applied", "read_preferences", "wait_seconds"]

Preference = tuple[str, str]
"""A preference: its name in lower case and its value, "" when it has none."""

_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_PREFERENCE = re.compile(rf"(?P<name>{_NAME})(?:[ \t]*=[ \t]*(?P<value>{_NAME}|{_QUOTED})?)?(?=[ \t]*(?:;|\Z))")
_SECONDS = re.compile(r"[0-9]{1,18}")


def read_preferences(fields: Fields) -> Mapping[str, str]:
    """The preferences of a request, by name in lower case. Of several with one name the first counts.

    Parameters are left out, and so is what is no preference.
    """
    preferences: dict[str, str] = {}
    for member in list_members(fields, "prefer"):
        match = _PREFERENCE.match(member)
        if match is not None:
            preferences.setdefault(match["name"].lower(), _value(match))
    return preferences


def parse_applied(member: str) -> Preference | None:
    """One member of Preference-Applied, or None when it is malformed or has parameters."""
    match = _PREFERENCE.fullmatch(member)
    return (match["name"].lower(), _value(match)) if match is not None else None


def wait_seconds(preferences: Mapping[str, str]) -> int | None:
    """The `wait` preference (RFC 7240 §4.3), or None when there is none or it is no number."""
    text = preferences.get("wait", "")
    return int(text) if _SECONDS.fullmatch(text) else None


def _value(match: re.Match[str]) -> str:
    value = match["value"] or ""
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL) if value.startswith('"') else value
