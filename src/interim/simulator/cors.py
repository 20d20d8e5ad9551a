"""Cross-origin requests: every page may use a simulator. Fetch §3.2."""

from collections.abc import Iterable

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.exchange.fields import FieldLine

__all__ = ["OPEN", "answer_preflight", "is_preflight"]

OPEN: tuple[FieldLine, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"*"),
)
"""The fields that let scripts of other origins read an answer."""

_METHOD = b"access-control-request-method"
_HEADERS = b"access-control-request-headers"


def is_preflight(scope: Scope) -> bool:
    """Whether an OPTIONS request has Origin and Access-Control-Request-Method. Any other OPTIONS is simulated."""
    names = {name for name, _ in scope["headers"]}
    return _METHOD in names and b"origin" in names


async def answer_preflight(scope: Scope, send: Send) -> None:
    """Allow what was asked for. The names are given back, as a wildcard does not cover Authorization (Fetch §3.2.5)."""
    lines: list[FieldLine] = [
        *OPEN,
        (b"access-control-allow-methods", _first(scope["headers"], _METHOD)),
        (b"access-control-allow-headers", _first(scope["headers"], _HEADERS) or b"*"),
        (b"access-control-max-age", b"600"),
        (b"vary", b"access-control-request-method, access-control-request-headers"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": lines})
    await send({"type": "http.response.body", "body": b""})


def _first(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    return next((value for one, value in headers if one == name), b"")
