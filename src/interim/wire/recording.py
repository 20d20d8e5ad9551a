"""What a recorder is asked, and what it gives: a plan, and a recording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Request
from interim.wire.address import AddressPolicy
from interim.wire.limits import Limits
from interim.wire.target import Target

__all__ = ["Connection", "HttpChoice", "Phases", "Plan", "Recording"]

HttpChoice = Literal["1.0", "1.1", "2", "auto"]
"""`2` is ALPN h2 over TLS, prior knowledge without. `auto` offers both over TLS, and is 1.1 without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One exchange to record: one connection, one request, no retry.

    Attributes:
        target: where to connect, and what is asked there.
        request: as it goes out; `version` is set by what the connection negotiates. Host and the framing fields of the
            content are added when they are missing, and nothing else.
        expect: hold the content back until a 100 comes (RFC 9110 §10.1.1); adds the field.
        verify: check the server's certificate.
        ca_file: trust this file of certificates instead of the system's.
        resolve: addresses by (host, port), lower case, instead of DNS.
        policy: which addresses may be connected to.
    """

    target: Target
    request: Request
    http: HttpChoice = "auto"
    expect: bool = False
    verify: bool = True
    ca_file: str = ""
    resolve: Mapping[tuple[str, int], str] = field(default_factory=dict)
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phases:
    """How long each part took, in ns. None where there was no such part.

    Attributes:
        first_byte_ns: from the end of the request to the first octet of the server; None when none came, and negative
            when it came before that end.
        total_ns: from the start of DNS to the end of the final response, or of the watching.
    """

    dns_ns: int | None = None
    connect_ns: int | None = None
    tls_ns: int | None = None
    send_ns: int | None = None
    first_byte_ns: int | None = None
    total_ns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """The connection an exchange ran on.

    Attributes:
        address: of the server, literal.
        alpn: what ALPN chose; "" without.
        tls_version: such as "TLSv1.3"; "" without TLS.
        certificate_expires: notAfter of the server's certificate.
        certificate_error: why it cannot verify, when `verify` was off and the certificate itself shows it: its time,
            its names, or that it signed itself. "" otherwise; whether its issuer is trusted is not known then.
    """

    address: str
    port: int
    alpn: str = ""
    tls_version: str = ""
    cipher: str = ""
    certificate_expires: datetime | None = None
    certificate_error: str = ""

    @property
    def tls(self) -> str:
        """TLS in a line: version, cipher, until when the certificate holds, why it does not verify; "" without."""
        expires = self.certificate_expires
        parts = [f"{self.tls_version} {self.cipher}".strip()]
        parts += [f"certificate until {expires:%Y-%m-%d}"] if expires is not None else []
        parts += [self.certificate_error] if self.certificate_error else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """An exchange as it was recorded."""

    exchange: Exchange
    phases: Phases
    connection: Connection
