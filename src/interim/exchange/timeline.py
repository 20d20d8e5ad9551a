"""What the server's side of a connection did, and when: octets with times, and how it ended."""

import enum
import itertools
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["ELIDED_GAP_NS", "Elided", "End", "Octets", "Timeline"]

ELIDED_GAP_NS = 1_000_000_000
"""No two arrivals within one `Elided` are further apart than this."""


class End(enum.Enum):
    """How the watching ended."""

    CLOSE = "close"
    """The server closed its side."""
    RESET = "reset"
    """The connection was reset."""
    DEADLINE = "deadline"
    """We stopped watching; there is no verdict on what never came."""
    LIMIT = "limit"
    """We stopped because a bound of ours was reached (octets, interim responses); no verdict either."""

    @property
    def by_peer(self) -> bool:
        """Whether the server ended it, not we."""
        return self in (End.CLOSE, End.RESET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Octets:
    """Octets that arrived together.

    Attributes:
        at_ns: ns since the end of the request; negative before it.
    """

    at_ns: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Elided:
    """Octets that arrived and were not kept, since they were content of a long response.

    Attributes:
        at_ns: when the first of them came.
        until_ns: when the last of them came. Gaps in between are at most `ELIDED_GAP_NS`.
        octets: how many, framing included.
        content_octets: how many of them were content.
        left: octets that the chunk or the frame still had to go after the last of them: 0 at the end of its data, and
            -1 where the next chunk or frame starts.
    """

    at_ns: int
    until_ns: int
    octets: int
    content_octets: int
    left: int = 0

    def __post_init__(self) -> None:
        if self.until_ns < self.at_ns:
            raise InvalidInput("until", self.until_ns / 1e9, f"not before {self.at_ns / 1e9}")
        if not 0 <= self.content_octets <= self.octets or self.left < -1:
            raise InvalidInput("elided", self.octets, "octets from 0, no more of them content, and left from -1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All octets of an exchange in order of arrival, and its end.

    Attributes:
        octets: in ascending order of time.
        end: how it ended.
        end_at_ns: when, not before the last octets.
    """

    octets: tuple[Octets | Elided, ...] = ()
    end: End = End.CLOSE
    end_at_ns: int = 0

    def __post_init__(self) -> None:
        times = [*self.arrivals, self.end_at_ns]
        for before, after in itertools.pairwise(times):
            if after < before:
                raise InvalidInput("at", after / 1e9, f"ascending times; the one before is {before / 1e9}")

    @property
    def arrivals(self) -> tuple[int, ...]:
        """The times at which octets came, ascending; of elided ones the first and the last."""
        times: list[int] = []
        for item in self.octets:
            times.append(item.at_ns)
            if isinstance(item, Elided):
                times.append(item.until_ns)
        return tuple(times)

    @property
    def data(self) -> bytes:
        """All octets that were kept, joined."""
        return b"".join(item.data for item in self.octets if isinstance(item, Octets))
