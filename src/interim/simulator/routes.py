"""Which path, but for those of a simulated status, is answered where."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import NamedTuple

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.simulator.codes_api import one_code, whole_registry
from interim.simulator.habits.auth import basic_auth
from interim.simulator.habits.caching import cache, cache_for, etag
from interim.simulator.habits.echo import anything, headers
from interim.simulator.habits.redirect import redirect
from interim.simulator.habits.timing import delay, drip, stream
from interim.simulator.openapi import openapi
from interim.simulator.page import page
from interim.simulator.probes import health, metrics, robots
from interim.simulator.site import Handler, Receive, Site

__all__ = ["exact_routes", "prefix_routes"]

SiteHandler = Callable[[Site, Scope, Receive, Send, str], Awaitable[None]]
"""A `Handler` before it knows its site."""


class _Route(NamedTuple):
    path: str
    handler: SiteHandler
    any_method: bool = False


_EXACT = (
    _Route("/", page),
    _Route("/docs", page),
    _Route("/openapi.json", openapi),
    _Route("/api/codes", whole_registry),
    _Route("/healthz", health),
    _Route("/metrics", metrics),
    _Route("/robots.txt", robots),
    _Route("/headers", headers),
    _Route("/anything", anything, any_method=True),
    _Route("/drip", drip),
    _Route("/cache", cache),
)
_PREFIXES = (
    _Route("/api/codes/", one_code),
    _Route("/anything/", anything, any_method=True),
    _Route("/delay/", delay, any_method=True),
    _Route("/stream/", stream),
    _Route("/redirect/", redirect),
    _Route("/basic-auth/", basic_auth),
    _Route("/cache/", cache_for),
    _Route("/etag/", etag),
)


def exact_routes(site: Site) -> list[tuple[str, Handler]]:
    """Handlers by the whole path."""
    return [(route.path, _bound(site, route)) for route in _EXACT]


def prefix_routes(site: Site) -> list[tuple[str, Handler]]:
    """Handlers by the beginning of the path."""
    return [(route.path, _bound(site, route)) for route in _PREFIXES]


def _bound(site: Site, route: _Route) -> Handler:
    if route.any_method:
        return partial(route.handler, site)
    return partial(_read_only, partial(route.handler, site))


async def _read_only(handler: Handler, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """Answer GET and HEAD. RFC 9110 §15.5.6: a 405 must say what is allowed."""
    if scope["method"] not in {"GET", "HEAD"}:
        detail = f"{scope['method'][:20]} is not for this path; use GET or HEAD"
        raise Refusal(405, detail, lines=[(b"allow", b"GET, HEAD")])
    await handler(scope, receive, send, tail)
