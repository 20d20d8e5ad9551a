"""A kept request: one that is not answered by the time at which its first interim response is due."""

import logging
from collections.abc import Mapping
from typing import Any

from interim.asgi.beat import Beat, asked_of
from interim.asgi.channel import Channel, Scope
from interim.asgi.holding import progress_value
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.wheel import Appointment, Wheel
from interim.protocol.negotiation import decide
from interim.protocol.policy import Policy

__all__ = ["Kept", "expects_content"]

_WITHOUT_CONTENT = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
_LOOK_NS = 250_000_000
_LOG = logging.getLogger("interim.keepalive")


def expects_content(scope: Mapping[str, Any]) -> bool:
    """Whether the request has content, by its fields: RFC 9112 §6.3; HTTP/2 need not say, so there by its method."""
    length: bytes | None = None
    for name, value in scope["headers"]:
        if name == b"transfer-encoding":
            return True
        if name == b"content-length":
            length = value
    if length is not None:
        return length.strip(b"0") != b""
    return not scope["http_version"].startswith("1") and scope["method"] not in _WITHOUT_CONTENT


class Kept:
    """A request that is not answered. What to do about it is decided when its first interim response is due.

    A `interim.asgi.holding.Holding`.

    Attributes:
        settings: how it is kept.
    """

    __slots__ = ("_appointment", "_beat", "_channel", "_progress", "_scope", "_since_ns", "_wheel", "settings")

    def __init__(
        self, channel: Channel, scope: Scope, settings: KeepAliveSettings, *, since_ns: int, wheel: Wheel
    ) -> None:
        """Keep it from here on.

        Args:
            channel: of the request.
            scope: of the request.
            settings: how to keep it.
            since_ns: since when its client has heard nothing.
            wheel: of the event loop.
        """
        self.settings = settings
        self._channel = channel
        # The scope leads here, so it is let go at the end: what refers to itself waits for the garbage collector.
        self._scope: Scope | None = scope
        self._wheel = wheel
        self._since_ns = since_ns
        self._progress = ""
        self._beat: Beat | None = None
        self._appointment: Appointment | None = wheel.at(since_ns + settings.policy.first_after_ns, self._turn)

    @property
    def policy(self) -> Policy:
        """What the operator declared."""
        return self.settings.policy

    @property
    def sent(self) -> int:
        """How many interim responses went out."""
        return self._beat.sent if self._beat is not None else 0

    def stop(self) -> None:
        """Send no more."""
        self._scope = None
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = None
        if self._beat is not None:
            self._beat.stop()

    def heard(self) -> None:
        """The client was just told by somebody else."""
        if self._beat is not None:
            self._beat.heard()
        else:
            self._since_ns = self._wheel.now_ns()

    def progress(self, value: str) -> None:
        """Say how far it is, in the interim responses to come."""
        if self._beat is not None:
            self._beat.progress(value)
        else:
            progress_value(value)
            self._progress = value

    def change(self, settings: KeepAliveSettings) -> None:
        """Keep it otherwise from now on. Without effect once the beat has begun."""
        self.settings = settings
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = self._wheel.at(self._since_ns + settings.policy.first_after_ns, self._turn)

    def _turn(self, now_ns: int) -> int | None:
        scope, settings = self._scope, self.settings
        assert scope is not None  # noqa: S101 - who lets it go cancels the appointment
        if self._channel.unread and expects_content(scope):
            # A client that still sends need not read, and a proxy waits for it without a limit. The silence begins
            # when its content has been read, which is seen a little late here.
            self._since_ns = now_ns + _LOOK_NS
            return self._since_ns
        due_ns = self._since_ns + settings.policy.first_after_ns
        if now_ns < due_ns:
            return due_ns
        self._appointment = None
        self._begin(scope, settings)
        return None

    def _begin(self, scope: Scope, settings: KeepAliveSettings) -> None:
        policy = settings.policy
        ask = settings.allow if policy.path == "direct" else None
        decision = decide(asked_of(scope, allowed=ask(scope) if ask is not None else None), policy)
        _LOG.debug("%s %s: %s", scope["method"], scope["path"], decision.reason)
        if decision.pace is None:
            return
        self._beat = Beat(
            self._channel, status=decision.status, field=settings.progress_field, policy=policy, wheel=self._wheel
        )
        if self._progress:
            self._beat.progress(self._progress)
        self._beat.start(decision.pace, since_ns=self._since_ns)
