"""A recorder without a network: a function answers each plan."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from interim.exchange.messages import Final, Interim, Request, Version
from interim.inspector.active.baseline import Baseline
from interim.inspector.attempt import Watch
from interim.inspector.inquiry import Inquiry
from interim.wire.events import Phase, PhaseDone, RequestSent
from interim.wire.recording import Connection, Phases, Plan, Recording
from interim.wire.target import parse_url
from tests.fakes.exchanges import exchange

__all__ = ["URL", "FakeRecorder", "baseline"]

URL = "http://example.test/x"

Answer = Callable[[Plan], Sequence[Interim | Final]]

_VERSIONS: dict[str, Version] = {"1.0": "HTTP/1.0", "1.1": "HTTP/1.1", "2": "HTTP/2", "auto": "HTTP/1.1"}


class FakeRecorder:
    """Answers plans with the messages that a function gives for them, or raises what it raises.

    Attributes:
        plans: what was asked, in order.
    """

    def __init__(self, answer: Answer, *, version: Version | None = None) -> None:
        self.plans: list[Plan] = []
        self._answer = answer
        self._version = version

    async def __call__(self, plan: Plan, *, watch: Watch | None = None) -> Recording:
        self.plans.append(plan)
        messages = self._answer(plan)
        if watch is not None:
            watch(PhaseDone(phase=Phase.CONNECT, took_ns=1))
            watch(RequestSent())
        version = self._version if self._version is not None and plan.http == "auto" else _VERSIONS[plan.http]
        asked = dataclasses.replace(plan.request, version=version)
        return Recording(
            exchange=exchange(asked, *messages, url=plan.target.url),
            phases=Phases(connect_ns=1, total_ns=2),
            connection=Connection(address="192.0.2.1", port=plan.target.port),
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Method and URL of each plan."""
        return [(plan.request.method, plan.target.url) for plan in self.plans]


def baseline(asked: Request, *messages: Interim | Final, url: str = URL, **inquiry: Any) -> Baseline:
    """A baseline of this exchange; `inquiry` goes to the inquiry."""
    return Baseline(
        inquiry=Inquiry(url=url, **inquiry),
        target=parse_url(url),
        request=asked,
        exchange=exchange(asked, *messages, url=url),
    )
