"""Puts the octets of an HTTP/2 connection into the timeline: kept, or counted when they are long content."""

import itertools

from interim.exchange.timeline import ELIDED_GAP_NS, Elided
from interim.wire.keeper import Keeper

__all__ = ["Shelf"]


class Shelf:
    """Octets in order of arrival, joined to one item of the timeline per arrival where that can be.

    Call `flush` at the end of each arrival.

    Attributes:
        elided: how many octets were counted and not kept.
    """

    __slots__ = ("_content", "_count", "_held", "_keeper", "_kept", "_left", "_since_ns", "_until_ns", "elided")

    def __init__(self, keeper: Keeper) -> None:
        self.elided = 0
        self._keeper = keeper
        self._held: list[tuple[int, bytes]] = []
        self._kept: list[bytes] = []
        self._since_ns = 0
        self._until_ns = 0
        self._count = 0
        self._content = 0
        self._left = -1

    def hold(self, octets: bytes, at_ns: int) -> None:
        """Wait with the start of a header: it shows later whether the frame is kept. Only last in an arrival."""
        self.flush()
        self._held.append((at_ns, octets))

    def keep(self, octets: bytes, at_ns: int) -> None:
        """Keep octets, and what was held before them."""
        if self._count:
            self.flush()
        self.release()
        self._since_ns = at_ns
        self._kept.append(octets)

    def count_head(self, octets: bytes, at_ns: int, *, left: int) -> None:
        """Count a header of which these are the last octets. It is kept all the same when it came in bits over time."""
        times = [*(held_at_ns for held_at_ns, _ in self._held), at_ns]
        if any(after - before > ELIDED_GAP_NS for before, after in itertools.pairwise(times)):
            self.keep(octets, at_ns)
            return
        held = b"".join(octets for _, octets in self._held)
        self._held.clear()
        self._add(times[0], at_ns, len(held) + len(octets), content=0, left=left)

    def count(self, octets: int, at_ns: int, *, content: int, left: int) -> None:
        """Count octets, of which some are content. `left` is that of `Elided`."""
        self.release()
        self._add(at_ns, at_ns, octets, content=content, left=left)

    def skip(self, elided: Elided) -> None:
        """Take over what another reader counted."""
        self.release()
        self.flush()
        self.elided += elided.octets
        self._keeper.elide(elided)

    def release(self) -> None:
        """Keep what was held, each part at its time."""
        for at_ns, octets in self._held:
            self._keeper.keep(octets, at_ns)
        self._held.clear()

    def flush(self) -> None:
        """Hand what this arrival brought to the timeline, except what is held."""
        if self._kept:
            self._keeper.keep(b"".join(self._kept), self._since_ns)
            self._kept.clear()
        if self._count:
            self._keeper.elide(
                Elided(
                    at_ns=self._since_ns,
                    until_ns=self._until_ns,
                    octets=self._count,
                    content_octets=self._content,
                    left=self._left,
                )
            )
            self._count = self._content = 0

    def _add(self, since_ns: int, until_ns: int, octets: int, *, content: int, left: int) -> None:
        if self._kept:
            self.flush()
        if not self._count:
            self._since_ns = since_ns
        self._until_ns = until_ns
        self._count += octets
        self._content += content
        self._left = left
        self.elided += octets
