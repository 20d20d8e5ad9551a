"""The few facts of an X.509 certificate that a report names, read from its DER octets.

`ssl` tells them only of a certificate that it has verified, and they matter most when it was not. This reads the fields
that stand before the signature (RFC 5280) and verifies nothing.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["Certificate", "read_certificate"]

_SEQUENCE, _OCTETS, _OID, _UTC_TIME = 0x30, 0x04, 0x06, 0x17
_VERSION, _EXTENSIONS = 0xA0, 0xA3
_DNS_NAME, _IP_ADDRESS = 0x82, 0x87
_ALT_NAME = bytes((0x55, 0x1D, 0x11))


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What a certificate says of itself.

    Attributes:
        self_signed: its issuer is its subject.
        names: the DNS names it is for, lower case, `*` labels included.
        addresses: the addresses it is for.
    """

    not_before: datetime
    not_after: datetime
    self_signed: bool
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def fault(self, host: str, now: datetime) -> str:
        """Why it cannot verify for this host and time, in a few words, or "" when nothing in itself is against it."""
        if now < self.not_before:
            return f"not valid before {self.not_before:%Y-%m-%d}"
        if now > self.not_after:
            return f"expired on {self.not_after:%Y-%m-%d}"
        if self.self_signed:
            return "self-signed"
        return "" if self.is_for(host) else f"not for {host}"

    def is_for(self, host: str) -> bool:
        """Whether one of its names is this host; `*` stands for the first label only (RFC 6125)."""
        try:
            return str(ipaddress.ip_address(host)) in self.addresses
        except ValueError:
            first, _, rest = host.lower().rstrip(".").partition(".")
            return f"{first}.{rest}".rstrip(".") in self.names or f"*.{rest}" in self.names


def read_certificate(der: bytes) -> Certificate | None:
    """The facts of a certificate, or None when its octets cannot be read."""
    try:
        return _read(der)
    except (ValueError, IndexError, StopIteration):
        return None


def _read(der: bytes) -> Certificate:
    ((_, certificate),) = _items(der)
    _, signed = next(_items(certificate))
    items = [item for item in _items(signed) if item[0] != _VERSION]
    _, _, issuer, validity, subject = items[:5]
    not_before, not_after = (_time(*item) for item in _items(validity[1]))
    names, addresses = _alternatives(items[5:])
    return Certificate(
        not_before=not_before,
        not_after=not_after,
        self_signed=issuer == subject,
        names=names,
        addresses=addresses,
    )


def _alternatives(items: list[tuple[int, bytes]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for tag, content in items:
        if tag != _EXTENSIONS:
            continue
        for _, extension in _items(next(_items(content))[1]):
            parts = list(_items(extension))
            if parts[0] == (_OID, _ALT_NAME) and parts[-1][0] == _OCTETS:
                found = list(_items(next(_items(parts[-1][1]))[1]))
                return (
                    tuple(name.decode("latin-1").lower() for kind, name in found if kind == _DNS_NAME),
                    tuple(str(ipaddress.ip_address(name)) for kind, name in found if kind == _IP_ADDRESS),
                )
    return (), ()


def _time(tag: int, content: bytes) -> datetime:
    # RFC 5280: both forms end in Z, and two digits of a year are of the last century from 50 on; %y says from 69.
    text = content.decode("ascii")
    if tag == _UTC_TIME:
        text = ("19" if text[:2] >= "50" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[at + 2 : start], "big")
        if start + size > len(data):
            raise ValueError("an item of the certificate is longer than what it stands in")
        yield tag, data[start : start + size]
        at = start + size
