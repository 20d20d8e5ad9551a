"""The bulletin: who in this process waits for which operation, and the newest that is known of it.

A change is published once, and all who wait for that operation see the same value: 5,000 waiters cost one read. What is
published may be late, doubled or in the wrong order; the version decides, and only what is newer counts.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from interim.errors import OperationError, OperationUnknown
from interim.operations.operation import Operation

__all__ = ["Bulletin", "Watch"]

_log = logging.getLogger("interim.operations")


class Watch:
    """One who waits for one operation. Made by `Store.watch`.

    Attributes:
        on_change: called on the event loop whenever `read` would say something new; for those who cannot await.
    """

    __slots__ = ("_future", "_topic", "on_change")

    def __init__(self, topic: "_Topic") -> None:
        self._topic = topic
        self._future: asyncio.Future[None] | None = None
        self.on_change: Callable[[], None] | None = None

    def read(self) -> Operation:
        """The newest that is known, at no cost.

        Raises:
            OperationUnknown: it is gone.
            OperationExpired: it is gone.
        """
        known = self._topic.known
        if isinstance(known, OperationError):
            # One for all who wait: it must not collect the traceback of each.
            raise known.with_traceback(None)
        return known

    async def changed(self, version: int) -> Operation:
        """Wait for a version newer than `version`. One wait at a time; bound it with `asyncio.timeout`.

        Raises:
            OperationUnknown: as `read`.
            OperationExpired: as `read`.
        """
        while (operation := self.read()).version <= version:
            self._future = asyncio.get_running_loop().create_future()
            try:
                await self._future
            finally:
                self._future = None
        return operation

    async def finished(self) -> Operation:
        """Wait for the end. As `changed`."""
        operation = self.read()
        while not operation.state.is_final:
            operation = await self.changed(operation.version)
        return operation

    def wake(self) -> None:
        """There is something new; for the bulletin to call."""
        if self._future is not None and not self._future.done():
            self._future.set_result(None)
        if self.on_change is not None:
            self.on_change()


class _Topic:
    """One operation that somebody waits for."""

    __slots__ = ("gone", "known", "watches")

    def __init__(self, id: str) -> None:
        self.known: Operation | OperationError = OperationUnknown(id)
        self.gone = False
        self.watches: dict[Watch, None] = {}

    @property
    def version(self) -> int:
        return self.known.version if isinstance(self.known, Operation) else 0

    def wake(self) -> None:
        for watch in list(self.watches):
            try:
                watch.wake()
            except Exception:  # The others wait, too.
                _log.exception("who waited for an operation failed to hear of it")


class Bulletin:
    """The topics of one event loop. Only `version_of` and `watched` may be used from other threads."""

    def __init__(self) -> None:
        self._topics: dict[str, _Topic] = {}

    def __len__(self) -> int:
        return len(self._topics)

    @contextmanager
    def watch(self, id: str) -> Iterator[Watch]:
        """Subscribe. What is known must be published before `Watch.read`."""
        topic = self._topics.get(id)
        if topic is None:
            topic = self._topics[id] = _Topic(id)
        watch = Watch(topic)
        topic.watches[watch] = None
        try:
            yield watch
        finally:
            del topic.watches[watch]
            if not topic.watches:
                del self._topics[id]

    def watched(self) -> list[str]:
        """The ids that somebody waits for."""
        return list(self._topics)

    def version_of(self, id: str) -> int | None:
        """The newest version that is known here, 0 if none is yet, or None when nobody waits for news of it."""
        topic = self._topics.get(id)
        return None if topic is None or topic.gone else topic.version

    def publish(self, operations: Iterable[Operation]) -> None:
        """Tell those who wait."""
        for operation in operations:
            topic = self._topics.get(operation.id)
            if topic is not None and not topic.gone and operation.version > topic.version:
                topic.known = operation
                topic.wake()

    def publish_gone(self, id: str, error: OperationError) -> None:
        """Tell those who wait that there is nothing more to wait for. Who knows the end already keeps it."""
        topic = self._topics.get(id)
        if topic is None or topic.gone:
            return
        topic.gone = True
        if not isinstance(topic.known, Operation) or not topic.known.state.is_final:
            topic.known = error
            topic.wake()
