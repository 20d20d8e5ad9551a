"""A conversation in a protocol of its own, small enough to see through, for tests of what drives one.

The server's lines: `102` is an interim response, late after the final one, `200 5` a final response with five octets of
content after it, `413 0 close` one with `Connection: close`, and `full` says that a limit is reached.
"""

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Interim, Request
from interim.exchange.timeline import Elided, End
from interim.wire.events import ContentSeen, Event, FinalHead, InterimSeen
from interim.wire.keeper import Keeper
from interim.wire.limits import Limits

__all__ = ["FakeConversation"]

PIECE_BYTES = 4


class FakeConversation:
    """Sends the method as a line, then the content in pieces of four octets."""

    def __init__(self, request: Request, *, expect: bool = False, answers: bytes = b"") -> None:
        self.ended: list[End] = []
        self.full = False
        self.released = False
        self._request = request
        self._unsent = [request.method.encode() + b"\n"]
        self._unsent += [request.content[at : at + PIECE_BYTES] for at in range(0, len(request.content), PIECE_BYTES)]
        self._held = self._unsent[1:] if expect else []
        if expect:
            del self._unsent[1:]
        self._answers = answers
        self._keeper = Keeper(Limits())
        self._buffer = b""
        self._interims: list[Interim] = []
        self._late: list[Interim] = []
        self._final: Final | None = None
        self._left = 0
        self._end_ns = 0

    def to_send(self) -> bytes:
        return self._unsent.pop(0) if self._unsent else b""

    @property
    def request_sent(self) -> bool:
        return not self._unsent and not self._held

    def release_content(self) -> None:
        self.released = True
        self._unsent += self._held
        self._held = []

    def receive(self, data: bytes, at_ns: int) -> list[Event]:
        self._keeper.keep(data, at_ns)
        self._buffer += data
        if self._answers:
            self._unsent.append(self._answers)
        events: list[Event] = []
        while self._buffer:
            if self._left:
                piece = self._buffer[: self._left]
                self._buffer = self._buffer[len(piece) :]
                self._left -= len(piece)
                events.append(ContentSeen(at_ns=at_ns, octets=len(piece)))
                self._complete(at_ns)
                continue
            line, ended, rest = self._buffer.partition(b"\n")
            if not ended:
                break
            self._buffer = rest
            events += self._line(line.decode().split(), at_ns)
        return events

    def skip(self, elided: Elided) -> list[Event]:
        raise NotImplementedError

    @property
    def done(self) -> bool:
        return self._final is not None and self._final.complete

    def end(self, end: End, at_ns: int) -> list[Event]:
        self.ended.append(end)
        self._end_ns = at_ns
        return []

    def exchange(self, *, request_end_ns: int) -> Exchange:
        (end,) = self.ended
        final = self._final
        if final is not None:
            final = Final(
                status=final.status,
                head_at_ns=final.head_at_ns - request_end_ns,
                end_at_ns=None if final.end_at_ns is None else final.end_at_ns - request_end_ns,
            )
        return Exchange(
            request=self._request,
            interims=tuple(Interim(status=one.status, at_ns=one.at_ns - request_end_ns) for one in self._interims),
            late=tuple(Interim(status=one.status, at_ns=one.at_ns - request_end_ns) for one in self._late),
            final=final,
            timeline=self._keeper.timeline(end, self._end_ns, request_end_ns=request_end_ns),
            end=end,
            end_at_ns=self._end_ns - request_end_ns,
        )

    def _line(self, words: list[str], at_ns: int) -> list[Event]:
        if words == ["full"]:
            self.full = True
            return []
        status = int(words[0])
        if status < 200:
            interim = Interim(status=status, at_ns=at_ns)
            (self._interims if self._final is None else self._late).append(interim)
            if status == 100:
                self.release_content()
            return [InterimSeen(interim=interim, late=self._final is not None)]
        self._held = []
        self._left = int(words[1])
        close = Fields.of([("Connection", "x, Close")]) if "close" in words else Fields()
        self._final = Final(status=status, fields=close, head_at_ns=at_ns)
        self._complete(at_ns)
        return [FinalHead(final=Final(status=status, fields=close, head_at_ns=at_ns))]

    def _complete(self, at_ns: int) -> None:
        if not self._left and self._final is not None:
            self._final = Final(status=self._final.status, head_at_ns=self._final.head_at_ns, end_at_ns=at_ns)
