"""Send a representation as a good origin server does: the right coding, validators, 304, and a strict policy."""

import re

from interim.asgi.channel import Scope
from interim.asgi.respond import Send, respond
from interim.exchange.fields import FieldLine
from interim.web.representation import Representation

__all__ = ["POLICY", "deliver", "redirect"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline and nothing from elsewhere, so that an octet that slipped through unescaped could do nothing."""

_ALWAYS: tuple[FieldLine, ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_ENTITY_TAG = re.compile(r'(?:W/)?("[!#-~\x80-\xff]*")')
_WEIGHT = re.compile(r"(?:^|;)\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


async def deliver(scope: Scope, send: Send, representation: Representation) -> None:
    """Answer GET or HEAD."""
    packed = representation.packed is not None and _takes_gzip(scope)
    etag = representation.etag(packed=packed)
    lines: list[FieldLine] = [(b"cache-control", representation.caching.encode()), (b"vary", _vary(representation))]
    if representation.status == 200:
        lines.append((b"etag", etag))
        if _has(scope, etag):
            # RFC 9110 §15.4.5: the fields that a cache may use to update what it has, and no others.
            await send({"type": "http.response.start", "status": 304, "headers": lines})
            await send({"type": "http.response.body", "body": b""})
            return
    lines += [(b"content-type", representation.media_type.encode()), *_ALWAYS, *representation.lines]
    content = representation.content
    if packed and representation.packed is not None:
        lines.append((b"content-encoding", b"gzip"))
        content = representation.packed
    await respond(send, representation.status, lines, content)


async def redirect(send: Send, location: str, *, status: int = 308) -> None:
    """Send a client to where the page really is.

    The location is an absolute path, percent-encoded.
    """
    await respond(
        send, status, [(b"location", location.encode("ascii")), (b"cache-control", b"no-cache"), *_ALWAYS], b""
    )


def _vary(representation: Representation) -> bytes:
    # A 404 is HTML or problem details, as the client prefers.
    return b"accept-encoding" if representation.status == 200 else b"accept, accept-encoding"


def _takes_gzip(scope: Scope) -> bool:
    """Whether Accept-Encoding allows gzip: RFC 9110 §12.5.3."""
    allowed: dict[str, bool] = {}
    for item in _values(scope, b"accept-encoding").lower().split(","):
        name, _, parameters = item.partition(";")
        weight = _WEIGHT.search(parameters)
        allowed[name.strip()] = weight is None or float(weight[1]) > 0
    return allowed.get("gzip", allowed.get("x-gzip", allowed.get("*", False)))


def _has(scope: Scope, etag: bytes) -> bool:
    """Whether If-None-Match names what would be sent, by weak comparison: RFC 9110 §13.1.2."""
    value = _values(scope, b"if-none-match").strip()
    return value == "*" or etag.decode() in _ENTITY_TAG.findall(value)


def _values(scope: Scope, name: bytes) -> str:
    return ",".join(value.decode("latin-1") for known, value in scope["headers"] if known == name)
