"""`/api/codes` and `/api/codes/{code}`: the registry of status codes as JSON."""

import json
from functools import cache

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send, respond
from interim.codes.page import code_json
from interim.codes.registry import REGISTRY, REGISTRY_DATE, lookup, nearest
from interim.errors import InvalidInput, UnknownCode
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.site import Receive, Site

__all__ = ["one_code", "whole_registry"]

# It changes with a release only; an hour is short enough for those who upgrade.
_LINES: tuple[FieldLine, ...] = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"public, max-age=3600"),
    *OPEN,
)


async def whole_registry(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/api/codes`: every known code, ascending."""
    await respond(send, 200, _LINES, _whole())
    site.metrics.answered(200)


async def one_code(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/api/codes/{code}`: what is known about one code, its prose included.

    Raises:
        InvalidInput: it is no number of three digits.
        Refusal: 404, the registry does not hold it; the nearest codes are named.
    """
    text = tail.rstrip("/")
    if not (len(text) == 3 and text.isascii() and text.isdigit()):
        raise InvalidInput("code", text, "three digits, such as 404")
    try:
        known = lookup(int(text))
    except UnknownCode as error:
        raise Refusal(404, str(error), parameter="code", got=text, nearest=nearest(int(text))) from error
    await respond(send, 200, _LINES, json.dumps(code_json(known), indent=2).encode() + b"\n")
    site.metrics.answered(200)


@cache
def _whole() -> bytes:
    document = {
        "registry": "IANA HTTP Status Code Registry, and the codes in use beside it",
        "updated": REGISTRY_DATE,
        "codes": [status.to_json() for status in REGISTRY.values()],
    }
    return json.dumps(document, indent=2).encode() + b"\n"
