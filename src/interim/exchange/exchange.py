"""An exchange: one request, zero or more interim responses, exactly one final response."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fault import Fault
from interim.exchange.messages import Final, Interim, Request
from interim.exchange.timeline import End, Timeline

__all__ = ["Exchange"]


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Exchange:
    """A recorded exchange: what was asked, what came back, and when. All times are ns since the end of the request.

    Attributes:
        interims: before the final response, in order of arrival.
        final: None when no head of one came.
        late: 1xx responses after the final one, in order of arrival; each has its fault.
        leftover: the first octets after the end of the final response that belong to no answer; without a final
            response, the first that start none.
        faults: what the reader met that the grammar does not allow, in order of arrival.
        timeline: the octets themselves, so that framing can be judged again.
        end: how it ended for this exchange. On HTTP/2 the server can end the stream before the connection, so it can
            differ from `timeline.end`. When the final response is complete, `end` is how the watching after it ended.
        end_at_ns: when.
        url: the absolute URI that was asked, when it is known.
        clock: the recorder's wall clock at the end of the request, when it is known.
        known: facts from elsewhere that rules may use. `get_200_content_length`: the length of the full representation.
            `content_held_ns`: how long a recorder held the content back for a 100, in vain, before it sent it (RFC 9110
            §10.1.1).
    """

    request: Request
    interims: tuple[Interim, ...] = ()
    final: Final | None = None
    late: tuple[Interim, ...] = ()
    leftover: bytes = b""
    faults: tuple[Fault, ...] = ()
    timeline: Timeline = field(default_factory=Timeline)
    end: End = End.CLOSE
    end_at_ns: int = 0
    url: str = ""
    clock: datetime | None = None
    known: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = None
        for interim in self.interims:
            if last is not None and interim.at_ns < last:
                raise InvalidInput("at_ns", interim.at_ns, f"ascending times; the one before is {last}")
            last = interim.at_ns
        if self.clock is not None and self.clock.tzinfo is None:
            raise InvalidInput("clock", self.clock, "a time with its time zone")

    @property
    def informational(self) -> tuple[Interim, ...]:
        """Every 1xx of the exchange except a 101 that ended it: the interims, then the late ones."""
        return self.interims + self.late
