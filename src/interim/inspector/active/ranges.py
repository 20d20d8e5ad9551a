"""Parts of the same content: the first octets, the last ones, and some past its end (RFC 9110 §14)."""

import dataclasses
import re
from collections.abc import Iterator

from interim.exchange.messages import Final
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip
from interim.inspector.active.conditional import CONDITIONS
from interim.rules.case import Probe

__all__ = ["RANGES"]

_OCTETS = 10
_CONTENT_RANGE = re.compile(r"bytes [0-9]{1,18}-[0-9]{1,18}/([0-9]{1,18})")


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    request, final = baseline.request, baseline.final
    if request.method != "GET":
        yield Skip(name="ranges", reason=f"Range is for GET, not for {request.method} (RFC 9110 §14.2)")
    elif final is None or final.status not in (200, 206):
        yield Skip(name="ranges", reason="the response is no 200 or 206")
    elif final.status == 200 and not _accepts_bytes(final):
        yield Skip(name="ranges", reason="the response has no Accept-Ranges: bytes")
    else:
        length = _length(final)
        if not length:
            yield Skip(name="ranges", reason="how long the content is, is not known, or it is empty")
        else:
            yield _ask(baseline, "range", f"bytes=0-{min(_OCTETS, length) - 1}")
            yield _ask(baseline, "range-end", "bytes=-5")
            yield _ask(baseline, "range-bad", f"bytes={length}-{length + _OCTETS - 1}")


def _accepts_bytes(final: Final) -> bool:
    units = (final.fields.get("Accept-Ranges") or "").split(",")
    return any(unit.strip().lower() == "bytes" for unit in units)


def _length(final: Final) -> int:
    """Of the whole representation; 0 when it is unknown."""
    if final.status == 200:
        return final.content_octets
    match = _CONTENT_RANGE.fullmatch((final.fields.get("Content-Range") or "").strip())
    return int(match[1]) if match else 0


def _ask(baseline: Baseline, probe: Probe, value: str) -> Ask:
    request = baseline.request
    fields = request.fields.without(*CONDITIONS).replaced("Range", value)
    return Ask(
        probe=probe,
        target=baseline.target,
        request=dataclasses.replace(request, fields=fields),
        http=baseline.inquiry.http,
        detail=value,
    )


RANGES = Check(name="ranges", plan=_plan)
