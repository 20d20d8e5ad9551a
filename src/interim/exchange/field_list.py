"""The members of a list-based field value: RFC 9110 §5.6.1."""

import re

__all__ = ["split_list"]

# A comma within a quoted-string (RFC 9110 §5.6.4) does not part members; one that is never closed takes the rest.
# The possessive repetition keeps the time linear whatever a peer sends.
_MEMBER = re.compile(r'(?:"(?:[^"\\]|\\.?)*+(?:"|\Z)|[^,"])++', re.DOTALL)


def split_list(value: str) -> tuple[str, ...]:
    """The members of a combined field value, in order, without the white space around them.

    Empty members are left out (RFC 9110 §5.6.1.2).
    """
    return tuple(member for member in (found.strip(" \t") for found in _MEMBER.findall(value)) if member)
