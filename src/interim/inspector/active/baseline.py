"""The exchange that active checks start from."""

from dataclasses import dataclass

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Request
from interim.inspector.inquiry import Inquiry
from interim.wire.target import Target

__all__ = ["SAFE_METHODS", "Baseline"]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""What may be asked again without being told to. TRACE is safe too (RFC 9110 §9.2.1), but it echoes credentials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was asked, and what came back.

    Attributes:
        target: where it was asked; after redirects the last place.
        request: what was asked there, without what the recorder adds.
        exchange: what came back.
    """

    inquiry: Inquiry
    target: Target
    request: Request
    exchange: Exchange

    @property
    def safe(self) -> bool:
        """Whether the request may be repeated without being told to."""
        return self.request.method in SAFE_METHODS

    @property
    def final(self) -> Final | None:
        """The final response, if all of it came."""
        final = self.exchange.final
        return final if final is not None and final.complete else None

    @property
    def is_work(self) -> bool:
        """Whether the server said, with a 102 that was not needless, that the request is work (RFC 2518 §10.1)."""
        processing = any(interim.status == 102 for interim in self.exchange.interims)
        return processing and self.took_ns > self.inquiry.settings.needless_102_ns

    @property
    def took_ns(self) -> int:
        """From the end of the request to the end of the final response, or of the watching."""
        end_at_ns = self.exchange.final.end_at_ns if self.exchange.final is not None else None
        return max(0, self.exchange.end_at_ns if end_at_ns is None else end_at_ns)
