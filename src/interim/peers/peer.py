"""What is known of any client or proxy: who it is, and whether a 102 does it good."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

__all__ = ["MEASURED", "Peer", "Protocol", "Reported", "Timer", "Tolerance", "Verdict"]

MEASURED = date(2026, 11, 22)
"""When all peers here were measured, each cell once unless its sentence says otherwise."""

Protocol = Literal["http/1.0", "http/1.1", "h2"]


class Verdict(enum.Enum):
    """Whether it is safe, and of use, to send 102 to this peer. The worst that holds."""

    GOOD = "good"
    """The final response comes through, however many 1xx come first, and they keep the peer waiting for it."""
    UNPROVEN = "unproven"
    """The final response comes through; whether 1xx reset a timer could not be shown."""
    UNHELPED = "unhelped"
    """The final response comes through, but 1xx reset no timer: the peer gives up as if there were none."""
    STARVES = "starves"
    """1xx reset the proxy's own timer, but the client sees none in time: it gives up as if there were none."""
    DISARMS = "disarms"
    """The final response comes through, but the first 1xx stops a timer for good; without a final response it hangs."""
    CAPS = "caps"
    """As good or unhelped up to a number of 1xx; one more, and the exchange fails. See `Tolerance` and `Timer`."""
    BREAKS = "breaks"
    """The final response is lost, taken for something else, or given to somebody else."""


class Timer(enum.Enum):
    """What 1xx do to a timer of the peer, set to 2 s, with a 102 each second and the final response after 5 s."""

    RESET = "reset"
    """It outlived its timeout; without 102 it gave up."""
    NOT_RESET = "not reset"
    FIRST_ONLY = "reset by the first only"
    DISARMED = "disarmed"
    """The first 1xx stops it for good."""
    UNPROVEN = "unproven"
    """It did not give up without 102 either, or the measurement is void."""
    NOT_REACHED = "not reached"
    """The first 1xx ended the exchange."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How many interim responses a peer takes for one request.

    Attributes:
        passed: the most after which the right final response came; 0 when the first is one too many.
        refused: the fewest after which it did not; None when 300 did no harm, or time ran out before the number did.
    """

    passed: int = 300
    refused: int | None = None

    @property
    def limit(self) -> int | None:
        """The exact limit, where it was found."""
        return self.passed if self.refused == self.passed + 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A client or a proxy in one version, as measured.

    Attributes:
        kind: client or proxy.
        id: for rules and policies to name it by.
        version: of the product, with that of the library below it where that one decides.
        protocol: what it speaks: a client to the server, a proxy to the origin.
        verdict: for a proxy, with an HTTP/1.1 client in front of it.
        summary: what it does with 1xx, in one sentence.
        setting: the timer that was set, as its users know it.
        timer: what 102 does to that timer.
        remark: what the cells alone do not say; "" for nothing.
    """

    kind: ClassVar[Literal["client", "proxy"]]
    id: str
    name: str
    version: str
    protocol: Protocol = "http/1.1"
    verdict: Verdict
    summary: str
    setting: str
    timer: Timer
    tolerance: Tolerance = Tolerance()
    measured: date = MEASURED
    remark: str = ""

    @property
    def label(self) -> str:
        """Name and version as people say them: ``curl 7.88.1, HTTP/2``."""
        name, comma, variant = self.name.partition(", ")
        return f"{name} {self.version}{comma}{variant}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a tracker or a manual says of a product. Nobody measured it here.

    Attributes:
        id: not one of a `Peer`.
        product: with the versions it is said of, where they are given.
        limit: the number of interim responses it is said to take; None where none is given.
        sources: the addresses.
    """

    id: str
    kind: Literal["client", "proxy", "both"]
    product: str
    summary: str
    limit: int | None = None
    sources: tuple[str, ...]
