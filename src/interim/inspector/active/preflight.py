"""What a browser asks before a cross-origin request: the CORS preflight of the Fetch standard."""

from collections.abc import Iterator

from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip

__all__ = ["PREFLIGHT"]

_ORIGIN = "https://interim.example"
_METHOD = "Access-Control-Request-Method"


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    request, final = baseline.request, baseline.final
    if request.method == "OPTIONS" and _METHOD in request.fields:
        yield Skip(name="preflight", reason="the request itself was a preflight")
        return
    answered = final is not None and any(name.lower().startswith(b"access-control-") for name, _ in final.fields)
    if not answered and "Origin" not in request.fields:
        yield Skip(name="preflight", reason="neither the request nor the response is about other origins")
        return
    origin = request.fields.get("Origin") or _ORIGIN
    ours = [(name, value) for name, value in request.fields if name.lower() in (b"host", b"user-agent")]
    # The Fetch standard: a preflight has no credentials, and none of the fields that the page sets.
    fields = Fields.of([*ours, ("Accept", "*/*"), ("Origin", origin), (_METHOD, request.method)])
    yield Ask(
        probe="preflight",
        target=baseline.target,
        request=Request(method="OPTIONS", target=request.target, fields=fields),
        http=baseline.inquiry.http,
        detail=f"OPTIONS for {request.method} from {origin}",
    )


PREFLIGHT = Check(name="preflight", plan=_plan)
