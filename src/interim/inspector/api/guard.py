"""Who may use the API from a browser: its own pages only, and under a name that is really ours."""

from urllib.parse import urlsplit

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.inspector.config import Config

__all__ = ["check_origin"]


def check_origin(config: Config, scope: Scope) -> None:
    """Refuse a request that a page of another origin may have made.

    A page elsewhere can send requests here in two ways: across origins, which Origin and Sec-Fetch-Site tell, or by a
    name of its own that it points at this machine (DNS rebinding), which Host tells.

    Raises:
        Refusal: 400, 403 or 421.
    """
    authorities = [value for name, value in scope["headers"] if name == b"host"]
    if len(authorities) != 1:
        raise Refusal(400, "a request carries one Host field (RFC 9112 §3.2)")
    authority = authorities[0].decode("latin-1").strip().lower()
    name = _name(authority)
    if not config.takes_host(name):
        detail = f"Host is {name[:100]!r}, which this server is not known by; allow it with --allow-host"
        raise Refusal(421, detail, parameter="Host")
    for field, value in scope["headers"]:
        if field == b"origin" and _authority_of(value.decode("latin-1")) != authority:
            raise Refusal(403, "only pages of this server may use it; Origin names another", parameter="Origin")
        if field == b"sec-fetch-site" and value.strip().lower() in {b"cross-site", b"same-site"}:
            raise Refusal(403, "only pages of this server may use it", parameter="Sec-Fetch-Site")


def _name(authority: str) -> str:
    if authority.startswith("["):
        return authority.partition("]")[0] + "]"
    return authority.partition(":")[0]


def _authority_of(origin: str) -> str:
    try:
        return urlsplit(origin.strip()).netloc.lower()
    except ValueError:
        return ""
