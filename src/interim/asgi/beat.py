"""The beat: the interim responses of one request, and what the decision about them looks at."""

from collections.abc import Mapping
from typing import Any

from interim.asgi.channel import Channel, Pushed
from interim.asgi.holding import progress_value
from interim.asgi.wheel import Appointment, Wheel, wheel_of
from interim.errors import LocalProtocolError
from interim.exchange.fields import FieldLine, Fields
from interim.protocol.lifecycle import check_interim
from interim.protocol.negotiation import Asked
from interim.protocol.pacing import Pace, Pacer
from interim.protocol.policy import Policy

__all__ = ["Beat", "asked_of"]

_MOST_SLACK_NS = 30_000_000


def asked_of(scope: Mapping[str, Any], *, allowed: bool | None = None, detachable: bool = False) -> Asked:
    """What `interim.protocol.negotiation.decide` looks at, of an ASGI scope."""
    return Asked(
        method=scope["method"],
        http_version=scope["http_version"],
        fields=Fields(tuple((name, value) for name, value in scope["headers"])),
        allowed=allowed,
        detachable=detachable,
    )


class Beat:
    """The interim responses of one request, pushed at a pace by the timer wheel: no task, and nothing to await.

    A `interim.asgi.holding.Holding`. It ends by itself when the final response has started or the client has left; who
    made it stops it all the same.

    Attributes:
        policy: see `Holding`.
        sent: how many went out.
        dropped: how many the client did not read.
    """

    __slots__ = (
        "_appointment",
        "_channel",
        "_field",
        "_lines",
        "_pacer",
        "_status",
        "_wheel",
        "dropped",
        "policy",
        "sent",
    )

    def __init__(
        self,
        channel: Channel,
        *,
        status: int = 102,
        field: str = "",
        policy: Policy | None = None,
        wheel: Wheel | None = None,
    ) -> None:
        """Make it; nothing is sent before it is started.

        Args:
            channel: of the request.
            status: of the interim responses.
            field: the name of the field for the progress; "" for none.
            policy: see `Holding`.
            wheel: of the event loop; None for the one that it has.

        Raises:
            LocalProtocolError: the status or the field must not be in an interim response.
        """
        self._channel = channel
        self._wheel = wheel_of(channel.loop) if wheel is None else wheel
        self._status = status
        self._field = field.lower().encode("latin-1")
        self._lines: tuple[FieldLine, ...] = ()
        self._pacer: Pacer | None = None
        self._appointment: Appointment | None = None
        self.policy = policy
        self.sent = 0
        self.dropped = 0
        check_interim(status, [(self._field, b"")] if field else ())

    def start(self, pace: Pace, *, since_ns: int | None = None) -> None:
        """Send from here on.

        Args:
            pace: how often.
            since_ns: since when the client has heard nothing, of the monotonic clock; None for now.
        """
        self._pacer = Pacer(pace, now_ns=self._wheel.now_ns() if since_ns is None else since_ns)
        if self._pacer.due_ns is not None:
            slack_ns = min(pace.every_ns // 100, _MOST_SLACK_NS)
            self._appointment = self._wheel.at(self._pacer.due_ns, self._turn, slack_ns)

    def stop(self) -> None:
        """Send no more."""
        if self._pacer is not None:
            self._pacer.stop()
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = None

    def heard(self) -> None:
        """The client was just told by somebody else."""
        if self._pacer is not None:
            self._pacer.heard(self._wheel.now_ns())

    def progress(self, value: str) -> None:
        """Say how far it is, in the interim responses to come."""
        octets = progress_value(value)
        if self._field:
            self._lines = ((self._field, octets),)

    def _turn(self, now_ns: int) -> int | None:
        pacer = self._pacer
        assert pacer is not None  # noqa: S101 - who starts makes it
        if pacer.due_ns is not None and now_ns < pacer.due_ns:
            return pacer.due_ns
        try:
            pushed = self._channel.push(self._status, self._lines)
        except LocalProtocolError:
            # Status and field are checked, so the final response has started, on the wire. What a middleware still
            # holds back has not: there the client goes on waiting, and is told.
            self.stop()
            return None
        if pushed is Pushed.SENT:
            self.sent += 1
            return pacer.sent(now_ns)
        if pushed is Pushed.DROPPED:
            self.dropped += 1
            return pacer.skipped(now_ns)
        self.stop()
        return None
