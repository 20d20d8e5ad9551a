"""The same request with two other Accept-Encoding: does the answer vary, and does it say so (RFC 9110 §12.5.3)?"""

import dataclasses
from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip
from interim.rules.case import Probe

__all__ = ["ENCODING"]

_CODINGS: tuple[Probe, ...] = ("identity", "gzip")


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    request, final = baseline.request, baseline.final
    if request.method not in ("GET", "HEAD"):
        yield Skip(name="encoding", reason=f"content is negotiated for GET and HEAD, not for {request.method}")
    elif final is None or final.status != 200:
        yield Skip(name="encoding", reason="the response is no 200")
    elif request.method == "GET" and not final.content_octets:
        yield Skip(name="encoding", reason="the response has no content")
    else:
        for coding in _CODINGS:
            yield Ask(
                probe=coding,
                target=baseline.target,
                request=dataclasses.replace(request, fields=request.fields.replaced("Accept-Encoding", coding)),
                http=baseline.inquiry.http,
                detail=f"Accept-Encoding: {coding}",
            )


ENCODING = Check(name="encoding", plan=_plan)
