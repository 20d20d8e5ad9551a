"""The origin that a client used, for addresses and commands that people copy from a page."""

import re

from interim.asgi.channel import Scope

__all__ = ["origin_of"]

# What goes into a command must be an authority and nothing else, whatever the Host field says.
_AUTHORITY = re.compile(r"[A-Za-z0-9.\-]{1,253}(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::[0-9]{1,5})?")
_FALLBACK = "localhost:8102"


def origin_of(scope: Scope) -> str:
    """Scheme and authority, such as ``http://localhost:8102``; that one too where Host is no authority."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    authority = host if _AUTHORITY.fullmatch(host) else _FALLBACK
    scheme = "https" if scope.get("scheme") == "https" else "http"
    return f"{scheme}://{authority}"
