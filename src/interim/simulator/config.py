"""What a simulator allows: its limits, and where its answers may point."""

import ipaddress
from dataclasses import dataclass, replace
from typing import Any

from interim.errors import InvalidInput

__all__ = ["SECOND_NS", "Config"]

SECOND_NS = 1_000_000_000

_LOOPBACK_HOLD_NS = 3600 * SECOND_NS
_PUBLIC_HOLD_NS = 60 * SECOND_NS


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The limits of a simulator. It can be pickled, so that every worker process gets the same.

    What exceeds a limit is refused with 400; nothing is shortened in silence.

    Attributes:
        max_hold_ns: how long one request may be held, all its waits together. httpstat.us came down to 30 s in 2025
            because its delays were used in production.
        max_interims: interim responses before one final response, `fault=interim_flood` aside.
        max_flood_interims: what `fault=interim_flood` may send.
        max_body_bytes: content of a request or of a response.
        max_sleepers: requests held at the same time, by one process.
        allowed_location_hosts: hosts, in lower case and with their port if any, that `location=` may lead to. Other
            hosts are refused: the redirects of httpstat.us were used for phishing.
        table_path: the SQLite file that holds sequences and rates for several workers; None keeps them in memory.
        loopback: the simulator is bound to a loopback address only.
    """

    max_hold_ns: int = _PUBLIC_HOLD_NS
    max_interims: int = 300
    max_flood_interims: int = 10_000
    max_body_bytes: int = 10 * 1024 * 1024
    max_sleepers: int = 10_000
    allowed_location_hosts: frozenset[str] = frozenset()
    table_path: str | None = None
    loopback: bool = False

    def __post_init__(self) -> None:
        for name in ("max_hold_ns", "max_interims", "max_flood_interims", "max_body_bytes", "max_sleepers"):
            if getattr(self, name) < 0:
                raise InvalidInput(name, getattr(self, name), "0 or more")

    @classmethod
    def for_bind(cls, host: str, **changes: Any) -> "Config":
        """The default limits for an address to listen on: an hour of hold on loopback, else a minute.

        Args:
            host: an address or a name; a name other than ``localhost`` counts as public.
            changes: attributes that differ from the default.
        """
        loopback = _is_loopback(host)
        hold_ns = _LOOPBACK_HOLD_NS if loopback else _PUBLIC_HOLD_NS
        return replace(cls(max_hold_ns=hold_ns, loopback=loopback), **changes)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
