"""An active check: a pure plan of further requests, or the reason why there are none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from interim.exchange.messages import Request
from interim.inspector.active.baseline import Baseline
from interim.rules.case import Probe
from interim.wire.recording import HttpChoice
from interim.wire.target import Target

__all__ = ["Ask", "Check", "Skip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A further request to make.

    Attributes:
        detail: what is special about it, for whoever watches: "bytes=0-9".
        expect: hold the content back until a 100 comes.
    """

    probe: Probe
    target: Target
    request: Request
    http: HttpChoice
    detail: str
    expect: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A request that is not made.

    Attributes:
        name: of the probe, or of the whole check.
        reason: in plain words.
    """

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One active check.

    Attributes:
        name: as it is reported when it is skipped as a whole.
        plan: the requests it wants, in order. Pure: no IO, no clock.
        demanded: the user asked for this one by its own option, so it runs after long and broken exchanges too.
    """

    name: str
    plan: Callable[[Baseline], Iterable[Ask | Skip]]
    demanded: bool = False
