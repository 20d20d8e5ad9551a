"""Prefer: what a client would like of a response, if the server can (RFC 7240)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from interim.exchange.field_list import split_list

__all__ = ["NO_PREFERENCES", "Preference", "Preferences", "parse_applied", "parse_prefer"]

Preference = tuple[str, str]
"""A preference: its name in lower case and its value, "" when it has none."""

# RFC 7240 §2, with its erratum 4439: preference = preference-parameter *( OWS ";" [ OWS preference-parameter ] ),
# preference-parameter = token [ BWS "=" BWS word ], word = token / quoted-string. An empty value is no value.
_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_PREFERENCE = re.compile(rf"(?P<name>{_NAME})(?:[ \t]*=[ \t]*(?P<value>{_NAME}|{_QUOTED})?)?(?=[ \t]*(?:;|\Z))")
# RFC 9110 §1.3.4: delta-seconds of 2^31 or more mean "very long".
_SECONDS = re.compile(r"[0-9]{1,18}")
_LONGEST_S = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a request prefers.

    Attributes:
        members: every preference by its name in lower case, with its value, "" for none.
    """

    members: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def respond_async(self) -> bool:
        """Rather a 202 at once than a wait (RFC 7240 §4.1)."""
        return self.members.get("respond-async") == ""

    @property
    def wait_s(self) -> int | None:
        """The longest wait that the client has in mind, in seconds (RFC 7240 §4.3), or None."""
        text = self.members.get("wait", "")
        return min(int(text), _LONGEST_S) if _SECONDS.fullmatch(text) else None

    def applied(self, *, detached: bool) -> str:
        """The value of Preference-Applied (RFC 7240 §3) on the response, or "" for no such field.

        Args:
            detached: the response is a 202 in place of the final one.
        """
        names = []
        if detached and self.respond_async:
            names.append("respond-async")
        if self.wait_s is not None:
            names.append(f"wait={self.wait_s}")
        return ", ".join(names)


NO_PREFERENCES = Preferences()


def parse_prefer(values: Iterable[str]) -> Preferences:
    """What the Prefer fields of a request say; never an error.

    Names are compared without case. Of several preferences with one name "the first instance" counts (RFC 7240 §2),
    parameters are left out, and so is every element that is no preference: a server ignores what it does not know.

    Args:
        values: of the field lines, in order.
    """
    members: dict[str, str] = {}
    for value in values:
        for member in split_list(value):
            match = _PREFERENCE.match(member)
            if match is not None:
                members.setdefault(match["name"].lower(), _value(match))
    return Preferences(members=MappingProxyType(members)) if members else NO_PREFERENCES


def parse_applied(member: str) -> Preference | None:
    """One member of Preference-Applied, or None when it is malformed or has parameters (RFC 7240 §3)."""
    match = _PREFERENCE.fullmatch(member)
    return (match["name"].lower(), _value(match)) if match is not None else None


def _value(match: re.Match[str]) -> str:
    value = match["value"] or ""
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL) if value.startswith('"') else value
