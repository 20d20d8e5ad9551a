"""One request that may be handed over to a 202 while its handler runs on."""

import asyncio
import dataclasses
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interim.asgi.beat import Beat, asked_of
from interim.asgi.channel import Scope, channel_of
from interim.asgi.holding import claim, holding_of
from interim.asgi.kept import expects_content
from interim.asgi.respond import Send
from interim.asgi.rest import Rest, Woken
from interim.errors import InvalidInput, OperationError
from interim.operations.caller import Idempotency, identify
from interim.operations.captured import Captured, TooMuchContent, buffered
from interim.operations.handler import NAME, App, Handler
from interim.operations.held import Allow, Receive
from interim.operations.operation import Operation
from interim.operations.operations import Operations
from interim.operations.place import place_of
from interim.operations.reply import Reply, accepted, deliver, final, preference_lines, problem, refused
from interim.operations.work import Identity
from interim.protocol.negotiation import Mode, decide
from interim.protocol.policy import Policy

if TYPE_CHECKING:
    from interim.exchange.fields import FieldLine

__all__ = ["DetachSettings", "Detachable"]

_FOREVER_NS = 1 << 62
_TELLING = frozenset({b"content-length", b"content-type", b"transfer-encoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DetachSettings:
    """See `interim.operations.detach.Detach`; `words` are those of the policy."""

    words: Mapping[str, Any] = field(default_factory=dict)
    idempotency: Idempotency = "optional"
    allow: Allow | None = None
    max_content_bytes: int = 10 * 1024 * 1024
    cancel_on_disconnect: bool = False


class Detachable:
    """The request.

    Its handler has a task of its own, and so has the answering: a server that cancels the request of a client that left
    cancels neither.
    """

    def __init__(
        self, app: App, operations: Operations, settings: DetachSettings, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._app = app
        self._operations = operations
        self._settings = settings
        self._scope = scope
        self._receive = receive
        self._send = send
        self._place = place_of(scope, operations.path)
        former = holding_of(scope)
        self._policy = dataclasses.replace((former.policy if former else None) or Policy(), **settings.words)
        allowed = None if settings.allow is None else settings.allow(scope)
        self._decision = decide(asked_of(scope, allowed=allowed, detachable=True), self._policy)
        self._failure: BaseException | None = None
        self._rest: Rest | None = None
        self._handler: Handler | None = None
        self._is_reading = True
        self._is_abandoned = False

    async def serve(self) -> None:
        """Run the handler, and answer in its place when the time has come."""
        task = self._operations.spawn(self._serve())
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self._abandon(task)
            raise
        if self._failure is not None:
            raise self._failure

    def _abandon(self, task: "asyncio.Task[None]") -> None:
        """The server has cancelled the request: its client is gone, whatever else it is."""
        self._is_abandoned = True
        if self._is_reading:
            task.cancel()
        elif self._rest is not None:
            self._rest.leave()
        elif self._handler is not None and self._handler.captured.is_passed_on:
            self._handler.cancel()

    async def _serve(self) -> None:
        try:
            await self._answer_or_hand_over()
        except Exception as error:
            self._failure = error

    async def _answer_or_hand_over(self) -> None:
        try:
            content = await self._content()
            identity = self._identify(content)
            self._is_reading = False
            handler = self._make_handler(identity, content)
            if identity.key is not None and not await handler.adopt() and handler.operation is not None:
                await self._join(handler.operation)
                return
        except TooMuchContent:
            limit_bytes = self._settings.max_content_bytes
            await self._answer(
                problem(413, f"the content is longer than the {limit_bytes} octets that can be compared")
            )
        except (InvalidInput, OperationError) as error:
            await self._answer(refused(error))
        except _Left:
            pass
        else:
            self._handler = handler
            # First, as a KeepAlive around finds its request by the channel, and the handler is given another one.
            beat = self._beat()
            handler.begin(self._app, self._scope)
            if not await self._hand_over(handler, beat):
                await self._pass_on(handler)

    async def _content(self) -> bytes | None:
        """All content of the request, where it has to be read before the handler runs; else None.

        With a key, since a retry has to be told from another request. Without our channel, since there `receive` alone
        tells that the client leaves.
        """
        has_key = self._settings.idempotency != "off" and any(
            n == b"idempotency-key" for n, _ in self._scope["headers"]
        )
        if not has_key and channel_of(self._scope) is not None:
            return None
        content = await buffered(self._receive, self._settings.max_content_bytes)
        if content is None:
            raise _Left
        return content

    def _identify(self, content: bytes | None) -> Identity:
        media_type = next((v.decode("latin-1") for n, v in self._scope["headers"] if n == b"content-type"), "")
        identity = identify(
            self._scope,
            principal=self._operations.principal,
            idempotency=self._settings.idempotency,
            media_type=media_type,
            content=content or b"",
        )
        # The same key belongs to what an endpoint inside starts with `hold`, too.
        identity.scope = f"{NAME}:{identity.scope}"
        return identity

    def _make_handler(self, identity: Identity, content: bytes | None) -> Handler:
        # HTTP/2 need not say whether there is content; a request that says nothing at all of it has none.
        is_told = any(name in _TELLING for name, _ in self._scope["headers"])
        captured = Captured(
            content,
            self._receive,
            self._send,
            limit_bytes=self._operations.settings.max_result_bytes,
            expects=is_told and expects_content(self._scope),
        )
        handler = Handler(self._operations, identity, captured)

        def added() -> "list[FieldLine]":
            lines = preference_lines(self._decision, detached=False)
            return lines if handler.operation is None else [self._place.link(handler.operation.id), *lines]

        captured.added = added
        return handler

    async def _hand_over(self, handler: Handler, beat: Beat | None) -> bool:
        """Wait until the handler answers, or hand over to a 202. Returns whether the request needs no more."""
        async with Rest(self._scope, self._receive) as rest:
            self._rest = rest
            if self._is_abandoned:
                rest.leave()
            handler.captured.on_change = rest.wake
            try:
                return await self._hold(handler, rest, beat)
            finally:
                handler.captured.release(left=rest.left)
                handler.captured.on_change = None
                self._rest = None
                if beat is not None:
                    beat.stop()

    async def _hold(self, handler: Handler, rest: Rest, beat: Beat | None) -> bool:
        captured = handler.captured
        due_ns, drains = _FOREVER_NS, False
        while not captured.is_settled:
            if captured.has_read and due_ns == _FOREVER_NS:
                # The silence begins when the whole request is there.
                due_ns = time.monotonic_ns() if drains else self._due_ns(beat)
            woken = await rest.until(due_ns)
            if woken is Woken.CALLED or captured.is_settled:
                continue
            if woken is Woken.LEFT and self._settings.cancel_on_disconnect:
                handler.cancel()
                return True
            drains = drains or woken is Woken.DRAINED
            if not captured.has_read:
                if woken is Woken.LEFT:
                    # The handler is told by its own `receive`.
                    return False
                # A 202 now would cut off the content that the handler has yet to read.
                rest.drained = False
            elif not await handler.detach():
                # It has answered meanwhile; or there is no room for a result, and so nothing to hand over to.
                return False
            else:
                if woken is not Woken.LEFT and handler.operation is not None:
                    await self._answer(accepted(handler.operation, self._place, self._decision, drained=drains))
                return True
        return False

    async def _pass_on(self, handler: Handler) -> None:
        """The handler's own response is the answer."""
        captured = handler.captured
        if self._is_abandoned:
            handler.cancel()
        await handler.ended()
        if handler.operation is None or not isinstance(captured.failure, asyncio.CancelledError):
            self._failure = captured.failure
        elif not captured.has_started and not self._is_abandoned:
            known = await self._operations.get(handler.operation.id)
            await self._answer(final(known, self._place, self._decision))

    async def _join(self, operation: Operation) -> None:
        """The handler of an earlier request with the same key runs, or has ended: wait for that one."""
        replayed = operation.state.is_final
        beat = self._beat()
        try:
            async with (
                self._operations.watch(operation.id) as watch,
                Rest(self._scope, self._receive) as rest,
            ):
                self._rest = rest
                if self._is_abandoned:
                    rest.leave()
                watch.on_change = rest.wake
                due_ns, woken = self._due_ns(beat), Woken.CALLED
                while not watch.read().state.is_final and woken is Woken.CALLED:
                    woken = await rest.until(due_ns)
                watch.on_change = None
                known = watch.read()
        finally:
            self._rest = None
            if beat is not None:
                beat.stop()
        if known.state.is_final:
            await self._answer(final(known, self._place, self._decision, replayed=replayed))
            if not rest.left:
                await self._operations.mark_delivered(known.id)
        elif woken is not Woken.LEFT:
            await self._answer(accepted(known, self._place, self._decision, drained=woken is Woken.DRAINED))

    def _due_ns(self, beat: Beat | None) -> int:
        """When to hand over; from now on the client waits in silence, but for the beat."""
        now_ns = time.monotonic_ns()
        decision = self._decision
        if decision.mode is Mode.DETACH:
            return now_ns
        # Whoever is further inside may hold the request by now, and tells the client.
        if beat is not None and decision.pace is not None and holding_of(self._scope) is beat:
            beat.start(decision.pace)
        return _FOREVER_NS - 1 if decision.hold_ns is None else now_ns + decision.hold_ns

    def _beat(self) -> Beat | None:
        channel = channel_of(self._scope)
        if channel is None:
            return None
        beat = Beat(channel, status=self._policy.status, policy=self._policy)
        claim(self._scope, beat)
        return beat

    async def _answer(self, reply: Reply) -> None:
        await deliver(self._send, reply)


class _Left(Exception):
    """The client left before it had sent the whole request."""
