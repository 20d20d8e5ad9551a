"""An exchange: one request, zero or more interim responses, exactly one final response."""

from dataclasses import dataclass, field

from interim.errors import InvalidInput
from interim.exchange.messages import Final, Interim, Request
from interim.exchange.timeline import Timeline

__all__ = ["Exchange"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A recorded exchange: what was asked, what came back, and when.

    Attributes:
        interims: in order of arrival.
        final: None when none came; that is a fault, or a deadline (`timeline.end`).
        leftover: octets after the end of the final response that belong to no answer.
        timeline: the octets themselves, so that framing can be judged again.
    """

    request: Request
    interims: tuple[Interim, ...] = ()
    final: Final | None = None
    leftover: bytes = b""
    timeline: Timeline = field(default_factory=Timeline)

    def __post_init__(self) -> None:
        last = 0
        for interim in self.interims:
            if interim.at_ns < last:
                raise InvalidInput("at_ns", interim.at_ns, f"ascending times; the one before is {last}")
            last = interim.at_ns
