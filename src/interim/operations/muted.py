"""The channel of a handler that may be handed over: silent once its request has been answered for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from interim.asgi.channel import Channel, Pushed, Raw
from interim.exchange.fields import FieldLine

if TYPE_CHECKING:
    import asyncio

__all__ = ["Muted"]


class Muted:
    """A `Channel` in front of that of the server.

    An interim response after the final one is an error, which a handler that runs on must not be made to fail by.

    Attributes:
        is_muted: the client has had its final response, so what is pushed has nowhere to go.
        server: as the channel has it.
        loop: as the channel has it.
    """

    __slots__ = ("_channel", "is_muted", "loop", "server")

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.is_muted = False
        self.server: str = channel.server
        self.loop: asyncio.AbstractEventLoop = channel.loop

    @property
    def raw(self) -> Raw | None:
        """As the channel has it; none once it is muted."""
        return None if self.is_muted else self._channel.raw

    @property
    def unread(self) -> bool:
        """As the channel has it."""
        return self._channel.unread

    def push(self, status: int, lines: Sequence[FieldLine] = ()) -> Pushed:
        """Send an interim response: see `Channel`."""
        return Pushed.GONE if self.is_muted else self._channel.push(status, lines)

    def on_leave(self, callback: Callable[[], None]) -> None:
        """See `Channel`."""
        self._channel.on_leave(callback)

    def on_drain(self, callback: Callable[[], None]) -> None:
        """See `Channel`."""
        self._channel.on_drain(callback)
