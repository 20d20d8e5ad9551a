"""Puts the octets of an HTTP/1 connection into the timeline, and leaves out what may be left out of it."""

from collections import deque

from interim.exchange.timeline import ELIDED_GAP_NS, Elided
from interim.wire.keeper import Keeper

__all__ = ["Tape"]


class Tape:
    """The octets between their arrival and their place in the timeline.

    Octets are left out only up to a place where `Elided.left` can say how to go on. Those after it, a part of a
    chunk-size line, wait for what comes next, so that short chunks do not fill the timeline with such parts.
    """

    __slots__ = ("_keeper", "_waiting", "_waiting_octets")

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._waiting: deque[tuple[bytes, int]] = deque()
        self._waiting_octets = 0

    @property
    def end(self) -> int:
        """The offset after the last octet that came."""
        return self._keeper.total + self._waiting_octets

    def arrive(self, data: bytes, at_ns: int) -> None:
        """Take octets. Those that wait longer than an `Elided` may be silent are kept."""
        if self._waiting and at_ns - self._waiting[-1][1] > ELIDED_GAP_NS:
            self.keep()
        self._waiting.append((data, at_ns))
        self._waiting_octets += len(data)

    def keep(self) -> None:
        """Keep everything that waits."""
        for data, at_ns in self._waiting:
            self._keeper.keep(data, at_ns)
        self._waiting.clear()
        self._waiting_octets = 0

    def elide_to(self, offset: int, *, content_octets: int, left: int) -> None:
        """Leave out everything that waits, up to this offset."""
        octets = offset - self._keeper.total
        if octets <= 0:
            return
        first = self._waiting[0][1]
        last = first
        remaining = octets
        while remaining > 0:
            data, last = self._waiting.popleft()
            if len(data) > remaining:
                self._waiting.appendleft((data[remaining:], last))
            remaining -= len(data)
        self._waiting_octets -= octets
        self._keeper.elide(Elided(at_ns=first, until_ns=last, octets=octets, content_octets=content_octets, left=left))

    def skip(self, elided: Elided) -> None:
        """Take over what another recording left out."""
        self.keep()
        self._keeper.elide(elided)
