"""The time that an inspection has left."""

import dataclasses
import time
from collections.abc import Callable

from interim.wire.limits import Limits

__all__ = ["Deadline"]


class Deadline:
    """The end of the time for everything that an inspection does on the network."""

    __slots__ = ("_at_ns", "_now_ns")

    def __init__(self, length_ns: int | None, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._now_ns = now_ns
        self._at_ns = None if length_ns is None else now_ns() + length_ns

    @property
    def left_ns(self) -> int | None:
        """What is left, from 0; None when there is no end."""
        return None if self._at_ns is None else max(0, self._at_ns - self._now_ns())

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.left_ns == 0

    def within(self, limits: Limits) -> Limits:
        """The limits with no wait that is longer than what is left."""
        left_ns = self.left_ns
        if left_ns is None:
            return limits
        left_ns = max(1, left_ns)
        return dataclasses.replace(
            limits,
            connect_ns=min(limits.connect_ns, left_ns),
            watch_ns=min(limits.watch_ns, left_ns),
            linger_ns=min(limits.linger_ns, left_ns),
            expect_ns=min(limits.expect_ns, left_ns),
        )
