"""Caching: `/cache`, `/cache/{n}` and `/etag/{etag}`."""

import re

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.simulator.conditional import evaluate
from interim.simulator.habits.echo import echo_of
from interim.simulator.habits.reply import reply, text_of
from interim.simulator.site import Receive, Site

__all__ = ["cache", "cache_for", "etag"]

_VALIDATORS: tuple[FieldLine, ...] = (
    (b"etag", b'"interim"'),
    (b"last-modified", b"Mon, 01 Jan 2024 00:00:00 GMT"),
)
_CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
_SECONDS = re.compile(r"[0-9]{1,9}")
# RFC 9110 §8.8.3; a URL cannot carry obs-text but as UTF-8, so it is left out.
_OPAQUE = re.compile(r"[!#-~]+")
_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~]*"')


async def cache(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/cache`: 304 to any If-None-Match or If-Modified-Since, whatever it says; else 200 with validators.

    The 304 has the validators of the 200: RFC 9110 §15.4.5.
    """
    if any(name in _CONDITIONS for name, _ in scope["headers"]):
        return await reply(site, send, 304, None, _VALIDATORS)
    return await reply(site, send, 200, echo_of(scope), _VALIDATORS)


async def cache_for(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/cache/{n}`: 200 that may be kept for n seconds.

    Raises:
        InvalidInput: it is no number of seconds.
    """
    text = text_of("cache", tail.rstrip("/"))
    if not _SECONDS.fullmatch(text):
        raise InvalidInput("cache", text, "seconds, up to nine digits")
    await reply(site, send, 200, echo_of(scope), [(b"cache-control", b"public, max-age=%d" % int(text))])


async def etag(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/etag/{etag}`: 200 with this entity tag, 304 or 412 as the conditions of the request have it (RFC 9110 §13).

    Raises:
        InvalidInput: it can be no entity tag.
    """
    text = text_of("etag", tail)
    tag = text if _ENTITY_TAG.fullmatch(text) else f'"{text}"'
    if tag != text and not _OPAQUE.fullmatch(text):
        raise InvalidInput("etag", text, 'visible ASCII characters, or an entity tag such as "v1" or W/"v1"')
    decision = evaluate(scope["method"], scope["headers"], etag=tag, size=None)
    document = echo_of(scope) if decision.status == 200 else None
    await reply(site, send, decision.status, document, [(b"etag", tag.encode())])
