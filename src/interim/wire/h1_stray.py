"""Octets of an HTTP/1 connection that belong to no response: what they are, and the first of them."""

from interim.exchange.fault import EXCERPT_BYTES, FaultKind
from interim.wire.fault_log import FaultLog

__all__ = ["LEFTOVER_BYTES", "Stray"]

LEFTOVER_BYTES = 64 * 1024
"""How many octets that belong to no answer are kept."""


class Stray:
    """Keeps the first of such octets, and notes one fault for each run of them."""

    __slots__ = ("_faults", "_octets")

    def __init__(self, faults: FaultLog) -> None:
        self._faults = faults
        self._octets = bytearray()

    @property
    def octets(self) -> bytes:
        """The first of them."""
        return bytes(self._octets)

    @property
    def full(self) -> bool:
        """Whether no more are kept."""
        return len(self._octets) >= LEFTOVER_BYTES

    def keep(self, octets: bytes) -> None:
        """Add octets to them, and to the excerpt of the last fault."""
        self._octets += octets[: LEFTOVER_BYTES - len(self._octets)]
        self._faults.grow(octets[:EXCERPT_BYTES])

    def clear(self) -> None:
        """Forget them: a final response came after all."""
        self._octets.clear()

    def begin_without_status_line(self, offset: int) -> None:
        """A run starts at this offset, where the first response belongs, or a status line that is none."""
        self._faults.place("")
        self._faults.note(FaultKind.STATUS_LINE, offset, "no status line where one belongs", growing=True)

    def begin_after_interim(self, offset: int, part: str, index: int) -> None:
        """A run starts at this offset, right after the header section of a 1xx."""
        detail = "octets after the header section of a 1xx that start no response"
        self._faults.place(part, index)
        self._faults.note(FaultKind.AFTER_INTERIM, offset, detail, growing=True)

    def begin_after_final(self, offset: int, *, content_allowed: bool, status_line: bool) -> None:
        """A run starts at this offset, right after the final response."""
        self._faults.place("final")
        if content_allowed or status_line:
            detail = "another response" if status_line else "octets"
            self._faults.note(FaultKind.SURPLUS, offset, f"{detail} after the final response", growing=True)
        else:
            detail = "octets after a response that has no content"
            self._faults.note(FaultKind.CONTENT_NOT_ALLOWED, offset, detail, growing=True)
