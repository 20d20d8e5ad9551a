"""The site: what the handlers of a simulator share."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from interim.asgi.channel import Pushed, Scope
from interim.asgi.respond import Send
from interim.simulator.config import Config
from interim.simulator.table import Table, open_table

__all__ = ["Handler", "Metrics", "NoMetrics", "Receive", "Site"]

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Handler = Callable[[Scope, Receive, Send, str], Awaitable[None]]
"""Answers the requests below a path: scope, receive, send, and the tail of the path, percent-encoded as it came."""


class Metrics(Protocol):
    """What the handlers count. Called for every request, so each call has to be cheap."""

    def answered(self, status: int) -> None:
        """A final response was sent."""

    def interim(self, pushed: Pushed) -> None:
        """An interim response was due, and this became of it."""

    def held(self, delta: int) -> None:
        """A request began (1) or ceased (-1) to be held."""


class NoMetrics:
    """Counts nothing."""

    def answered(self, status: int) -> None:
        """Count nothing."""

    def interim(self, pushed: Pushed) -> None:
        """Count nothing."""

    def held(self, delta: int) -> None:
        """Count nothing."""


class Site:
    """The configuration and the state of one simulator in one process.

    Attributes:
        sleepers: how many requests are held now.
    """

    def __init__(self, config: Config, metrics: Metrics | None = None) -> None:
        self.config = config
        self.metrics: Metrics = metrics or NoMetrics()
        self.sleepers = 0
        self._table: Table | None = None

    @property
    def table(self) -> Table:
        """Sequences and rates. Opened when first asked for: a mounted application is told of no startup."""
        if self._table is None:
            self._table = open_table(self.config)
        return self._table

    def close(self) -> None:
        """Give back what was opened."""
        if self._table is not None:
            self._table.close()
            self._table = None
