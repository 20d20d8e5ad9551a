"""A conversation on a link: writing and reading at the same time, until it is over or its time is."""

import asyncio
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime

from interim.errors import NoExchange
from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Interim
from interim.exchange.timeline import End
from interim.wire.conversation import Conversation
from interim.wire.events import Event, FinalHead, Finished, InterimSeen, RequestSent, moved
from interim.wire.limits import Limits
from interim.wire.link import Link
from interim.wire.tls import tls_reason

__all__ = ["Dialogue"]


class Dialogue:
    """One run of a conversation. Make it, `run` it once, and close the link yourself.

    Attributes:
        started_ns: when the sending began, on the monotonic clock.
        request_end_ns: when the last octet of the request had been handed to the socket, or when it was clear that no
            more would be: the final response was complete, the server refused the content, or the connection ended.
        clock: the wall clock at `request_end_ns`.
        first_ns: when the first octets came; None when none did.
        content_held_ns: how long the content was held back for a 100 that did not come; None when it was not in vain.
    """

    def __init__(
        self,
        link: Link,
        conversation: Conversation,
        *,
        limits: Limits,
        expect: bool,
        watch: Callable[[Event], None],
    ) -> None:
        self.started_ns = 0
        self.request_end_ns: int | None = None
        self.clock: datetime | None = None
        self.first_ns: int | None = None
        self.content_held_ns: int | None = None
        self._link = link
        self._conversation = conversation
        self._limits = limits
        self._watch = watch
        self._holding = expect
        self._broken = False
        self._watching = False
        self._wake = asyncio.Event()
        self._deadline = asyncio.timeout(None)
        self._writing: asyncio.Task[None] | None = None

    async def run(self) -> Exchange:
        """Have the conversation, and watch for `linger_ns` what comes after it.

        The sending may take `watch_ns`, and so may what follows it.

        Raises:
            NoExchange: the connection broke before an octet of the request was taken, or TLS was refused after the
                handshake, as TLS 1.3 does for want of a client certificate.
        """
        self.started_ns = time.monotonic_ns()
        end, end_ns = End.DEADLINE, 0
        try:
            async with self._deadline, asyncio.TaskGroup() as group:
                self._watching = True
                self._end_in(self._limits.watch_ns)
                self._writing = group.create_task(self._write())
                # The request goes out first, also to a server that has closed its side already.
                await asyncio.sleep(0)
                end, end_ns = await self._read()
                self._writing.cancel()
        except TimeoutError:
            end_ns = end_ns or time.monotonic_ns()
        except ExceptionGroup as raised:
            error = raised.exceptions[0]
            raise error from error.__cause__
        finally:
            self._watching = False
        if self._link.sent == 0 and self.first_ns is None:
            raise NoExchange("send", "the connection ended before any octet of the request could be sent")
        return self._exchange(end, end_ns)

    async def _write(self) -> None:
        release_at = asyncio.get_running_loop().time() + self._limits.expect_ns / 1e9
        while True:
            data = self._conversation.to_send()
            if data or self._link.pending:
                try:
                    await self._link.send(data)
                except OSError:
                    # What arrived before is still to be read, and often it says why.
                    self._broken = True
                    self._request_is_over()
                    return
                if not self._conversation.request_sent:
                    # A send that the socket takes at once does not let others run.
                    await asyncio.sleep(0)
            elif self._conversation.request_sent and self.request_end_ns is None:
                self._request_is_over()
            else:
                await self._woken(release_at if self._holding else None)

    async def _woken(self, release_at: float | None) -> None:
        try:
            async with asyncio.timeout_at(release_at):
                await self._wake.wait()
        except TimeoutError:
            self._holding = False
            self.content_held_ns = self._limits.expect_ns
            self._conversation.release_content()
        self._wake.clear()

    async def _read(self) -> tuple[End, int]:
        lingering = False
        while True:
            try:
                data, at_ns = await self._link.receive()
            except OSError as error:
                if isinstance(error, ssl.SSLError) and self.first_ns is None:
                    raise NoExchange("tls", tls_reason(error)) from error
                return End.RESET, time.monotonic_ns()
            if not data:
                # A write that failed has taken the reset away from the read: it finds a plain end.
                return End.RESET if self._broken else End.CLOSE, at_ns
            if self.first_ns is None:
                self.first_ns = at_ns
            for event in self._conversation.receive(data, at_ns):
                self._heed(event)
                self._tell(event)
            self._wake.set()
            if self._conversation.full:
                return End.LIMIT, at_ns
            if self._conversation.done and not lingering:
                lingering = True
                self._stop_sending()
                if not self._limits.linger_ns:
                    return End.DEADLINE, at_ns
                self._end_in(self._limits.linger_ns)
            # A receive that finds octets waiting does not let others run, nor the deadline.
            await asyncio.sleep(0)

    def _heed(self, event: Event) -> None:
        match event:
            case InterimSeen(interim=Interim(status=100)):
                self._holding = False
            case FinalHead() if self._holding:
                self._holding = False
                self._request_is_over()
            case FinalHead(final=final) if _refuses_content(final):
                self._stop_sending()
            case _:
                pass

    def _stop_sending(self) -> None:
        if self.request_end_ns is None:
            self._request_is_over()
            if self._writing is not None and not self._conversation.request_sent:
                self._writing.cancel()

    def _request_is_over(self) -> None:
        if self.request_end_ns is None:
            self.request_end_ns = time.monotonic_ns()
            self.clock = datetime.now(UTC)
            self._end_in(self._limits.watch_ns)
            self._tell(RequestSent())

    def _end_in(self, after_ns: int) -> None:
        if self._watching and not self._deadline.expired():
            self._deadline.reschedule(asyncio.get_running_loop().time() + after_ns / 1e9)

    def _tell(self, event: Event) -> None:
        self._watch(moved(event, self.started_ns if self.request_end_ns is None else self.request_end_ns))

    def _exchange(self, end: End, end_ns: int) -> Exchange:
        self._request_is_over()
        for event in self._conversation.end(end, end_ns):
            if not isinstance(event, Finished):
                self._tell(event)
        exchange = self._conversation.exchange(request_end_ns=self.request_end_ns or end_ns)
        complete = exchange.final is not None and exchange.final.complete
        self._tell(Finished(at_ns=end_ns, end=end, complete=complete))
        return exchange


def _refuses_content(final: Final) -> bool:
    # RFC 9112 §9.5: a client that sees that the server "does not wish to receive the message body and is closing the
    # connection" SHOULD cease transmitting. HTTP/2 has RST_STREAM for that, and still wants our window updates.
    if final.status < 400 or not final.version.startswith("HTTP/1"):
        return False
    options = (final.fields.get("connection") or "").split(",")
    return any(option.strip().lower() == "close" for option in options)
