"""What a rule judges: an exchange, what is known of it from further exchanges, and the settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interim.exchange.exchange import Exchange
from interim.rules.settings import Settings

__all__ = ["Case", "Probe"]

Probe = Literal[
    "get",
    "head",
    "identity",
    "gzip",
    "etag",
    "modified",
    "range",
    "range-end",
    "range-bad",
    "http10",
    "expect",
    "http11",
    "http2",
    "compare",
    "preflight",
    "monitor",
]
"""What a further exchange was made for. See `inspector/active/` for what each asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a rule judges.

    Attributes:
        probes: further exchanges by what they were made for, in order; several for "monitor", the polls.
    """

    exchange: Exchange
    settings: Settings = field(default_factory=Settings)
    probes: Mapping[Probe, tuple[Exchange, ...]] = field(default_factory=dict)

    def probe(self, name: Probe) -> Exchange | None:
        """The further exchange of this name, if there was one; the last of several."""
        exchanges = self.probes.get(name, ())
        return exchanges[-1] if exchanges else None
