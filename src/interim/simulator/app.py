"""The simulator as an ASGI application: routes, and the answers to what no route takes."""

import contextlib
import re
from collections.abc import Iterable

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.errors import InvalidInput
from interim.simulator.config import Config
from interim.simulator.cors import answer_preflight, is_preflight
from interim.simulator.metrics import PrometheusMetrics
from interim.simulator.parse import parse_scenario
from interim.simulator.play import Player
from interim.simulator.refusals import refuse, refuse_input
from interim.simulator.routes import exact_routes, prefix_routes
from interim.simulator.site import Handler, Metrics, Receive, Site
from interim.simulator.upgrade import as_http, switch

__all__ = ["Simulator", "create_app"]

_ASKS_101 = re.compile(r"(?:/api)?/status/101(?:/|$)")


class Simulator:
    """An ASGI application that plays any status, interim sequence and fault. Made by `create_app`.

    Args:
        prefixes: handlers by the beginning of the path, in the order in which they are tried. A handler may raise
            `InvalidInput` or `Refusal` before its final response starts.
        exact: handlers by the whole path.
    """

    def __init__(
        self, site: Site, *, prefixes: Iterable[tuple[str, Handler]] = (), exact: Iterable[tuple[str, Handler]] = ()
    ) -> None:
        self.site = site
        self._exact = dict(exact)
        self._prefixes = tuple(prefixes)

    def takes(self, path: str) -> bool:
        """Whether there is something at a path, for who composes this with other applications."""
        return path in self._exact or path.startswith(tuple(prefix for prefix, _ in self._prefixes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, handshake or lifespan."""
        if scope["type"] != "http":
            return await self._serve_other(scope, receive, send)
        if scope["method"] == "OPTIONS" and is_preflight(scope):
            return await answer_preflight(scope, send)
        path = local_path(scope)
        try:
            handler = self._exact.get(path)
            if handler is not None:
                return await handler(scope, receive, send, "")
            for prefix, handler in self._prefixes:
                if path.startswith(prefix):
                    return await handler(scope, receive, send, path[len(prefix) :])
        except InvalidInput as error:
            return await refuse_input(self.site, send, error)
        except Refusal as refusal:
            return await refuse(self.site, send, refusal)
        return await refuse(self.site, send, _not_found(scope, path))

    async def _serve_other(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._live(receive, send)
        if _ASKS_101.match(local_path(scope)):
            # A query that cannot be used gets its 400 below.
            with contextlib.suppress(InvalidInput):
                parse_scenario("101", scope["query_string"], self.site.config)
                return await switch(receive, send)
        return await as_http(self, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                self.site.close()
                return await send({"type": "lifespan.shutdown.complete"})
            await send({"type": "lifespan.startup.complete"})


def create_app(config: Config | None = None, *, metrics: Metrics | None = None) -> Simulator:
    """The simulator, to be served or mounted.

    Args:
        config: its limits; by default those of a simulator that others than this machine can reach.
        metrics: what counts its answers; by default Prometheus does, and `/metrics` tells.
    """
    site = Site(config or Config(), metrics or PrometheusMetrics())
    player = Player(site)
    return Simulator(
        site,
        prefixes=[("/api/status/", player), ("/status/", player), *prefix_routes(site)],
        exact=exact_routes(site),
    )


def _not_found(scope: Scope, path: str) -> Refusal:
    base = scope.get("root_path", "")
    links = {"status": f"{base}/api/status/200", "codes": f"{base}/api/codes", "description": f"{base}/openapi.json"}
    return Refusal(404, f"nothing is simulated at {path[:200]}; try {base}/api/status/200", links=links)
