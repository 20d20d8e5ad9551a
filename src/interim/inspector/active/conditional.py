"""The same request under the condition that nothing changed: is it a 304 (RFC 9110 §13.1.2, §13.1.3)?"""

import dataclasses
import re
from collections.abc import Iterator

from interim.exchange.messages import Final
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip
from interim.rules.case import Probe
from interim.rules.reading.http_date import parse_http_date

__all__ = ["CONDITIONS", "CONDITIONAL"]

CONDITIONS = ("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range")
"""What would change the answer beside the condition that is tried."""

# RFC 9110 §8.8.3.
_ENTITY_TAG = re.compile(r'(?:W/)?"[!#-~\x80-\xff]*"')


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    request, final = baseline.request, baseline.final
    if request.method not in ("GET", "HEAD"):
        yield Skip(name="conditional", reason=f"a 304 answers GET and HEAD, not {request.method}")
    elif final is None or final.status != 200:
        yield Skip(name="conditional", reason="the response is no 200")
    else:
        yield _etag(baseline, final)
        yield _modified(baseline, final)


def _etag(baseline: Baseline, final: Final) -> Ask | Skip:
    tag = final.fields.get("ETag")
    if tag is None:
        return Skip(name="etag", reason="the response has no ETag")
    if not _ENTITY_TAG.fullmatch(tag):
        return Skip(name="etag", reason="the ETag is no entity tag")
    return _ask(baseline, "etag", "If-None-Match", tag)


def _modified(baseline: Baseline, final: Final) -> Ask | Skip:
    date = final.fields.get("Last-Modified")
    if date is None:
        return Skip(name="modified", reason="the response has no Last-Modified")
    if parse_http_date(date) is None:
        return Skip(name="modified", reason="the Last-Modified is no date")
    return _ask(baseline, "modified", "If-Modified-Since", date)


def _ask(baseline: Baseline, probe: Probe, name: str, value: str) -> Ask:
    request = baseline.request
    fields = request.fields.without(*CONDITIONS).replaced(name, value)
    return Ask(
        probe=probe,
        target=baseline.target,
        request=dataclasses.replace(request, fields=fields),
        http=baseline.inquiry.http,
        detail=f"{name}: {value}",
    )


CONDITIONAL = Check(name="conditional", plan=_plan)
