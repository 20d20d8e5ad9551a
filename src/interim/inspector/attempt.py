"""One recording of an inspection, within its deadline."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from interim.errors import NoExchange
from interim.exchange.messages import Request
from interim.inspector.deadline import Deadline
from interim.inspector.inquiry import Inquiry
from interim.wire.connect import asks_dns
from interim.wire.events import Event, Phase, PhaseDone, RequestSent
from interim.wire.limits import Limits
from interim.wire.recording import HttpChoice, Plan, Recording
from interim.wire.target import Target

__all__ = ["Recorder", "Watch", "attempt"]

_GRACE_S = 1.0
"""How much later than its own limits a recorder may end before it is stopped."""

Watch = Callable[[Event], None]


class Recorder(Protocol):
    """What `interim.wire.record.record` is."""

    def __call__(self, plan: Plan, *, watch: Watch | None = None) -> Awaitable[Recording]:
        """Record one exchange."""
        ...


async def attempt(
    recorder: Recorder,
    inquiry: Inquiry,
    target: Target,
    request: Request,
    *,
    http: HttpChoice,
    expect: bool,
    limits: Limits,
    deadline: Deadline,
    watch: Watch | None = None,
) -> Recording:
    """Record this request as the inquiry has it: its policy, its certificates, its addresses.

    A watching that the deadline ends is a recording with that end. A connection that it ends is none. It is late by the
    time that connecting and sending take, which the recorder does not count.

    Raises:
        NoExchange: there was no exchange, also because the deadline came before there was a connection.
    """
    limits = deadline.within(limits)
    plan = Plan(
        target=target,
        request=request,
        http=http,
        expect=expect,
        verify=inquiry.verify,
        ca_file=inquiry.ca_file,
        resolve=inquiry.resolve,
        policy=inquiry.policy,
        limits=limits,
    )
    left_ns = deadline.left_ns
    if left_ns is None:
        return await recorder(plan, watch=watch)
    under = "dns" if asks_dns(plan) else "connect"
    loop = asyncio.get_running_loop()
    stop = asyncio.timeout(left_ns / 1e9)
    try:
        async with stop:

            def seen(event: Event) -> None:
                nonlocal under
                if isinstance(event, PhaseDone):
                    under = _after(event.phase, target)
                if under == "send" and isinstance(event, PhaseDone | RequestSent):
                    # From here on the recorder's own limits end it in time, with what was seen until then.
                    stop.reschedule(loop.time() + (limits.watch_ns + limits.linger_ns) / 1e9 + _GRACE_S)
                if watch is not None:
                    watch(event)

            return await recorder(plan, watch=seen)
    except TimeoutError as error:
        if not stop.expired():
            raise
        raise NoExchange(under, "the deadline of the inspection came first") from error


def _after(phase: Phase, target: Target) -> str:
    if phase is Phase.DNS:
        return "connect"
    return "tls" if phase is Phase.CONNECT and target.scheme == "https" else "send"
