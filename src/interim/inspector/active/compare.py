"""The same request at another URL, such as the origin behind a proxy: which interim responses got lost?"""

import dataclasses
from collections.abc import Iterator

from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask, Check, Skip
from interim.inspector.credentials import CREDENTIALS, fields_for
from interim.wire.target import parse_url

__all__ = ["COMPARE"]


def _plan(baseline: Baseline) -> Iterator[Ask | Skip]:
    inquiry, request = baseline.inquiry, baseline.request
    if not inquiry.compare:
        return
    if inquiry.active != "all" and not baseline.safe:
        reason = f"{request.method} is not safe to repeat; active checks of it have to be asked for (all)"
        yield Skip(name="compare", reason=reason)
        return
    target = parse_url(inquiry.compare, parameter="compare")
    fields = fields_for(target, request, baseline.target)
    if any(name in request.fields and name not in fields for name in CREDENTIALS):
        yield Skip(name="compare", reason="made without credentials, which stay at the origin they were given for")
    yield Ask(
        probe="compare",
        target=target,
        request=dataclasses.replace(request, target=target.path, fields=fields),
        http=inquiry.http,
        detail=target.url,
        expect=inquiry.expect,
    )


COMPARE = Check(name="compare", plan=_plan, demanded=True)
