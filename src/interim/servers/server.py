"""uvicorn's server and its supervisor of workers, which say when they serve."""

import socket
from collections.abc import Callable

from uvicorn.config import STARTUP_FAILURE
from uvicorn.server import Server
from uvicorn.supervisors import Multiprocess

from interim.servers.config import InterimConfig

__all__ = ["AnnouncingServer", "AnnouncingWorkers"]


class AnnouncingServer(Server):
    """uvicorn's server, which says when it serves, and ends without raising again the signal that stopped it."""

    def __init__(self, config: InterimConfig, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drain. uvicorn would raise the signal again after that, so that a clean end looked like a kill."""
        await super().shutdown(sockets)
        self._captured_signals.clear()


class AnnouncingWorkers(Multiprocess):
    """uvicorn's supervisor, which says when all workers serve, and whether one could not."""

    def __init__(self, config: InterimConfig, sockets: list[socket.socket], announce: Callable[[], None]) -> None:
        super().__init__(config, sockets)
        self._announce = announce

    @property
    def failed(self) -> bool:
        """A worker could not start, which is why all have ended."""
        return any(process.exitcode == STARTUP_FAILURE for process in self.processes)

    def init_processes(self) -> None:
        """Start the workers, wait for them, and say so."""
        super().init_processes()
        for process in self.processes:
            while not process.wait_until_ready(1.0):
                if self.signal_queue or not process.process.is_alive():
                    return  # the supervisor's own loop deals with both
        self._announce()
