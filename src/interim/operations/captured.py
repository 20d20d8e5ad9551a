"""What a handler receives and sends while it may be handed over to a 202: passed on at first, kept afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interim.asgi.respond import Send
from interim.codes.registry import reason_phrase
from interim.operations.operation import Operation, Outcome, State
from interim.operations.outcome import cancelled, failed, outcome_of_failure
from interim.operations.problems import TOO_LARGE, problem_of

if TYPE_CHECKING:
    from interim.exchange.fields import FieldLine

__all__ = ["Captured", "Receive", "TooMuchContent", "buffered"]

Receive = Callable[[], Awaitable[Any]]

_FRAMING = frozenset({b"content-length", b"transfer-encoding", b"connection", b"keep-alive", b"date", b"server"})
"""Fields of a response that belong to the connection that it would have gone over, or are made anew when it is sent."""
_NOTHING = {"type": "http.request", "body": b"", "more_body": False}


class TooMuchContent(Exception):
    """The content of a request exceeds the limit; no more of it was read."""


async def buffered(receive: Receive, limit_bytes: int) -> bytes | None:
    """All content of a request; None when its client left before the end.

    Raises:
        TooMuchContent: it is longer than `limit_bytes`.
    """
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        content += message.get("body", b"")
        if len(content) > limit_bytes:
            raise TooMuchContent
        if not message.get("more_body", False):
            return bytes(content)


class Captured:
    """The two ends that a handler holds.

    Attributes:
        has_read: it has all content of the request, or there is none.
        has_started: its response has started to go to the client; it cannot be handed over any more.
        has_ended: it has returned, or raised.
        ended: set then.
        failure: what it raised, or None.
        stands_down: what is inside hands over by itself, and is not to be handed over from here.
        keeps: what it sends is kept; set it before the response starts.
        on_change: called when one of the first three, or `stands_down`, becomes true.
        added: gives further fields of a response that goes to the client as the handler sends it.
    """

    def __init__(
        self, content: bytes | None, receive: Receive, send: Send, *, limit_bytes: int, expects: bool = True
    ) -> None:
        """Make it.

        Args:
            content: of the request, where it was read already.
            receive: of the server.
            send: of the server.
            limit_bytes: of what is kept of a response.
            expects: the request has content, as far as its fields tell.
        """
        self.has_read = content is not None or not expects
        self.has_started = False
        self.has_ended = False
        self.ended = asyncio.Event()
        self.failure: BaseException | None = None
        self.stands_down = False
        self.keeps = False
        self.on_change: Callable[[], None] | None = None
        self.added: Callable[[], Sequence[FieldLine]] = lambda: ()
        self._content = content
        self._is_exhausted = content is not None
        self._receive = receive
        self._send = send
        self._limit_bytes = limit_bytes
        self._is_detached = False
        self._released = asyncio.Event()
        self._left = False
        self._status: int | None = None
        self._lines: tuple[FieldLine, ...] = ()
        self._kept = bytearray()
        self._is_too_large = False
        self._is_complete = False

    @property
    def is_settled(self) -> bool:
        """There is nothing to hand over any more, or not from here."""
        return self.has_started or self.has_ended or self.stands_down

    @property
    def is_passed_on(self) -> bool:
        """It was released."""
        return self._released.is_set()

    @property
    def went_out(self) -> bool:
        """All of the response has gone to the client."""
        return self._is_complete and self.failure is None and not self._is_detached

    async def receive(self) -> Mapping[str, Any]:
        """The content of the request, once. Then nothing until it is known that the handler keeps its client.

        Otherwise its client's leaving, or the end of its request, would end the work.
        """
        if self._content is not None:
            content, self._content = self._content, None
            return {**_NOTHING, "body": content}
        if not self._is_exhausted:
            message: Mapping[str, Any] = _NOTHING if self._is_detached else await self._receive()
            if message["type"] != "http.request" or not message.get("more_body", False):
                self._is_exhausted = self.has_read = True
                self._changed()
            return message
        await self._released.wait()
        if self._left:
            # On a server without our channel somebody else has received that.
            return {"type": "http.disconnect"}
        told: Mapping[str, Any] = await self._receive()
        return told

    async def send(self, message: dict[str, Any]) -> None:
        """Pass a message on, or keep it."""
        if self.keeps:
            self._keep(message)
        if self._is_detached:
            return
        if message["type"] == "http.response.start":
            self.has_started = True
            message = {**message, "headers": [*message.get("headers", ()), *self.added()]}
            self._changed()
        await self._send(message)

    def detach(self) -> bool:
        """Keep from now on what the handler sends. Returns False when it is too late for that."""
        if self.is_settled:
            return False
        self._is_detached = True
        return True

    def release(self, *, left: bool) -> None:
        """The handler answers its client itself, who may have left by now. Without effect once it is detached."""
        if not self._is_detached:
            self._left = left
            self._released.set()

    def stand_down(self) -> None:
        """See `stands_down`."""
        self.stands_down = True
        self._changed()

    def end(self) -> None:
        """The handler has returned, or raised."""
        self.has_ended = True
        self.ended.set()
        self._changed()

    def outcome(self, operation: Operation) -> Outcome:
        """How the operation ended, as the handler's response or failure says."""
        if isinstance(self.failure, asyncio.CancelledError):
            return cancelled()
        if self.failure is not None:
            return outcome_of_failure(operation, self.failure)
        if self._is_too_large:
            return failed(problem_of(TOO_LARGE))
        if self._status is None or not self._is_complete:
            return outcome_of_failure(operation, RuntimeError("the handler returned without a whole response"))
        error = None
        if self._status >= 500:
            error = {"type": "about:blank", "title": reason_phrase(self._status), "status": self._status}
        return Outcome(
            state=State.SUCCEEDED if error is None else State.FAILED,
            status=self._status,
            lines=self._lines,
            content=bytes(self._kept),
            error=error,
        )

    def _keep(self, message: Mapping[str, Any]) -> None:
        match message["type"]:
            case "http.response.start":
                self._status = message["status"]
                lines = message.get("headers", ())
                self._lines = tuple((bytes(n), bytes(v)) for n, v in lines if n.lower() not in _FRAMING)
            case "http.response.body":
                piece = message.get("body", b"")
                if len(self._kept) + len(piece) > self._limit_bytes:
                    self._is_too_large = True
                    self._kept.clear()
                elif not self._is_too_large:
                    self._kept += piece
                self._is_complete = not message.get("more_body", False)
            case _:
                # An interim response by event, trailers: nothing that a result has a place for.
                pass

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()
