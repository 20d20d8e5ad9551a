"""What the server's side of a connection did, and when: octets with times, and how it ended."""

import enum
import itertools
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["End", "Octets", "Timeline"]


class End(enum.Enum):
    """How the watching ended."""

    CLOSE = "close"
    """The server closed its side."""
    RESET = "reset"
    """The connection was reset."""
    DEADLINE = "deadline"
    """We stopped watching; there is no verdict on what never came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Octets:
    """Octets that arrived together.

    Attributes:
        at_ns: ns since the end of the request.
    """

    at_ns: int
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All octets of an exchange in order of arrival, and its end.

    Attributes:
        octets: in ascending order of time.
        end: how it ended.
        end_at_ns: when, not before the last octets.
    """

    octets: tuple[Octets, ...] = ()
    end: End = End.CLOSE
    end_at_ns: int = 0

    def __post_init__(self) -> None:
        times = [octets.at_ns for octets in self.octets] + [self.end_at_ns]
        for before, after in itertools.pairwise(times):
            if after < before:
                raise InvalidInput("at", after / 1e9, f"ascending times; the one before is {before / 1e9}")

    @property
    def data(self) -> bytes:
        """All octets, joined."""
        return b"".join(octets.data for octets in self.octets)
