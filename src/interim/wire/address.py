"""Which addresses may be connected to: everything, or only what is public.

The check is made on the literal address that is then connected to, so a name that changes its address between check and
use (DNS rebinding) gains nothing. `ipaddress.is_global` is not asked: what it says of transition addresses and of newer
ranges depends on the version of Python, and it takes 64:ff9b::a9fe:a9fe, which is 169.254.169.254, for global.

Two things cannot be seen in an address, and whoever runs a server has to keep them off its network: a translator
with a prefix of its own (RFC 6052), and public addresses that are routed to internal machines.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from interim.errors import AddressRefused

__all__ = ["REFUSED_IPV4", "REFUSED_IPV6", "AddressPolicy", "is_public"]

REFUSED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network: RFC 791; Linux connects 0.0.0.0 to itself
        "10.0.0.0/8",  # private: RFC 1918
        "100.64.0.0/10",  # shared by carriers: RFC 6598
        "127.0.0.0/8",  # loopback: RFC 1122
        "169.254.0.0/16",  # link-local, and the metadata services of clouds: RFC 3927
        "172.16.0.0/12",  # private: RFC 1918
        "192.0.0.0/24",  # protocol assignments: RFC 6890; all of it, for parts are reachable from inside only
        "192.0.2.0/24",  # documentation: RFC 5737
        "192.88.99.0/24",  # relays of 6to4: RFC 7526
        "192.168.0.0/16",  # private: RFC 1918
        "198.18.0.0/15",  # benchmarks: RFC 2544
        "198.51.100.0/24",  # documentation: RFC 5737
        "203.0.113.0/24",  # documentation: RFC 5737
        "224.0.0.0/4",  # multicast: RFC 5771
        "240.0.0.0/4",  # reserved, and broadcast: RFC 1112, RFC 919
    )
)
"""IPv4 addresses that are not public."""

REFUSED_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "::/8",  # unspecified, loopback, IPv4-compatible and -translated: RFC 4291, RFC 6145
        "64:ff9b:1::/48",  # translators of one's own: RFC 8215; where in it the IPv4 address stands is not known
        "100::/64",  # discarded: RFC 6666
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them: RFC 2928, RFC 4380, RFC 7343
        "2001:db8::/32",  # documentation: RFC 3849
        "3ffe::/16",  # the 6bone, given back: RFC 3701
        "3fff::/20",  # documentation: RFC 9637
        "5f00::/16",  # segment routing: RFC 9602
        "fc00::/7",  # unique local: RFC 4193
        "fe80::/10",  # link-local: RFC 4291
        "fec0::/10",  # site-local: RFC 3879
        "ff00::/8",  # multicast: RFC 4291
    )
)
"""IPv6 addresses that are not public. Beside these, all outside of 2000::/3 are refused: nothing else is assigned."""

_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")


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

    def check(self, address: str, port: int) -> None:
        """Let this literal address and port pass, or raise.

        Raises:
            AddressRefused: they may not be connected to, or `address` is no literal address.
        """
        if self.public_only and not self._is_own(address, port) and not (port in self.ports and is_public(address)):
            raise AddressRefused

    def admit(self, addresses: Iterable[str], port: int) -> tuple[str, ...]:
        """Those of a name's addresses that may be connected to, in the order given.

        One refused address refuses the name, because a public one beside a private one is how a hostile name gets past
        a check. Where one of them is our own listener, only that remains: `localhost` is also ::1.

        Raises:
            AddressRefused: the name may not be connected to.
        """
        found = tuple(addresses)
        if not self.public_only:
            return found
        own = tuple(address for address in found if self._is_own(address, port))
        if own:
            return own
        for address in found:
            self.check(address, port)
        return found

    def _is_own(self, address: str, port: int) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(port == own_port and parsed == _parsed(own) for own, own_port in self.own)


def is_public(address: str) -> bool:
    """Whether a literal address belongs to the public Internet.

    An address that carries an IPv4 address, because it is mapped (RFC 4291), translated (RFC 6052) or
    tunnelled (6to4, RFC 3056), is as public as that one. One with a zone never is (RFC 4007).
    """
    parsed = _parsed(address)
    match parsed:
        case None:
            return False
        case IPv4Address():
            return not any(parsed in network for network in REFUSED_IPV4)
        case IPv6Address():
            return _is_public_ipv6(parsed)


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    inner = address.ipv4_mapped
    if inner is None and address in _TRANSLATED:
        inner = IPv4Address(int(address) & 0xFFFF_FFFF)
    elif inner is None:
        inner = address.sixtofour
    if inner is not None:
        return not any(inner in network for network in REFUSED_IPV4)
    return address in _UNICAST and not any(address in network for network in REFUSED_IPV6)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        return None
