"""uvicorn's server and its supervisor of workers, which say when they serve."""

import socket
from collections.abc import Callable

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.server import Server
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from interim.servers.config import InterimConfig
from interim.servers.guard import Seam, require
from interim.servers.rebind import rebind
from interim.servers.uvicorn_seams import ABOVE, FIRST

__all__ = ["AnnouncingServer", "AnnouncingWorkers", "Worker"]

_STARTERS = ("init_processes", "keep_subprocess_alive", "restart_all")

require(
    "uvicorn",
    uvicorn.__version__,
    at_least=FIRST,
    below=ABOVE,
    extra="uvicorn",
    seams=[
        Seam(owner=Process, function="target", mentions=frozenset({"server", "always_pong"})),
        *(Seam(owner=Multiprocess, function=name, mentions=frozenset({"Process"})) for name in _STARTERS),
    ],
)


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


class Worker(Process):
    """uvicorn's worker, with one server.

    uvicorn 0.54 makes the server when it is first asked for. The thread that answers healthchecks and the one that
    serves can both be first, each with a server of its own, and then the worker serves and never counts as ready.
    """

    def target(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve. Runs in the process of the worker."""
        _ = self.server
        super().target(sockets)


class AnnouncingWorkers(Multiprocess):
    """uvicorn's supervisor, which says when all workers serve, and whether one could not."""

    keep_subprocess_alive = rebind(Multiprocess.keep_subprocess_alive, Process=Worker)
    restart_all = rebind(Multiprocess.restart_all, Process=Worker)
    _start_all = rebind(Multiprocess.init_processes, Process=Worker)

    def __init__(self, config: InterimConfig, sockets: list[socket.socket], announce: Callable[[], None]) -> None:
        super().__init__(config, sockets)
        self._announce = announce

    @property
    def failed(self) -> bool:
        """A worker could not start, which is why all have ended."""
        return any(process.exitcode == STARTUP_FAILURE for process in self.processes)

    def init_processes(self) -> None:
        """Start the workers, wait for them, and say so."""
        self._start_all()
        for process in self.processes:
            while not process.wait_until_ready(1.0):
                if self.signal_queue or not process.process.is_alive():
                    return  # the supervisor's own loop deals with both
        self._announce()
