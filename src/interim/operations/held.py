"""A held request: an endpoint has started an operation, and its client waits, as long as the policy allows."""

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interim.asgi.beat import Beat, asked_of
from interim.asgi.channel import Channel, Scope, channel_of
from interim.asgi.holding import claim, holding_of
from interim.asgi.keepalive_settings import Allow, KeepAliveSettings
from interim.asgi.kept import Kept
from interim.asgi.respond import Send
from interim.asgi.rest import Rest, Woken
from interim.errors import InvalidInput, OperationError
from interim.operations.bulletin import Watch
from interim.operations.caller import Idempotency, identify
from interim.operations.operation import Operation
from interim.operations.place import Place, place_of
from interim.operations.reply import Reply, accepted, deliver, final, refused
from interim.operations.work import Started
from interim.protocol.negotiation import Decision, Mode, decide
from interim.protocol.policy import Policy

if TYPE_CHECKING:
    from interim.operations.operations import Operations

__all__ = ["STAND_DOWN", "Allow", "Held", "HoldSettings", "Receive"]

Receive = Callable[[], Awaitable[Any]]
STAND_DOWN = "interim.stand_down"
"""The name of the scope extension that an outer `Detach` is told by that its handler hands over by itself."""
_FOREVER_NS = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldSettings:
    """How the requests of one endpoint are held.

    Attributes:
        words: settings of `Policy` that differ from what is around the endpoint.
        max_hold_s: no hold is longer than so many seconds; None for what the policy says.
        allow: as that of `KeepAlive`; None for that of the one around the endpoint.
        progress_field: the field of the interim responses that says how far the operation is; "" for that of the
            `KeepAlive` around the endpoint.
        idempotency: whether Idempotency-Key is looked at, and needed.
        cancel_on_disconnect: the operation is cancelled when its client leaves. Otherwise it goes on.
    """

    words: Mapping[str, Any] = field(default_factory=dict)
    max_hold_s: float | None = None
    allow: Allow | None = None
    progress_field: str = ""
    idempotency: Idempotency = "optional"
    cancel_on_disconnect: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be used where it is written, and not at the first request.

        Raises:
            InvalidInput: naming the setting.
        """
        longest_s: object = self.max_hold_s
        is_seconds = isinstance(longest_s, int | float) and not isinstance(longest_s, bool) and 0 <= longest_s <= 86_400
        if longest_s is not None and not is_seconds:
            raise InvalidInput("max_hold", longest_s, "0 to 86400 seconds, or None")
        try:
            policy = self.policy(None)
            KeepAliveSettings(policy=policy, allow=self.allow, progress_field=self.progress_field)
        except TypeError:
            known = ", ".join(one.name for one in dataclasses.fields(Policy))
            raise InvalidInput("setting", ", ".join(self.words), known) from None

    def policy(self, around: Policy | None) -> Policy:
        """The policy of a request, given that of who held it before."""
        policy = dataclasses.replace(around or Policy(), **self.words)
        if self.max_hold_s is None:
            return policy
        longest_s = self.max_hold_s
        return dataclasses.replace(
            policy,
            hold_s=longest_s if "hold_s" not in self.words else min(longest_s, policy.hold_s),
            unknown_hold_s=min(longest_s, policy.unknown_hold_s),
            http10_hold_s=min(longest_s, policy.http10_hold_s),
        )


class Held:
    """One request and the operation that it has started, or joined.

    `reply` waits and says what to answer; `delivered` is called when that was sent.
    """

    def __init__(self, operations: "Operations", settings: HoldSettings, scope: Scope, receive: Receive) -> None:
        self._operations = operations
        self._settings = settings
        self._scope = scope
        self._rest = Rest(scope, receive)
        self._place: Place = place_of(scope, operations.path)
        self._operation: Operation | None = None
        self._ended = False

    async def serve(self, started: Started, send: Send) -> None:
        """Answer the request."""
        async with self._rest:
            reply = await self.reply(started)
            if reply is None:
                return
            await deliver(send, reply)
            if not self._rest.left:
                await self.delivered()

    async def reply(self, started: Started) -> Reply | None:
        """What to answer, when it is time to; None when the client has left. To be called within `rest`."""
        now_ns = time.monotonic_ns()
        try:
            identity = identify(
                self._scope,
                principal=self._operations.principal,
                idempotency=self._settings.idempotency,
                media_type=f"interim/{started.work.name}",
                content=started.args.encode(),
            )
            beat, decision = self._decide()
            operation, created = await started.begin(identity)
        except (InvalidInput, OperationError) as error:
            return refused(error)
        self._operation = operation
        try:
            async with self._operations.watch(operation.id) as watch:
                replayed = not created and watch.read().state.is_final
                parting = await self._wait(watch, beat, decision, now_ns)
                return self._parted(parting, watch.read(), decision, replayed=replayed)
        except OperationError as error:
            # Its result expired while it was waited for: a time to live of nothing, or a clock that was set.
            return refused(error)
        except asyncio.CancelledError:
            # Django, and some servers, cancel the request of a client that left.
            self._left()
            raise
        finally:
            if beat is not None:
                beat.stop()

    @property
    def rest(self) -> Rest:
        """The waiting of the request, an asynchronous context manager."""
        return self._rest

    async def delivered(self) -> None:
        """What `reply` gave was sent to a client that was there."""
        if self._ended and self._operation is not None:
            await self._operations.mark_delivered(self._operation.id)

    def _decide(self) -> tuple[Beat | None, Decision]:
        """The one decision about the request. Whoever held it before is stopped, and asked for its policy."""
        former = holding_of(self._scope)
        policy = self._settings.policy(None if former is None else former.policy)
        around = former.settings if isinstance(former, Kept) else KeepAliveSettings()
        allow = self._settings.allow or around.allow
        allowed = None if allow is None else allow(self._scope)
        decision = decide(asked_of(self._scope, allowed=allowed, detachable=True), policy)
        extensions = self._scope.get("extensions") or {}
        if STAND_DOWN in extensions:
            extensions[STAND_DOWN]()
        channel: Channel | None = channel_of(self._scope)
        if channel is None:
            return None, decision
        field = self._settings.progress_field or around.progress_field
        beat = Beat(channel, status=policy.status, field=field, policy=policy)
        claim(self._scope, beat)
        return beat, decision

    async def _wait(self, watch: Watch, beat: Beat | None, decision: Decision, since_ns: int) -> Woken:
        """Wait for the end of the operation (CALLED), of the hold (DUE), for the client leaving, or for the drain."""
        if watch.read().state.is_final:
            return Woken.CALLED
        if decision.mode is Mode.DETACH:
            return Woken.DUE

        def look() -> None:
            # `read` raises when the operation is gone; that is for the loop below to see.
            try:
                operation = watch.read()
            except OperationError:
                self._rest.wake()
                return
            if operation.state.is_final:
                self._rest.wake()
            elif beat is not None:
                _tell_progress(beat, operation)

        watch.on_change = look
        # What was said before anybody listened is to be told, too.
        look()
        if beat is not None and decision.pace is not None:
            beat.start(decision.pace, since_ns=since_ns)
        due_ns = _FOREVER_NS if decision.hold_ns is None else since_ns + decision.hold_ns
        try:
            while not watch.read().state.is_final:
                woken = await self._rest.until(due_ns)
                if woken is not Woken.CALLED:
                    return woken
        finally:
            watch.on_change = None
            if beat is not None:
                beat.stop()
        return Woken.CALLED

    def _left(self) -> None:
        """The client has left."""
        if self._settings.cancel_on_disconnect and not self._rest.drained and self._operation is not None:
            # Beside the request, which is being torn down: a cancellation must not be lost with it.
            self._operations.spawn(self._cancel(self._operation.id))

    async def _cancel(self, id: str) -> None:
        with contextlib.suppress(OperationError):
            await self._operations.cancel(id)

    def _parted(self, parting: Woken, operation: Operation, decision: Decision, *, replayed: bool) -> Reply | None:
        if parting is Woken.LEFT and not operation.state.is_final:
            self._left()
            return None
        if operation.state.is_final:
            self._ended = True
            return final(operation, self._place, decision, replayed=replayed)
        return accepted(operation, self._place, decision, drained=parting is Woken.DRAINED)


def _tell_progress(beat: Beat, operation: Operation) -> None:
    """What the function said, for the interim responses to come; of a message that no field can hold the fraction."""
    percent = "" if operation.fraction is None else f"{operation.fraction:.0%}"
    for text in (f"{percent} {operation.message}", percent):
        with contextlib.suppress(InvalidInput):
            beat.progress(text)
            return
