"""What trackers and manuals say of products and versions that were not measured."""

from collections.abc import Mapping
from types import MappingProxyType

from interim.peers.peer import Reported

__all__ = ["REPORTED"]

_CLIENTS = (
    Reported(
        id="neon",
        kind="client",
        product="neon (cadaver, davfs2, Subversion)",
        summary="Refuses more than 128 interim responses, and reads none of them while it still sends content.",
        limit=128,
        sources=("https://github.com/notroj/neon/pull/62", "https://github.com/notroj/neon/issues/94"),
    ),
    Reported(
        id="ruby-net-http-2026",
        kind="client",
        product="Ruby net-http since 2026-08",
        summary="Refuses more than 100 interim responses to one request.",
        limit=100,
        sources=("https://github.com/ruby/net-http/pull/319",),
    ),
    Reported(
        id="cpython",
        kind="client",
        product="CPython http.client since 2026-06",
        summary="Raises at the hundredth 100 (Continue). It still takes any other 1xx for the final response.",
        limit=99,
        sources=(
            "https://github.com/python/cpython/issues/150743",
            "https://github.com/python/cpython/pull/150741",
            "https://github.com/python/cpython/pull/150749",
        ),
    ),
    Reported(
        id="fasthttp",
        kind="client",
        product="fasthttp since 2026-07",
        summary="Refuses more than 100 interim responses. Before, it took all but 100 for the final response.",
        limit=100,
        sources=("https://github.com/valyala/fasthttp/pull/2333",),
    ),
)

_PROXIES = (
    Reported(
        id="nginx-1.29",
        kind="proxy",
        product="nginx 1.29 and later",
        summary="Understands 103 only: any other 1xx of an HTTP/1.1 origin puts the responses out of step.",
        sources=(
            "https://github.com/nginx/nginx/issues/1427",
            "https://github.com/nginx/nginx/pull/1447",
            "https://github.com/nginx/nginx/pull/1445",
            "https://github.com/nginx/nginx/pull/1241",
        ),
    ),
    Reported(
        id="nginx-early-hints",
        kind="proxy",
        product="nginx, 103 to HTTP/2 clients",
        summary="Relays connection and framing fields of a 103, which HTTP/2 clients answer with a protocol error.",
        sources=("https://github.com/nginx/nginx/pull/1604",),
    ),
    Reported(
        id="freenginx",
        kind="proxy",
        product="freenginx",
        summary="Its author says that any 1xx from an origin breaks it.",
        sources=("https://github.com/freenginx/nginx/issues/3",),
    ),
    Reported(
        id="envoy",
        kind="proxy",
        product="Envoy",
        summary="Keeps one interim response at most, and answers 504 though 102 keep coming.",
        sources=(
            "https://github.com/envoyproxy/envoy/issues/19044",
            "https://github.com/envoyproxy/envoy/issues/18844",
            "https://github.com/envoyproxy/envoy/pull/32428",
        ),
    ),
    Reported(
        id="haproxy-2.9",
        kind="proxy",
        product="HAProxy 2.9 to 3.1-dev",
        summary="Took messages with an interim response for messages without content and broke transfers; fixed.",
        sources=("https://github.com/haproxy/haproxy/issues/2587",),
    ),
    Reported(
        id="apache",
        kind="proxy",
        product="Apache httpd mod_proxy",
        summary="A change tightens how many interim responses it takes.",
        sources=("https://github.com/apache/httpd/pull/702",),
    ),
    Reported(
        id="trafficserver-h2",
        kind="proxy",
        product="Apache Traffic Server, HTTP/2 to the origin",
        summary="Answered 502 to 1xx until 2026-07; now it drops them.",
        sources=(
            "https://github.com/apache/trafficserver/pull/13351",
            "https://github.com/apache/trafficserver/issues/13334",
            "https://github.com/apache/trafficserver/issues/12012",
        ),
    ),
    Reported(
        id="go-1.24",
        kind="both",
        product="Go net/http since 1.24, and Caddy and Traefik with it",
        summary="Limits the size of all interim responses together instead of their number.",
        sources=(
            "https://github.com/golang/go/issues/65035",
            "https://go.googlesource.com/net/+/4783315416d92ff3d4664762748bd21776b42b98",
            "https://github.com/caddyserver/caddy/issues/5616",
            "https://github.com/traefik/traefik/issues/9213",
        ),
    ),
    Reported(
        id="h2o",
        kind="proxy",
        product="h2o",
        summary="Forwards 1xx to HTTP/2 clients only, unless send-informational is set to all.",
        sources=("https://github.com/h2o/h2o/issues/1771",),
    ),
    Reported(
        id="cloudflare",
        kind="proxy",
        product="Cloudflare",
        summary="Forwards every 1xx, and expects the final response within 125 s of a 102.",
        sources=(
            "https://developers.cloudflare.com/support/troubleshooting/http-status-codes/1xx-informational/",
            "https://github.com/james-6-23/codex2api/pull/673",
        ),
    ),
    Reported(
        id="heroku",
        kind="proxy",
        product="Heroku router",
        summary="Waits 30 s for the response, which cannot be set; its manual does not speak of 1xx.",
        sources=("https://devcenter.heroku.com/articles/request-timeout",),
    ),
    Reported(
        id="azure",
        kind="proxy",
        product="Azure",
        summary="Supports 1xx badly, says the author of a status code service that ran on it.",
        sources=("https://github.com/aaronpowell/httpstatus/issues/69",),
    ),
    Reported(
        id="other-balancers",
        kind="proxy",
        product="AWS ALB, Google Cloud Load Balancing, Vercel",
        summary="Nothing authoritative was found about 102. One product sends it behind Cloudflare and ALB.",
        sources=("https://github.com/electric-sql/electric/pull/4106",),
    ),
)

REPORTED: Mapping[str, Reported] = MappingProxyType({one.id: one for one in _CLIENTS + _PROXIES})
"""By id. Not measured here, so no verdict is given."""
