"""What an inspector is asked: one request, how to make it, what else to try, and how to judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interim.exchange.fields import Fields
from interim.rules.settings import Settings
from interim.wire.address import AddressPolicy
from interim.wire.limits import Limits
from interim.wire.recording import HttpChoice

__all__ = ["Active", "Inquiry"]

Active = Literal["none", "safe", "all"]
"""Which further requests may be made. `safe`: GET, HEAD and OPTIONS, and only if the request itself was safe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One inspection to make.

    Attributes:
        url: an absolute http or https URL.
        method: a token; "" means POST with content and GET without.
        fields: to send; User-Agent and Accept are added when they are missing.
        content: to send.
        expect: hold the content back until a 100 comes.
        follow: follow redirects, at most `max_hops`. Credentials (Authorization, Cookie) stay at the first origin.
        verify: check certificates.
        ca_file: trust these certificates instead of the system's.
        resolve: addresses by (host, port), instead of DNS.
        active: which further requests may be made.
        compare: the URL of the same resource on another path, such as the origin behind a proxy; "" for none.
        poll_monitor: ask the status monitor of a 202 until it ends.
        policy: which addresses may be connected to, for every request of the inspection.
        deadline_ns: for the whole inspection, the further requests included; None for none.
    """

    url: str
    method: str = ""
    fields: Fields = field(default_factory=Fields)
    content: bytes = b""
    expect: bool = False
    http: HttpChoice = "auto"
    follow: bool = False
    max_hops: int = 10
    verify: bool = True
    ca_file: str = ""
    resolve: Mapping[tuple[str, int], str] = field(default_factory=dict)
    active: Active = "safe"
    compare: str = ""
    poll_monitor: bool = False
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    limits: Limits = field(default_factory=Limits)
    settings: Settings = field(default_factory=Settings)
    deadline_ns: int | None = None
