"""A request that goes on while a test does something else, and an `Operations` that runs meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interim import Op, Operations
from tests.fakes.asgi import App, Reply, scope_of
from tests.fakes.channel import FakeChannel

if TYPE_CHECKING:
    from interim.operations.work import Work

__all__ = ["Gate", "Request", "gated", "running", "until"]

DEADLINE_S = 15.0


async def until(condition: Callable[[], object]) -> None:
    """Wait for something that sets no event."""
    async with asyncio.timeout(DEADLINE_S):
        while not condition():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.005)


class Request:
    """One request, in a task of its own.

    Attributes:
        reply: what was answered so far.
        task: of the application.
        channel: of the server, or None on one without it.
    """

    def __init__(
        self,
        group: asyncio.TaskGroup,
        app: App,
        target: str,
        *,
        content: Iterable[bytes] = (b"",),
        has_channel: bool = True,
        tells_drain: bool = True,
        method: str = "POST",
        **members: Any,
    ) -> None:
        self.reply = Reply()
        self.channel = None
        if has_channel:
            self.channel = FakeChannel(http_version=members.get("http_version", "1.1"), tells_drain=tells_drain)
            members["channel"] = self.channel
        else:
            members["extensions"] = {}
        self.scope = scope_of(target, method=method, **members)
        self.asked = 0
        self.failure: BaseException | None = None
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        pieces = list(content)
        for number, piece in enumerate(pieces, 1):
            self.feed(piece, more=number < len(pieces))
        self.task = group.create_task(self._run(app))

    def feed(self, piece: bytes, *, more: bool = False) -> None:
        """More content comes."""
        self._queue.put_nowait({"type": "http.request", "body": piece, "more_body": more})

    def leave(self) -> None:
        """The client leaves."""
        self._queue.put_nowait({"type": "http.disconnect"})
        if self.channel is not None:
            self.channel.leave()

    def drain(self) -> None:
        assert self.channel is not None
        self.channel.drain()

    async def ended(self) -> Reply:
        async with asyncio.timeout(DEADLINE_S):
            await asyncio.wait([self.task])
        return self.reply

    @property
    def lines(self) -> list[tuple[bytes, bytes]]:
        (start,) = self.reply.started
        return list(start["headers"])

    async def _run(self, app: App) -> None:
        async def receive() -> dict[str, Any]:
            self.asked += 1
            return await self._queue.get()

        async def send(message: dict[str, Any]) -> None:
            self.reply.messages.append(message)
            self.reply.first.set()

        try:
            await app(self.scope, receive, send)
        except Exception as error:
            self.failure = error


class Gate:
    """Work that goes on when a test says so."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.open = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.runs = 0
        self.result: Any = {"done": True}
        self.work: Work
        self.op: Op

    async def run(self, op: Op) -> Any:
        self.runs += 1
        self.op = op
        self.begun.set()
        try:
            await self.open.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def gated(operations: Operations, **settings: Any) -> Gate:
    gate = Gate()

    async def work(op: Op, number: int = 0) -> Any:
        return await gate.run(op)

    gate.work = operations.operation(name="work", **settings)(work)
    return gate


@asynccontextmanager
async def running(tmp_path: Path, **settings: Any) -> AsyncIterator[Operations]:
    """Operations that run, and end without waiting for what runs."""
    settings = {"synchronous": "normal", "drain_s": 0, "progress_every_s": 0, **settings}
    operations = Operations(f"sqlite:///{tmp_path}/operations.db", **settings)
    async with operations.lifespan():
        yield operations
