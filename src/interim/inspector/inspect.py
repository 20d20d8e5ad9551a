"""Inspect a URL: record the exchange, ask further where that is allowed, and judge it all."""

import asyncio
import dataclasses
from typing import Any

from interim.exchange.exchange import Exchange
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask
from interim.inspector.active.polling import Asker, poll_monitor
from interim.inspector.active.runner import run_checks
from interim.inspector.attempt import Recorder, Watch, attempt
from interim.inspector.deadline import Deadline
from interim.inspector.follow import Notice, follow
from interim.inspector.inquiry import Inquiry
from interim.inspector.report import Report
from interim.inspector.verdict import verdict
from interim.wire.record import record
from interim.wire.target import parse_url

__all__ = ["inspect"]

_SECOND_NS = 1_000_000_000
_PROBE_OCTETS = 16 * 1024 * 1024
"""Of a probe, from the server: nobody asked for a large file ten times."""
_PROBE_KEPT = 1024 * 1024
_POLL_KEPT = 64 * 1024
"""Of each poll of a monitor, of which there may be a hundred."""


async def inspect(
    asked: str | Inquiry,
    *,
    watch: Watch | None = None,
    notice: Notice | None = None,
    _record: Recorder = record,
    **members: Any,
) -> Report:
    """Make the request of the inquiry, and what it allows beside it, and report on it.

    One connection for each request, one after the other, none of them twice. `inquiry.deadline_ns` is for all of it: a
    response is then watched no longer, checks that are left are skipped. It can be late by the time that connecting and
    sending took for the last one.

    Args:
        asked: a URL, or an inquiry: what to ask, and how to judge it.
        watch: told of the exchange while it runs; of redirects as well, one after the other.
        notice: told in one line of each redirect and each further request, before it is made.
        members: attributes of the inquiry, such as `method`, `active` or `settings`.

    Raises:
        InvalidInput: the URL, the method, a field or the URL to compare with cannot be used.
        NoExchange: the request could not be made, or one that a redirect leads to.
        AddressRefused: the policy forbids the address of one of them.
    """
    inquiry = dataclasses.replace(Inquiry(url=asked) if isinstance(asked, str) else asked, **members)
    if inquiry.compare:
        parse_url(inquiry.compare, parameter="compare")
    deadline = Deadline(inquiry.deadline_ns)
    journey = await follow(inquiry, _record, deadline=deadline, watch=watch, notice=notice)
    exchange = journey.recording.exchange
    baseline = Baseline(inquiry=inquiry, target=journey.target, request=journey.request, exchange=exchange)
    ask = _asker(baseline, _record, deadline, kept_bytes=_PROBE_KEPT)
    probed = await run_checks(baseline, ask, deadline=deadline, notice=notice)
    probes, skipped = dict(probed.probes), dict(probed.skipped)
    if journey.stopped:
        skipped["redirect"] = journey.stopped
    if inquiry.poll_monitor:
        patience = Deadline(deadline.within(inquiry.limits).watch_ns)
        ask = _asker(baseline, _record, patience, kept_bytes=_POLL_KEPT)
        polled = await poll_monitor(baseline, ask, deadline=patience, notice=notice)
        if polled.answers:
            probes["monitor"] = polled.answers
        if polled.stopped:
            skipped["monitor"] = polled.stopped
    # Rules are pure and take milliseconds, their first import more: other requests of the same loop go on meanwhile.
    findings = await asyncio.to_thread(verdict, exchange, inquiry.settings, probes)
    return Report(
        exchange=exchange,
        findings=findings,
        phases=journey.recording.phases,
        connection=journey.recording.connection,
        probes=probes,
        skipped=skipped,
        hops=journey.hops,
    )


def _asker(baseline: Baseline, recorder: Recorder, deadline: Deadline, *, kept_bytes: int) -> Asker:
    inquiry = baseline.inquiry
    limits = dataclasses.replace(
        inquiry.limits,
        linger_ns=0,
        watch_ns=min(inquiry.limits.watch_ns, 2 * baseline.took_ns + 5 * _SECOND_NS),
        content_bytes=min(inquiry.limits.content_bytes, kept_bytes),
        kept_bytes=min(inquiry.limits.kept_bytes, kept_bytes),
        total_bytes=min(inquiry.limits.total_bytes, _PROBE_OCTETS),
    )

    async def ask(step: Ask) -> Exchange:
        recording = await attempt(
            recorder,
            inquiry,
            step.target,
            step.request,
            http=step.http,
            expect=step.expect,
            limits=limits,
            deadline=deadline,
        )
        return recording.exchange

    return ask
