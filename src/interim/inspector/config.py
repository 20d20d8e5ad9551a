"""What an inspector allows that others can reach over HTTP: where it may connect, and how much at a time."""

import ipaddress
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from interim.errors import InvalidInput
from interim.wire.address import AddressPolicy
from interim.wire.limits import Limits

__all__ = ["Config"]

_SECOND_NS = 1_000_000_000
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The limits of an inspector that answers HTTP. It can be pickled, so that every worker process gets the same.

    Attributes:
        host: the address or name that the server is bound to, as configured.
        port: its port, as configured; 0 when the system chose one, and then it is taken from the listening socket.
        scheme: http or https, whichever its listener speaks.
        allow_private: inspect any address, not only public ones. Only for a server bound to loopback.
        allowed_hosts: names, lower case, that Host may carry beside the bound address, `localhost` and literal
            addresses. Any other may have been made to point here, for a page that would use this server from a browser.
        limits: of one exchange; a request may ask for less.
        deadline_ns: for one inspection with its further requests.
        max_inspections: at the same time, by one process.
        max_content_bytes: of a request to the API.
    """

    host: str = "127.0.0.1"
    port: int = 0
    scheme: Literal["http", "https"] = "http"
    allow_private: bool = False
    allowed_hosts: frozenset[str] = frozenset()
    limits: Limits = field(
        default_factory=lambda: Limits(
            connect_ns=5 * _SECOND_NS,
            watch_ns=60 * _SECOND_NS,
            interims=300,
            content_bytes=256 * 1024,
            kept_bytes=512 * 1024,
            total_bytes=64 * 1024 * 1024,
        )
    )
    deadline_ns: int = 120 * _SECOND_NS
    max_inspections: int = 16
    max_content_bytes: int = 8 * 1024 * 1024

    def __post_init__(self) -> None:
        if self.allow_private and not self.loopback:
            raise InvalidInput(
                "allow-private",
                self.host,
                "only with a loopback address to bind, as anyone could ask for private hosts",
            )
        for name in ("deadline_ns", "max_inspections", "max_content_bytes"):
            if getattr(self, name) < 1:
                raise InvalidInput(name, getattr(self, name), "1 or more")

    @classmethod
    def for_bind(cls, host: str, port: int, **changes: Any) -> "Config":
        """The default limits for an address to listen on: on loopback a whole long request may be watched."""
        made = cls(host=host, port=port)
        if made.loopback:
            watch_ns = 900 * _SECOND_NS
            made = replace(made, limits=replace(made.limits, watch_ns=watch_ns), deadline_ns=2 * watch_ns)
        return replace(made, **changes)

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host.lower() == "localhost"

    def takes_host(self, name: str) -> bool:
        """Whether a request may carry this in Host, without its port: see `allowed_hosts`."""
        name = name.lower()
        if name in _LOOPBACK_NAMES or name == self.host.lower() or name in self.allowed_hosts:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def policy(self, port: int) -> AddressPolicy:
        """Where an inspection may connect.

        Args:
            port: of our own listener.
        """
        return AddressPolicy(public_only=not self.allow_private, own=frozenset((host, port) for host in self.own_hosts))

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """The literal addresses of our own listener, as configured; never what a request says."""
        host = self.host.strip("[]").lower()
        return {"localhost": ("127.0.0.1", "::1"), "0.0.0.0": ("127.0.0.1",), "::": ("::1",)}.get(host, (host,))  # noqa: S104
