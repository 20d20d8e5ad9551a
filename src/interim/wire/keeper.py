"""Keeps the octets of a recording with their times, and counts those of a long content instead of keeping them."""

from interim.exchange.timeline import ELIDED_GAP_NS, Elided, End, Octets, Timeline
from interim.wire.limits import Limits

__all__ = ["Keeper"]


class Keeper:
    """The timeline of a recording as it grows. Bounded as long as its reader elides what it may.

    Attributes:
        total: octets seen so far, elided ones included. It is the offset of the next one.
    """

    __slots__ = ("_items", "_kept", "_limits", "total")

    def __init__(self, limits: Limits) -> None:
        self.total = 0
        self._items: list[Octets | Elided] = []
        self._kept = 0
        self._limits = limits

    @property
    def eliding(self) -> bool:
        """Whether enough is kept, so that content should be elided from here on."""
        return self._kept >= self._limits.kept_bytes

    @property
    def full(self) -> bool:
        """Whether so much came that the recording has to stop."""
        return self.total >= self._limits.total_bytes

    def keep(self, data: bytes, at_ns: int) -> None:
        """Keep octets that arrived at this time."""
        if data:
            self.total += len(data)
            self._kept += len(data)
            self._items.append(Octets(at_ns=at_ns, data=data))

    def elide(self, elided: Elided) -> None:
        """Count octets of content, together with those just before when no silence lies between."""
        self.total += elided.octets
        last = self._items[-1] if self._items else None
        if isinstance(last, Elided) and elided.at_ns - last.until_ns <= ELIDED_GAP_NS:
            self._items[-1] = Elided(
                at_ns=last.at_ns,
                until_ns=elided.until_ns,
                octets=last.octets + elided.octets,
                content_octets=last.content_octets + elided.content_octets,
                left=elided.left,
            )
        else:
            self._items.append(elided)

    def timeline(self, end: End, end_at_ns: int, *, request_end_ns: int) -> Timeline:
        """What was kept, with times relative to the end of the request."""
        return Timeline(
            octets=tuple(_moved(item, request_end_ns) for item in self._items),
            end=end,
            end_at_ns=end_at_ns - request_end_ns,
        )


def _moved(item: Octets | Elided, by_ns: int) -> Octets | Elided:
    if isinstance(item, Octets):
        return Octets(at_ns=item.at_ns - by_ns, data=item.data)
    return Elided(
        at_ns=item.at_ns - by_ns,
        until_ns=item.until_ns - by_ns,
        octets=item.octets,
        content_octets=item.content_octets,
        left=item.left,
    )
