"""When the next interim response is due. All 102 timing of the project is here; the clock is the caller's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interim.errors import InvalidInput

__all__ = ["Pace", "Pacer", "Step", "script_length_ns", "script_times"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often to tell a waiting client that its request is alive.

    Attributes:
        first_ns: ns of silence before the first interim response; 0 sends it at once.
        every_ns: ns of silence between interim responses.
        limit: how many at the most, or None. Real clients stop after 5 (Go 1.19), 8 (Java 17) or 10 (tornado).
    """

    first_ns: int
    every_ns: int
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.first_ns < 0:
            raise InvalidInput("first_ns", self.first_ns, "0 or more nanoseconds")
        if self.every_ns <= 0:
            raise InvalidInput("every_ns", self.every_ns, "more than 0 nanoseconds")
        if self.limit is not None and self.limit < 0:
            raise InvalidInput("limit", self.limit, "0 or more, or None")


class Pacer:
    """Decides when the next interim response of one request is due.

    Feed it what happened: `sent` when one of ours went out, `skipped` when one was due but could not be sent, `heard`
    when somebody else's went out (a gateway relays its upstream's). Ask `due_ns`. It never asks for a burst: beats that
    were missed are left out, and the rhythm is kept.

    Attributes:
        due_ns: when the next one is due on the caller's clock, or None when none is any more.
        count: how many of ours went out.
    """

    __slots__ = ("_pace", "count", "due_ns")

    def __init__(self, pace: Pace, *, now_ns: int) -> None:
        self._pace = pace
        self.count = 0
        self.due_ns: int | None = None if pace.limit == 0 else now_ns + pace.first_ns

    def sent(self, now_ns: int) -> int | None:
        """One of ours went out; returns when the next is due."""
        self.count += 1
        if self._pace.limit is not None and self.count >= self._pace.limit:
            self.due_ns = None
            return None
        return self.skipped(now_ns)

    def skipped(self, now_ns: int) -> int | None:
        """The one that was due is left out, at no cost to the limit; returns when the next is due."""
        if self.due_ns is None:
            return None
        every_ns = self._pace.every_ns
        late_beats = max(now_ns - self.due_ns, 0) // every_ns
        self.due_ns += (late_beats + 1) * every_ns
        return self.due_ns

    def heard(self, now_ns: int) -> int | None:
        """Somebody else's went out, so the client was told; returns when ours is due."""
        if self.due_ns is not None:
            self.due_ns = max(self.due_ns, now_ns + self._pace.every_ns)
        return self.due_ns

    def stop(self) -> None:
        """None is due any more: the final response starts, or the client left."""
        self.due_ns = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Some interim responses of one status in a script: `count` of them, each followed by a wait of `gap_ns`."""

    status: int
    count: int = 1
    gap_ns: int = 0

    def __post_init__(self) -> None:
        if self.count < 1:
            raise InvalidInput("count", self.count, "1 or more")
        if self.gap_ns < 0:
            raise InvalidInput("gap_ns", self.gap_ns, "0 or more nanoseconds")


def script_times(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """When each interim response of a script is due: pairs of ns since its start, and status.

    The first is due at once, each other a gap after the one before it; the final response is due at
    `script_length_ns`. Times are absolute, so a late one does not delay the others.
    """
    at_ns = 0
    for step in steps:
        for _ in range(step.count):
            yield at_ns, step.status
            at_ns += step.gap_ns


def script_length_ns(steps: Sequence[Step]) -> int:
    """When the final response of a script is due: one gap after its last interim response."""
    return sum(step.count * step.gap_ns for step in steps)
