"""List-based field values: RFC 9110 §5.6.1."""

import re

from interim.exchange.fields import Fields

__all__ = ["list_members", "list_names"]

# A comma within a quoted-string (RFC 9110 §5.6.4) does not part members; one that is never closed takes the rest.
# The possessive repetition keeps the time linear whatever a server sends.
_MEMBER = re.compile(r'(?:"(?:[^"\\]|\\.?)*+(?:"|\Z)|[^,"])++', re.DOTALL)


def list_members(fields: Fields, name: str) -> tuple[str, ...]:
    """The members of a list-based field, of all its lines in order, without the white space around them.

    Empty members are left out (RFC 9110 §5.6.1.2). Do not use it for Set-Cookie, whose values hold commas.
    """
    value = fields.get(name)
    if not value:
        return ()
    return tuple(member for member in (found.strip(" \t") for found in _MEMBER.findall(value)) if member)


def list_names(fields: Fields, name: str) -> frozenset[str]:
    """The members of a list of tokens, in lower case. For Connection, Vary, Upgrade and their like."""
    return frozenset(member.lower() for member in list_members(fields, name))
