"""The report: what was recorded, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from interim.exchange.exchange import Exchange
from interim.rules.case import Probe
from interim.rules.finding import Finding, Severity
from interim.wire.recording import Connection, Phases

__all__ = ["Hop", "Report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """A redirect that was followed on the way to the exchange of the report."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One inspection.

    Attributes:
        exchange: the exchange that is judged; the last one when redirects were followed.
        findings: the worst first.
        phases: None for a replay.
        connection: None for a replay.
        probes: the further exchanges of active checks, by what they were made for.
        skipped: why an active check was not made, by its name; in plain words.
        hops: the redirects on the way, in order.
    """

    exchange: Exchange
    findings: tuple[Finding, ...] = ()
    phases: Phases | None = None
    connection: Connection | None = None
    probes: Mapping[Probe, tuple[Exchange, ...]] = field(default_factory=dict)
    skipped: Mapping[str, str] = field(default_factory=dict)
    hops: tuple[Hop, ...] = ()

    def at_or_above(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are at least so bad."""
        return tuple(finding for finding in self.findings if finding.severity >= severity)

    @property
    def has_verdict(self) -> bool:
        """Whether the exchange ended by itself: the final response is complete, or the server ended it."""
        final = self.exchange.final
        return self.exchange.end.by_peer or (final is not None and final.complete)
