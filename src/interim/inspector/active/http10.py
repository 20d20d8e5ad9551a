"""The same request over HTTP/1.0, which must get no 1xx (RFC 9110 §15.2) and no transfer coding (RFC 9112 §6.1)."""

from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip

__all__ = ["HTTP10"]


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    if baseline.exchange.request.version == "HTTP/1.0":
        yield Skip(name="http10", reason="the request itself was HTTP/1.0")
    else:
        yield Ask(
            probe="http10",
            target=baseline.target,
            request=baseline.request,
            http="1.0",
            detail="the same over HTTP/1.0",
        )


HTTP10 = Check(name="http10", plan=_plan)
