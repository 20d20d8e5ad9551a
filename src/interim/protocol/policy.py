"""The policy: what an operator declares of the path, and every number of how a request is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from interim.errors import InvalidInput
from interim.peers.hops import CAPPED_PATHS
from interim.protocol.pacing import Pace

__all__ = ["MOST_INTERIMS", "Clients", "PathWord", "Policy"]

PathWord = Literal["unknown", "direct"]
Clients = Literal["known", "all"]

MOST_INTERIMS = 90
"""For paths that were probed. Clients with a limit have one of 100 or more today, and older ones far less."""

_S = 1_000_000_000
_DAY_S = 86_400.0
_CAPPED = {path.id: path.hold_s for path in CAPPED_PATHS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How requests of one application, or of one of its routes, are held. docs/keepalive.md has it as a table.

    Attributes:
        path: the operator's word about the proxies in front: ``direct`` when there are none, or none but such as pass
            1xx on. Nobody else can know: nginx breaks, and a request does not show that it came through it.
        clients: who gets interim responses on a direct path: those ``known`` to be good, or ``all`` but those known to
            break.
        first_after_s: seconds of silence before the first interim response.
        every_s: seconds of silence between interim responses.
        max_interims: the most for one request; fewer for clients and proxies that are known to take fewer.
        status: of the interim responses: 102 to 199.
        hold_s: seconds until a request that gets interim responses is handed over to a 202, where there is one.
        unknown_hold_s: the same for one that gets none.
        http10_hold_s: the same where somebody on the way speaks HTTP/1.0.
        capped_hold_s: the same on a path that is recognised by its fields, by the id of `CAPPED_PATHS`. What is given
            replaces single ones; None switches one off.

    Raises:
        InvalidInput: naming the setting, and what to give instead.
    """

    path: PathWord = "unknown"
    clients: Clients = "known"
    first_after_s: float = 15
    every_s: float = 25
    max_interims: int = 4
    status: int = 102
    hold_s: float = 110
    unknown_hold_s: float = 25
    http10_hold_s: float = 10
    capped_hold_s: Mapping[str, float | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check("path", self.path, self.path in get_args(PathWord), '"unknown" or "direct"')
        _check("clients", self.clients, self.clients in get_args(Clients), '"known" or "all"')
        for name in ("first_after_s", "hold_s", "unknown_hold_s", "http10_hold_s"):
            _check(name, getattr(self, name), _is_seconds(getattr(self, name)), "0 to 86400 seconds")
        _check("every_s", self.every_s, _is_seconds(self.every_s) and self.every_s >= 0.01, "0.01 to 86400 seconds")
        is_count = type(self.max_interims) is int and 0 <= self.max_interims <= MOST_INTERIMS
        _check("max_interims", self.max_interims, is_count, f"0 to {MOST_INTERIMS}")
        is_status = type(self.status) is int and 102 <= self.status <= 199
        _check("status", self.status, is_status, "the status of an interim response, 102 to 199")
        for name, hold_s in self.capped_hold_s.items():
            _check("capped_hold_s", name, name in _CAPPED, "of " + ", ".join(_CAPPED))
            _check(f"capped_hold_s of {name}", hold_s, hold_s is None or _is_seconds(hold_s), "0 to 86400 seconds")
        object.__setattr__(self, "capped_hold_s", MappingProxyType({**_CAPPED, **self.capped_hold_s}))

    @property
    def first_after_ns(self) -> int:
        """`first_after_s` in ns."""
        return round(self.first_after_s * _S)

    def pace(self, limit: int) -> Pace:
        """The pace of a request that takes `limit` interim responses."""
        return Pace(first_ns=self.first_after_ns, every_ns=round(self.every_s * _S), limit=limit)


def _is_seconds(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _DAY_S


def _check(name: str, got: object, good: bool, allowed: str) -> None:
    if not good:
        raise InvalidInput(name, got, allowed)
