"""Which proxies a request tells of that it came through: by Via, or by the fields that they add."""

import re
from dataclasses import dataclass

__all__ = ["CAPPED_PATHS", "HOPS", "CappedPath", "Hop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A proxy that was measured, and how it shows itself to the origin.

    Attributes:
        via: found in one member of Via, without regard to case; None when it adds none.
        field: the name, in lower case, of a field that it adds; "" for none.
        peers: its versions that were measured. What holds is the worst of them.
    """

    via: re.Pattern[str] | None = None
    field: str = ""
    peers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CappedPath:
    """A product that gives up on a silent request after a fixed time. Its sign is documented by it, and unproven here.

    Attributes:
        id: the word for it in settings.
        name: of the product.
        field: the name, in lower case, of a field that it adds to a request; "" for none.
        via: found in one member of Via, without regard to case; None for none.
        hold_s: the longest hold that stays below its limit, in seconds.
    """

    id: str
    name: str
    field: str = ""
    via: re.Pattern[str] | None = None
    hold_s: int


def _via(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


HOPS: tuple[Hop, ...] = (
    # Varnish 7.1 adds no Via to what it passes on; later versions do.
    Hop(via=_via(r"\bvarnish\b"), field="x-varnish", peers=("varnish-7.1", "varnish-7.7")),
    Hop(via=_via(r"\bApacheTrafficServer\b"), peers=("trafficserver-9.2",)),
    Hop(via=_via(r"\(Apache/"), peers=("apache-2.4.71", "apache-2.4.68", "apache-2.4.71-rfc", "apache-2.4.68-rfc")),
    Hop(via=_via(r"\bcaddy\b"), peers=("caddy-2.6", "caddy-2.6-h2")),
)
"""Those that break, or stop after some. That the others are harmless needs no sign of them.

nginx is not here: it breaks, and shows itself in no field.
"""

CAPPED_PATHS: tuple[CappedPath, ...] = (
    CappedPath(id="cloudflare", name="Cloudflare", field="cf-ray", hold_s=90),
    CappedPath(id="aws-api-gateway", name="AWS API Gateway", field="x-amzn-apigateway-api-id", hold_s=25),
    CappedPath(id="aws-alb", name="AWS Application Load Balancer", field="x-amzn-trace-id", hold_s=50),
    CappedPath(id="heroku", name="Heroku", via=_via(r"\b(?:vegur|heroku-router)\b"), hold_s=25),
    CappedPath(
        id="google",
        name="Google Cloud Load Balancing",
        field="x-cloud-trace-context",
        via=_via(r"\bgoogle\b"),
        hold_s=25,
    ),
)
"""That a stranger sends one of these signs can only make a hold shorter."""
