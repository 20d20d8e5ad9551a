"""The final response of HTTP/1 once its head is there: its content and its trailer section."""

import dataclasses

from interim.exchange.fault import EXCERPT_BYTES
from interim.exchange.messages import Final, Framing, Request
from interim.exchange.timeline import Elided, End
from interim.wire.fault_log import FaultLog
from interim.wire.h1_chunked import ChunkedBody
from interim.wire.h1_content import Body, CloseBody, Content, LengthBody
from interim.wire.h1_framing import frame_of
from interim.wire.h1_section import Section
from interim.wire.limits import Limits

__all__ = ["FinalReader"]


class FinalReader:
    """Reads what follows the head of the final response, as far as it is this response.

    Attributes:
        head: the response as its head says.
        end_at_ns: when it was complete; None before.
        broken: whether its framing is lost, so that it will never be complete.
        safe: the position in the octets last read up to which they may be left out.
    """

    __slots__ = (
        "_body",
        "_content",
        "_doubtful_from",
        "_end",
        "_faults",
        "_trailer",
        "broken",
        "end_at_ns",
        "head",
        "safe",
    )

    def __init__(self, request: Request, head: Final, faults: FaultLog, limits: Limits, room_bytes: int) -> None:
        """Start after the head.

        Args:
            request: what it answers.
            head: with status, fields, times and span of the head.
            faults: where faults go.
            limits: how much content is kept.
            room_bytes: how many octets the trailer section may have.
        """
        frame = frame_of(request, head.status, head.fields)
        framing = Framing.TUNNEL if head.status == 101 else frame.framing
        self.head = dataclasses.replace(head, framing=framing)
        self.end_at_ns: int | None = None
        self.broken = False
        self.safe = 0
        self._content = Content(limits.content_bytes)
        self._body: Body = CloseBody(self._content)
        self._trailer: Section | None = None
        self._faults = faults
        self._doubtful_from = frame.doubtful_from
        self._end = head.span[1] if head.span else 0
        match framing:
            case Framing.CHUNKED:
                self._body = ChunkedBody(self._content, faults)
                self._trailer = Section(faults, room_bytes)
            case Framing.LENGTH:
                self._body = LengthBody(self._content, frame.length)
            case _:
                pass
        if framing in (Framing.NONE, Framing.TUNNEL) or (framing is Framing.LENGTH and not frame.length):
            self.end_at_ns = head.head_at_ns

    @property
    def complete(self) -> bool:
        """Whether all of it came."""
        return self.end_at_ns is not None

    @property
    def done(self) -> bool:
        """Whether it is complete, or no more of it needs to be waited for."""
        doubtful = self._doubtful_from is not None and self._content.octets >= self._doubtful_from
        return self.complete or self.broken or doubtful

    @property
    def overlong_at(self) -> int | None:
        """The offset of the line of its framing that was longer than we read, if there was one."""
        if self._body.overlong:
            return self._body.line_at
        return self._trailer.line_at if self._trailer and self._trailer.overlong else None

    @property
    def content_octets(self) -> int:
        """How many octets of content came."""
        return self._content.octets

    @property
    def passes(self) -> bool:
        """Whether octets that come next may be left out of the timeline."""
        return self.broken or (self._content.full and not self._body.over)

    @property
    def left(self) -> int:
        """What `Elided.left` is at `safe`."""
        return self._body.left

    def read(self, data: bytes, at: int, base: int, at_ns: int) -> int:
        """Read until it is complete or broken, or the octets end; say where it stopped."""
        if not self.broken and not self._body.over:
            at = self._body.read(data, at, base)
            self.safe, self.broken = self._body.safe, self._body.broken
        elif self.broken:
            self.safe = len(data)
        if self.broken:
            self._faults.grow(data[at : at + EXCERPT_BYTES])
            return len(data)
        if self._body.over and self._trailer is not None:
            at = self._trailer.read(data, at, base)
        if self._body.over and (self._trailer is None or self._trailer.over):
            self._complete(base + at, at_ns)
        return at

    def skip(self, elided: Elided, offset: int) -> int:
        """Go on as if the elided octets had been read, and say how many of them were content.

        Args:
            elided: what another recording left out.
            offset: of the octet after them.
        """
        octets = 0 if self.broken or self._body.over else self._body.skip(elided)
        if octets and self._body.over:
            self._complete(offset, elided.until_ns)
        return octets

    def end(self, end: End, offset: int, at_ns: int) -> str:
        """The server ended the connection; say what is missing, in words, "" for nothing.

        Args:
            end: how.
            offset: of the octet after the last that came.
            at_ns: when.
        """
        if self.complete or self.broken:
            return ""
        if self.head.framing is Framing.CLOSE and end is End.CLOSE:
            self._complete(offset, at_ns)
            return ""
        if self._body.over:
            return "the empty line after the last chunk did not come"
        missing = self._body.missing()
        self.broken = self._body.broken
        return missing

    def final(self, *, offset: int, request_end_ns: int) -> Final:
        """It as far as it came, with times relative to the end of the request.

        Args:
            offset: of the octet after the last that came.
            request_end_ns: the end of the request.
        """
        start, _ = self.head.span or (0, 0)
        end = self.overlong_at if self.overlong_at is not None else self._end if self.complete else offset
        return dataclasses.replace(
            self.head,
            content=self._content.kept,
            content_octets=self._content.octets,
            trailers=self._trailer.fields if self._trailer else self.head.trailers,
            head_at_ns=self.head.head_at_ns - request_end_ns,
            end_at_ns=None if self.end_at_ns is None else self.end_at_ns - request_end_ns,
            span=(start, end),
        )

    def _complete(self, offset: int, at_ns: int) -> None:
        self._end, self.end_at_ns = offset, at_ns
