"""Where a Location field may lead: on this host, or to hosts the operator allowed."""

import re
from urllib.parse import urlsplit

from interim.errors import InvalidInput
from interim.simulator.config import Config

__all__ = ["check_location"]

# RFC 3986 §2: what a URI reference is made of. Square brackets stand in an IPv6 host only.
_REFERENCE = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def check_location(parameter: str, reference: str, config: Config) -> str:
    """Give the reference back if it may be sent.

    A relative reference stays on this host. Anything that a client might take for another host is held against the
    allowed ones: an absolute URI, ``//host``, and, as browsers read a backslash as a slash, that is refused as no URI.

    Raises:
        InvalidInput: it is no URI reference, or leads to another host.
    """
    allowed = "a reference on this host such as /api/status/200"
    if config.allowed_location_hosts:
        allowed += ", or an http or https URI to " + ", ".join(sorted(config.allowed_location_hosts))
    if not reference or not _REFERENCE.fullmatch(reference):
        raise InvalidInput(parameter, reference, f"{allowed}; percent-encode other characters (RFC 3986 §2)")
    if not _SCHEME.match(reference) and not reference.startswith("//"):
        return reference
    try:
        parts = urlsplit(reference)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise InvalidInput(parameter, reference, allowed) from None
    with_port = f"{host}:{port}" if port is not None else host
    # User information hides where a link leads, and no http URI needs it: RFC 9110 §4.2.4.
    if parts.scheme not in {"http", "https", ""} or "@" in parts.netloc or not parts.netloc:
        raise InvalidInput(parameter, reference, allowed)
    if with_port not in config.allowed_location_hosts:
        raise InvalidInput(parameter, reference, allowed)
    return reference
