"""Keep-alive of HTTP/2 by PING: sent while a request is held, and taken for a dead client when one is not answered.

RFC 9113 §6.7: PING is "a mechanism for ... determining whether an idle connection is still functional". A held request
is such a connection; its client may have gone without a FIN.
"""

import os
from typing import Protocol

from interim.asgi.wheel import Appointment, Wheel
from interim.errors import InvalidInput

__all__ = ["ENVIRONMENT", "PingPeer", "Pinger", "ping_frame", "ping_interval_s"]

ENVIRONMENT = "INTERIM_H2_PING"
"""The environment variable with the interval in seconds, for those who start uvicorn themselves."""

_ANSWER_S = 20.0
"""How long an answer may take, at most: gRPC's default for the same (KEEPALIVE_TIMEOUT)."""
_MARK = b"intr"
"""The start of our eight octets, to tell them from those of anybody else in a trace."""


class PingPeer(Protocol):
    """What a pinger needs of its connection."""

    def is_held(self) -> bool:
        """Some stream waits for its final response."""

    def is_writable(self) -> bool:
        """The transport takes more; if not, a PING would only lie in our own buffer."""

    def write(self, frame: bytes) -> None:
        """Write a whole frame, between frames."""

    def abort(self) -> None:
        """The peer is dead: tell the applications, and free the connection."""


def ping_frame(data: bytes) -> bytes:
    """A PING: RFC 9113 §6.7. Nine octets of header, length 8, type 6, no flags, stream 0; eight octets of data."""
    return b"\x00\x00\x08\x06\x00\x00\x00\x00\x00" + data


def ping_interval_s(configured: float | None) -> float | None:
    """The interval: as configured, or else from the environment; None for no PING.

    Raises:
        InvalidInput: it is not a positive number.
    """
    text = configured if configured is not None else os.environ.get(ENVIRONMENT) or None
    if text is None:
        return None
    try:
        interval_s = float(text)
    except ValueError:
        interval_s = 0.0
    if not 0 < interval_s <= 86_400:
        raise InvalidInput("--h2-ping" if configured is not None else ENVIRONMENT, text, "seconds, over 0 to 86400")
    return interval_s


class Pinger:
    """Sends a PING every interval while a stream is held, and gives the connection up when one is not answered."""

    __slots__ = ("_answer_ns", "_appointment", "_awaited", "_count", "_interval_ns", "_next_ns", "_peer", "_wheel")

    def __init__(self, peer: PingPeer, wheel: Wheel, interval_s: float) -> None:
        self._peer = peer
        self._wheel = wheel
        self._interval_ns = int(interval_s * 1e9)
        self._answer_ns = int(min(interval_s, _ANSWER_S) * 1e9)
        self._next_ns = 0
        self._count = 0
        self._awaited: bytes | None = None
        self._appointment: Appointment | None = None

    def start(self) -> None:
        """A stream is held now. The first PING comes an interval later."""
        if self._appointment is None:
            self._next_ns = self._wheel.now_ns() + self._interval_ns
            self._appointment = self._wheel.at(self._next_ns, self._due)

    def stop(self) -> None:
        """The connection is over."""
        if self._appointment is not None:
            self._appointment.cancel()
            self._appointment = None
        self._awaited = None

    def acknowledged(self, data: bytes) -> None:
        """The peer answered."""
        if data == self._awaited:
            self._awaited = None

    def _due(self, now_ns: int) -> int | None:
        if self._awaited is not None:
            self._appointment = None
            self._peer.abort()
            return None
        if now_ns < self._next_ns:
            return self._next_ns  # it was time to look for the answer only
        if not self._peer.is_held():
            self._appointment = None
            return None
        self._next_ns = now_ns + self._interval_ns
        if not self._peer.is_writable():
            return self._next_ns
        self._count += 1
        self._awaited = _MARK + self._count.to_bytes(4)
        self._peer.write(ping_frame(self._awaited))
        return now_ns + self._answer_ns
