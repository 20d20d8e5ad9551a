"""The same request with its content held back: does a 100 ask for it (RFC 9110 §10.1.1)?"""

from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip

__all__ = ["EXPECT"]


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    if not baseline.request.content:
        yield Skip(name="expect", reason="the request has no content to hold back")
    elif baseline.inquiry.expect or "Expect" in baseline.request.fields:
        yield Skip(name="expect", reason="the request itself had the expectation")
    elif baseline.exchange.request.version == "HTTP/1.0":
        yield Skip(name="expect", reason="HTTP/1.0 has no 100 (Continue)")
    else:
        yield Ask(
            probe="expect",
            target=baseline.target,
            request=baseline.request,
            http=baseline.inquiry.http,
            detail="Expect: 100-continue",
            expect=True,
        )


EXPECT = Check(name="expect", plan=_plan)
