"""The same request over the other version of HTTP: do the interim responses come there too?"""

from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip

__all__ = ["VERSIONS"]


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    inquiry, target, request = baseline.inquiry, baseline.target, baseline.request
    match baseline.exchange.request.version:
        case "HTTP/2" | "HTTP/3":
            yield Ask(probe="http11", target=target, request=request, http="1.1", detail="the same over HTTP/1.1")
        case "HTTP/1.0":
            yield Skip(name="versions", reason="the request was HTTP/1.0 by choice")
        case "HTTP/1.1" if target.scheme == "http":
            yield Skip(name="http2", reason="HTTP/2 without TLS is not tried unless it is asked for")
        case "HTTP/1.1" if inquiry.http == "auto":
            yield Skip(name="http2", reason="the server did not choose HTTP/2 when it was offered (ALPN)")
        case "HTTP/1.1":
            yield Ask(probe="http2", target=target, request=request, http="2", detail="the same over HTTP/2")


VERSIONS = Check(name="versions", plan=_plan)
