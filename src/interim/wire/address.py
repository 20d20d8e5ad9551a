"""Which addresses may be connected to: everything, or only what is public."""

from dataclasses import dataclass

__all__ = ["AddressPolicy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPolicy:
    """Which addresses and ports may be connected to. Without arguments, all.

    Attributes:
        public_only: refuse whatever is not an address of the public Internet, and ports other than `ports`.
        ports: allowed when `public_only`.
        own: (address, port) of our own listener, allowed in any case.
    """

    public_only: bool = False
    ports: frozenset[int] = frozenset({80, 443})
    own: frozenset[tuple[str, int]] = frozenset()
