"""One exchange over HTTP/1.0 or 1.1, without IO: RFC 9112."""

import dataclasses

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Interim, Request
from interim.exchange.timeline import Elided, End
from interim.wire.events import Event, Finished
from interim.wire.fault_log import FaultLog
from interim.wire.h1_reader import Reader
from interim.wire.h1_request import RequestOctets
from interim.wire.h1_tape import Tape
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits

__all__ = ["H1Conversation"]


class H1Conversation:
    """A `Conversation` in HTTP/1.

    What the server sends is read to the end, whatever it is: responses, what stands between them, and what comes after.
    The exchange does not depend on how the octets were cut when they arrived, except for times and the timeline.
    """

    def __init__(self, request: Request, *, expect: bool = False, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        """Begin an exchange.

        Args:
            request: goes out as it is, after Host was added. Content-Length is added where it is due and no framing
                field is there; content is sent in chunks when the fields say `Transfer-Encoding: chunked`.
            expect: hold the content back until a 100 (Continue) or a final response comes, and say so in Expect.
            limits: the bounds of the recording.
        """
        self._limits = limits
        self._octets = RequestOctets(request, expect=expect)
        self._keeper = Keeper(limits)
        self._tape = Tape(self._keeper)
        self._events: list[Event] = []
        self._faults = FaultLog(limits, self._events.append)
        self._reader = Reader(request, limits, self._faults, self._events.append)
        self._last_ns: int | None = None
        self._end = End.DEADLINE

    def to_send(self) -> bytes:
        """The octets to write now, at most 64 KiB.

        Raises:
            InvalidInput: method, target or a field of the request cannot be sent.
        """
        if self._octets.held and self._reader.final is not None:
            return b""
        return self._octets.take()

    @property
    def request_sent(self) -> bool:
        """Whether `to_send` has given all of the request."""
        return self._octets.sent

    def release_content(self) -> None:
        """Send the content though no 100 came (RFC 9110 §10.1.1)."""
        if self._reader.final is None:
            self._octets.held = False

    def receive(self, data: bytes, at_ns: int) -> list[Event]:
        """Read octets that arrived at this time."""
        at_ns = self._clock(at_ns)
        data = data[: self._limits.total_bytes - self._tape.end]
        if not data:
            return []
        offset = self._tape.end
        passes = self._keeper.eliding and self._reader.passes
        self._tape.arrive(data, at_ns)
        passage = self._reader.read(data, offset, at_ns)
        if passes:
            self._tape.elide_to(passage.until, content_octets=passage.content_octets, left=passage.left)
        if not (passes and passage.goes_on):
            self._tape.keep()
        self._bound()
        if self._octets.held and any(interim.status == 100 for interim in self._reader.interims):
            self._octets.held = False
        return self._take_events()

    def skip(self, elided: Elided) -> list[Event]:
        """Read past content that a capture does not hold."""
        self._clock(elided.until_ns)
        self._tape.skip(elided)
        self._reader.skip(elided, self._tape.end)
        self._bound()
        return self._take_events()

    @property
    def done(self) -> bool:
        """Whether the final response is complete, or no more of it needs to be waited for."""
        return self._reader.done

    @property
    def full(self) -> bool:
        """Whether a limit was reached."""
        return self._reader.stopped

    def end(self, end: End, at_ns: int) -> list[Event]:
        """No more octets will be read."""
        self._end = end
        self._tape.keep()
        self._reader.end(end, self._tape.end, self._clock(at_ns))
        self._events.append(Finished(at_ns=self._clock(at_ns), end=end))
        return self._take_events()

    def exchange(self, *, request_end_ns: int) -> Exchange:
        """The exchange as read, with all times relative to the end of the request."""
        final, last_ns = self._reader.final, self._clock(request_end_ns if self._last_ns is None else self._last_ns)
        offset = self._tape.end
        return Exchange(
            request=self._octets.request,
            interims=_moved(self._reader.interims, request_end_ns),
            final=final.final(offset=offset, request_end_ns=request_end_ns) if final else None,
            late=_moved(self._reader.late, request_end_ns),
            leftover=self._reader.stray.octets,
            faults=self._faults.faults(request_end_ns=request_end_ns),
            timeline=self._keeper.timeline(self._end, last_ns, request_end_ns=request_end_ns),
            end=self._end,
            end_at_ns=last_ns - request_end_ns,
        )

    def _bound(self) -> None:
        if self._tape.end >= self._limits.total_bytes:
            self._reader.stop(self._limits.total_bytes, f"{self._limits.total_bytes} octets came")

    def _clock(self, at_ns: int) -> int:
        """This time, or the last one given if that was later."""
        self._last_ns = at_ns if self._last_ns is None else max(self._last_ns, at_ns)
        return self._last_ns

    def _take_events(self) -> list[Event]:
        events = self._events.copy()
        self._events.clear()
        return events


def _moved(interims: list[Interim], by_ns: int) -> tuple[Interim, ...]:
    return tuple(dataclasses.replace(interim, at_ns=interim.at_ns - by_ns) for interim in interims)
