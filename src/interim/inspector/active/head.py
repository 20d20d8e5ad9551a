"""HEAD beside GET, and GET beside HEAD: do they have the same fields (RFC 9110 §9.3.2)?"""

import dataclasses
from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip
from interim.rules.case import Probe

__all__ = ["HEAD"]

_TWINS: dict[str, tuple[Probe, str]] = {"GET": ("head", "HEAD"), "HEAD": ("get", "GET")}


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    request = baseline.request
    if request.method not in _TWINS:
        yield Skip(name="head", reason=f"HEAD is compared with GET, not with {request.method}")
    elif request.content:
        yield Skip(name="head", reason="the request has content, which has no meaning in HEAD (RFC 9110 §9.3.2)")
    else:
        probe, method = _TWINS[request.method]
        yield Ask(
            probe=probe,
            target=baseline.target,
            request=dataclasses.replace(request, method=method),
            http=baseline.inquiry.http,
            detail=method,
        )


HEAD = Check(name="head", plan=_plan)
