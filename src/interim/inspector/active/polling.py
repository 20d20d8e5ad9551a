"""Ask the status monitor of a 202 until it ends."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.check import Ask
from interim.inspector.active.monitor import Poll, first_poll, next_poll
from interim.inspector.deadline import Deadline

__all__ = ["MAX_POLLS", "Asker", "Polled", "poll_monitor"]

MAX_POLLS = 100
_MAX_REDIRECTS = 10
"""In a row: a monitor that only redirects is no monitor."""

Asker = Callable[[Ask], Awaitable[Exchange]]
"""Makes a further request. Raises `NoExchange` when it cannot be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What the monitor answered.

    Attributes:
        stopped: why it was not asked to its end; "" when it came to one.
    """

    answers: tuple[Exchange, ...] = ()
    stopped: str = ""


async def poll_monitor(
    baseline: Baseline,
    asker: Asker,
    *,
    deadline: Deadline,
    notice: Callable[[str], None] | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Polled:
    """Ask as often as Retry-After allows, at most `MAX_POLLS` times, and no longer than the deadline."""
    answers: list[Exchange] = []
    redirects = 0
    poll = first_poll(baseline)
    while isinstance(poll, Poll):
        if len(answers) >= MAX_POLLS:
            return Polled(answers=tuple(answers), stopped=f"stopped after {MAX_POLLS} polls")
        left_ns = deadline.left_ns
        if left_ns is not None and poll.wait_ns >= left_ns:
            wait_s, left_s = poll.wait_ns / 1e9, left_ns / 1e9
            reason = f"the next poll would be due in {wait_s:g} s, and {left_s:.1f} s of the time for it were left"
            return Polled(answers=tuple(answers), stopped=reason)
        await sleep(poll.wait_ns / 1e9)
        ask = Ask(
            probe="monitor",
            target=poll.target,
            request=poll.request,
            http=baseline.inquiry.http,
            detail=f"poll {len(answers) + 1} of {poll.target.url}",
        )
        if notice is not None:
            notice(f"monitor: {ask.detail}")
        try:
            answers.append(await asker(ask))
        except NoExchange as error:
            return Polled(answers=tuple(answers), stopped=str(error))
        before, poll = poll, next_poll(poll, answers[-1])
        redirects = redirects + 1 if isinstance(poll, Poll) and poll.request is not before.request else 0
        if redirects > _MAX_REDIRECTS:
            return Polled(answers=tuple(answers), stopped=f"stopped after {_MAX_REDIRECTS} redirects in a row")
    return Polled(answers=tuple(answers), stopped=poll)
