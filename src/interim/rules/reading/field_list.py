"""List-based field values: RFC 9110 §5.6.1."""

from interim.exchange.field_list import split_list
from interim.exchange.fields import Fields

__all__ = ["list_members", "list_names"]


def list_members(fields: Fields, name: str) -> tuple[str, ...]:
    """The members of a list-based field, of all its lines in order, without the white space around them.

    Empty members are left out (RFC 9110 §5.6.1.2). Do not use it for Set-Cookie, whose values hold commas.
    """
    value = fields.get(name)
    return split_list(value) if value else ()


def list_names(fields: Fields, name: str) -> frozenset[str]:
    """The members of a list of tokens, in lower case. For Connection, Vary, Upgrade and their like."""
    return frozenset(member.lower() for member in list_members(fields, name))
