"""What our inspector says of a sample that runs as a server."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx

from interim.exchange.fields import Fields
from interim.inspector.inquiry import Active
from interim.inspector.inspect import inspect
from interim.inspector.report import Report
from interim.rules.finding import Severity
from interim.web.samples.answers import ANSWERS

__all__ = ["asked_for", "expected_status", "faults", "looked_at", "statuses"]

_RANGES = {206: "bytes=0-4", 416: "bytes=100000-"}


def asked_for(code: int, url: str) -> tuple[tuple[str, str], ...]:
    """The request fields that lead to the code; most need none."""
    if code == 304:
        return (("If-None-Match", httpx.get(url).headers["ETag"]),)
    if code == 226:
        return (("A-IM", "feed"), ("If-None-Match", '"v6"'))
    return (("Range", _RANGES[code]),) if code in _RANGES else ()


def looked_at(url: str, fields: Sequence[tuple[str, str]] = (), *, active: Active = "none", **members: Any) -> Report:
    """An exchange, recorded and judged; without further requests, if they are not asked for."""
    return asyncio.run(inspect(url, fields=Fields.of(fields), active=active, **members))


def statuses(report: Report) -> list[int]:
    """Those of the interim responses, and of the final one."""
    final = report.exchange.final
    return [interim.status for interim in report.exchange.interims] + ([final.status] if final else [])


def faults(report: Report) -> set[str]:
    """The ids of what is an error or a warning."""
    return {finding.id for finding in report.at_or_above(Severity.WARNING)}


def expected_status(code: int) -> int:
    """What the status line says on the page of a code."""
    return ANSWERS[code].status
