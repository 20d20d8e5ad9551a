"""Status-URI: RFC 2518 §9.7."""

import re

__all__ = ["is_status_uri"]

# Status-URI = *(Status-Code Coded-URL), and Coded-URL = "<" absoluteURI ">" (RFC 2518 §9.4). White space may stand
# between any two words, as the grammar of RFC 2068 §2.1 implies.
_STATUS_URI = re.compile(r"(?:[ \t]*[0-9]{3}[ \t]*<[ \t]*[A-Za-z][A-Za-z0-9+.\-]*:[!-;=?-~]+[ \t]*>)*+[ \t]*")


def is_status_uri(text: str) -> bool:
    """Whether this is a valid value; an empty one is."""
    return _STATUS_URI.fullmatch(text) is not None
