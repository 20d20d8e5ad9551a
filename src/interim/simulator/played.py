"""What was played before the final response, for the answer to tell."""

import time
from typing import NamedTuple

from interim.asgi.rest import Woken
from interim.exchange.fields import FieldLine
from interim.simulator.durations import in_words
from interim.simulator.performance import Performance

__all__ = ["Played"]

_MS_NS = 1_000_000


class Played(NamedTuple):
    """What happened before the final response. A tuple, as one is made for each request.

    Attributes:
        asked: the code that was asked for.
        status: the code that comes of it.
        content_bytes: the content of the request.
        extra: field lines that this request alone gets; they replace others of the same name.
        performance: the interim responses, or None if there were none and nothing was held.
        delay_ms: how long the request was held.
        notes: what the client should know, in sentences.
    """

    asked: int
    status: int
    content_bytes: int = 0
    extra: tuple[FieldLine, ...] = ()
    performance: Performance | None = None
    delay_ms: int = 0
    notes: tuple[str, ...] = ()

    def after(self, performance: Performance, woken: Woken) -> "Played":
        """The same after a performance."""
        delay_ms = (time.monotonic_ns() - performance.start_ns) // _MS_NS
        notes = list(self.notes)
        if performance.withheld:
            notes.append("HTTP/1.0 client: interims withheld, RFC 9110 §15.2")
        if performance.dropped:
            notes.append(f"{performance.dropped} of the interims were dropped: the client did not read")
        if woken is Woken.DRAINED:
            notes.append(f"the server is shutting down: the hold was cut short after {in_words(delay_ms * _MS_NS)}")
        return self._replace(performance=performance, delay_ms=delay_ms, notes=tuple(notes))
