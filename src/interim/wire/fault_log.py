"""The faults of a recording as they are found: bounded in number, each with its place and its octets."""

import dataclasses
from collections.abc import Callable

from interim.exchange.fault import EXCERPT_BYTES, Fault, FaultKind
from interim.wire.events import Event, FaultSeen
from interim.wire.limits import Limits

__all__ = ["FaultLog"]


class FaultLog:
    """Collects faults. Beyond `Limits.faults`, only the first of each kind is still kept.

    Attributes:
        at_ns: when the octets came that are being read; the reader sets it.
        part: the message that is being read, as in `Fault.part`; the reader sets it.
        index: which of them, as in `Fault.index`; the reader sets it.
    """

    __slots__ = ("_emit", "_excerpt", "_faults", "_growing", "_kinds", "_limits", "at_ns", "index", "part")

    def __init__(self, limits: Limits, emit: Callable[[Event], None]) -> None:
        self.at_ns = 0
        self.part = ""
        self.index: int | None = None
        self._emit = emit
        self._limits = limits
        self._faults: list[Fault] = []
        self._kinds: set[FaultKind] = set()
        self._growing: int | None = None
        self._excerpt = bytearray()

    def place(self, part: str, index: int | None = None) -> None:
        """Say which message the next faults concern."""
        self.part, self.index = part, index

    def note(
        self, kind: FaultKind, offset: int, detail: str, *, excerpt: bytes = b"", field: str = "", growing: bool = False
    ) -> None:
        """Keep a fault of the message that is being read.

        Args:
            kind: what was broken.
            offset: of the first octet concerned.
            detail: what exactly, in a few plain words.
            excerpt: the octets concerned; the first of them are kept.
            field: the name of the field concerned.
            growing: the octets concerned are still to come, with `grow`.
        """
        self.settle()
        if len(self._faults) >= self._limits.faults and kind in self._kinds:
            return
        self._kinds.add(kind)
        fault = Fault(
            kind=kind,
            at_ns=self.at_ns,
            offset=offset,
            part=self.part,
            index=self.index,
            field=field,
            detail=detail,
            excerpt=excerpt[:EXCERPT_BYTES],
        )
        if growing:
            self._growing = len(self._faults)
        self._faults.append(fault)
        self._emit(FaultSeen(fault=fault))

    def grow(self, octets: bytes) -> None:
        """Add octets to the excerpt of the last fault, if that was noted as growing."""
        if self.hungry:
            self._excerpt += octets[: EXCERPT_BYTES - len(self._excerpt)]

    @property
    def hungry(self) -> bool:
        """Whether the last fault still takes octets for its excerpt."""
        return self._growing is not None and len(self._excerpt) < EXCERPT_BYTES

    def settle(self) -> None:
        """No more octets belong to the last fault."""
        if self._growing is not None:
            fault = self._faults[self._growing]
            self._faults[self._growing] = dataclasses.replace(fault, excerpt=bytes(self._excerpt))
            self._growing = None
        self._excerpt.clear()

    def faults(self, *, request_end_ns: int) -> tuple[Fault, ...]:
        """All that were kept, with times relative to the end of the request."""
        self.settle()
        return tuple(dataclasses.replace(fault, at_ns=fault.at_ns - request_end_ns) for fault in self._faults)
