"""What operators and crawlers ask: `/healthz`, `/metrics` and `/robots.txt`."""

import json

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send, respond
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.metrics import EXPOSITION_TYPE, PrometheusMetrics
from interim.simulator.site import Receive, Site
from interim.version import __version__

__all__ = ["health", "metrics", "robots"]

_NO_STORE: FieldLine = (b"cache-control", b"no-store")
_ROBOTS = b"User-agent: *\nDisallow: /api/\nDisallow: /status/\n"


async def health(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/healthz`: 200 while this process answers at all; how many requests it holds, and how many it would."""
    state = {"status": "ok", "version": __version__, "held": site.sleepers, "max_held": site.config.max_sleepers}
    lines = [(b"content-type", b"application/json"), _NO_STORE, *OPEN]
    await respond(send, 200, lines, json.dumps(state).encode() + b"\n")
    site.metrics.answered(200)


async def metrics(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/metrics`: the counts of this simulator, or of all its workers, for Prometheus.

    Raises:
        Refusal: 404, whoever embeds the simulator counts elsewhere.
    """
    if not isinstance(site.metrics, PrometheusMetrics):
        raise Refusal(404, "this simulator keeps no counts here; ask those who embed it")
    await respond(send, 200, [(b"content-type", EXPOSITION_TYPE), _NO_STORE], site.metrics.exposition())
    site.metrics.answered(200)


async def robots(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/robots.txt`: a crawler that follows simulated redirects and delays helps nobody (RFC 9309)."""
    await respond(send, 200, [(b"content-type", b"text/plain; charset=utf-8"), *OPEN], _ROBOTS)
    site.metrics.answered(200)
