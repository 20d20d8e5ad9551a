"""The keeper: the requests of one route that are not answered, by their age.

Nearly all requests are answered before their first interim response is due, so a request must cost next to nothing
until then. It lies in a dictionary with those that came about the same time: a generation. Only a generation that has
come of age is looked at, and whoever is still in it is made a `Kept`.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

from interim.asgi.channel import CHANNEL, Channel, Scope
from interim.asgi.holding import HOLDING, Holding, claim
from interim.asgi.keepalive_settings import KeepAliveSettings
from interim.asgi.kept import Kept
from interim.asgi.wheel import Wheel, wheel_of

__all__ = ["Generation", "Keeper"]

Generation = dict[Channel, Scope]
"""Requests that came about the same time, and are not answered."""

_FINEST_NS, _COARSEST_NS = 10_000_000, 250_000_000
_PARTS = 50
"""How late a first interim response may be, as a part of when it is due."""


class Keeper:
    """Keeps the requests of one route, on one event loop at a time.

    It stands in the scope of each (`interim.asgi.holding.HOLDING`) for the `Kept` that it becomes when somebody asks.

    Attributes:
        settings: of the route.
    """

    __slots__ = ("_is_awake", "_kept", "_loop", "_older", "_wheel", "_young", "settings")

    def __init__(self, settings: KeepAliveSettings) -> None:
        self.settings = settings
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wheel: Wheel | None = None
        self._young: Generation = {}
        self._is_awake = False
        self._older: deque[tuple[int, Generation]] = deque()
        self._kept: dict[Channel, Kept] = {}

    def join(self, channel: Channel, scope: Scope) -> Generation:
        """A request comes. Whoever held it before holds it no more.

        Returns:
            Where it lies under its channel. When it is answered it is to be taken out; if it is not there any more,
            call `end`.
        """
        if self._loop is not channel.loop:
            self.move(channel.loop)
        extensions = scope["extensions"]
        if HOLDING in extensions:
            claim(scope, self)
        extensions[HOLDING] = self
        young = self._young
        young[channel] = scope
        if not self._is_awake:
            self._is_awake = True
            self._the_wheel().at(self._the_wheel().now_ns() + self._step_ns, self._turn)
        return young

    def move(self, loop: asyncio.AbstractEventLoop, wheel: Wheel | None = None) -> None:
        """Keep the requests of another event loop from here on. The one before is over: a process has one for a server.

        Args:
            loop: of the requests to come.
            wheel: its timer wheel; None for the one that it has.
        """
        self._loop = loop
        self._wheel = wheel_of(loop) if wheel is None else wheel
        self._young = {}
        self._older.clear()
        self._kept.clear()
        self._is_awake = False

    def holding(self, scope: Mapping[str, Any]) -> Holding | None:
        """What holds a request that joined; None when it is answered."""
        channel: Channel = scope["extensions"][CHANNEL]
        kept = self._kept.get(channel)
        if kept is not None:
            return kept
        now_ns = self._the_wheel().now_ns()
        for since_ns, generation in ((now_ns, self._young), *self._older):
            if channel in generation:
                return self._keep(channel, generation.pop(channel), since_ns)
        return None

    def end(self, channel: Channel) -> None:
        """A request is answered that had left its generation: it had become a `Kept`."""
        kept = self._kept.pop(channel, None)
        if kept is not None:
            kept.stop()

    @property
    def _step_ns(self) -> int:
        return min(max(self.settings.policy.first_after_ns // _PARTS, _FINEST_NS), _COARSEST_NS)

    def _the_wheel(self) -> Wheel:
        assert self._wheel is not None  # noqa: S101 - who joins has moved it to their loop
        return self._wheel

    def _turn(self, now_ns: int) -> int | None:
        older, first_ns = self._older, self.settings.policy.first_after_ns
        if self._young:
            older.append((now_ns, self._young))
            self._young = {}
        while older and (not older[0][1] or older[0][0] + first_ns <= now_ns):
            since_ns, generation = older.popleft()
            for channel, scope in generation.items():
                self._keep(channel, scope, since_ns)
            # Whoever is in it takes this for the sign that it had to be kept.
            generation.clear()
        if not older:
            self._is_awake = False
            return None
        return now_ns + self._step_ns

    def _keep(self, channel: Channel, scope: Scope, since_ns: int) -> Kept:
        kept = Kept(channel, scope, self.settings, since_ns=since_ns, wheel=self._the_wheel())
        self._kept[channel] = kept
        return kept
