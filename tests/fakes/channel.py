"""A channel that remembers what was pushed, and does what a test tells it."""

import asyncio
from collections.abc import Callable, Sequence

from interim.asgi.channel import CHANNEL, EARLY_HINT, INFORMATIONAL, Pushed, Raw, Scope
from interim.errors import UnsupportedServer
from interim.exchange.fields import FieldLine
from interim.protocol.lifecycle import State, Verdict, check_interim, judge_interim


class FakeChannel:
    """Keeps the contract of `interim.asgi.channel.Channel`, without a wire."""

    def __init__(self, *, http_version: str = "1.1", tells_drain: bool = True, raw: Raw | None = None) -> None:
        self.server = "fake"
        self.loop = asyncio.get_event_loop()
        self.http_version = http_version
        self.pushed: list[tuple[int, list[FieldLine]]] = []
        self.state = State.OPEN
        self.write_paused = False
        self.unread = False
        self._tells_drain = tells_drain
        self._raw = raw
        self._leave: list[Callable[[], None]] = []
        self._drain: list[Callable[[], None]] = []

    @property
    def raw(self) -> Raw | None:
        return self._raw

    def push(self, status: int, lines: Sequence[FieldLine] = ()) -> Pushed:
        check_interim(status, lines)
        match judge_interim(self.state, self.http_version):
            case Verdict.GONE:
                return Pushed.GONE
            case Verdict.WITHHOLD:
                return Pushed.WITHHELD
            case Verdict.SEND:
                if self.write_paused:
                    return Pushed.DROPPED
                self.pushed.append((status, list(lines)))
                return Pushed.SENT

    def on_leave(self, callback: Callable[[], None]) -> None:
        self._leave.append(callback)

    def on_drain(self, callback: Callable[[], None]) -> None:
        if not self._tells_drain:
            raise UnsupportedServer("the fake does not tell when it drains")
        self._drain.append(callback)

    @property
    def is_heard(self) -> bool:
        """Somebody waits for what `leave` and `drain` tell."""
        return bool(self._leave and self._drain)

    def leave(self) -> None:
        """The client leaves."""
        self.state = State.GONE
        for callback in self._leave:
            callback()

    def drain(self) -> None:
        """The server begins to shut down."""
        for callback in self._drain:
            callback()

    def scope(self, path: str = "/", **members: object) -> Scope:
        """The scope of a request that has this channel."""
        return {
            "type": "http",
            "http_version": self.http_version,
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"test")],
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 80),
            "extensions": {CHANNEL: self, INFORMATIONAL: {}, EARLY_HINT: {}},
            **members,
        }
