"""HDR007: the preflight refuses what the response to the request itself allows."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_ALLOW_ORIGIN = "access-control-allow-origin"
# A page may send these without a preflight, if it adds no fields of its own. So a server can do without.
_SAFELISTED = frozenset({"GET", "HEAD", "POST"})


def _check(case: Case) -> Iterator[Found]:
    exchange, probe = case.exchange, case.probe("preflight")
    if probe is None or probe.final is None or exchange.final is None:
        return
    origin = probe.request.fields.get("origin")
    # An origin that was not asked for may be allowed and this one refused, which is no contradiction.
    if origin is None or exchange.final.fields.get(_ALLOW_ORIGIN) not in ("*", origin):
        return
    fault = _fault(exchange, probe.final, origin)
    if fault:
        method = exchange.request.method
        yield Found(
            message=f"The {exchange.final.status} is open to {shown(origin)}, and its preflight {fault}",
            part="final",
            field="Access-Control-Allow-Methods" if "method" in fault else "Access-Control-Allow-Origin",
            at_ns=probe.final.head_at_ns,
            probe="preflight",
            severity=Severity.NOTE if method in _SAFELISTED else None,
        )


def _fault(exchange: Exchange, preflight: Final, origin: str) -> str:
    if not 200 <= preflight.status <= 299:
        return f"gets {preflight.status}"
    allowed = preflight.fields.get(_ALLOW_ORIGIN)
    if allowed is None:
        return "has no Access-Control-Allow-Origin"
    if allowed not in ("*", origin):
        return f"allows {shown(allowed)} only"
    method = exchange.request.method
    methods = list_members(preflight.fields, "access-control-allow-methods")
    if method not in _SAFELISTED and method not in methods and "*" not in methods:
        return f"does not allow the method {shown(method)}"
    return ""


RULE = Rule(
    id="HDR007",
    name="preflight_contradicts",
    severity=Severity.WARNING,
    summary="The response allows another origin, and the preflight for it does not",
    spec=("Fetch, CORS protocol",),
    why=(
        "Before a request that a form could not make, a browser asks by OPTIONS. If that fails, the request is never "
        "sent, and what its response would allow does not matter. A GET, HEAD or POST without fields of its own needs "
        "no preflight, so for these it is a note."
    ),
    bad=(
        "OPTIONS / HTTP/1.1\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: PUT\r\n\r\n"
        "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, PUT\r\n\r\n"
    ),
    good=(
        "OPTIONS / HTTP/1.1\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: PUT\r\n\r\n"
        "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT\r\n\r\n"
    ),
    fix=(
        "Answer OPTIONS with a 2xx and the Access-Control fields, before authentication, which a preflight has none of."
    ),
    probes=("preflight",),
    check=_check,
)
