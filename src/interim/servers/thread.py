"""A server in a thread of this process, for tests."""

import asyncio
import threading
from types import TracebackType
from typing import Any, Self

from interim.errors import InterimError
from interim.servers.config import InterimConfig
from interim.servers.listen import bind, url_of
from interim.servers.options import ServerOptions
from interim.servers.server import AnnouncingServer

__all__ = ["ThreadServer"]

_START_S = 15.0
_STOP_S = 5.0


class ThreadServer:
    """Serves an ASGI application from a daemon thread for the length of a ``with``.

    It leaves the log and the signals of the process alone. Its end drains: held requests have `graceful_s` to be
    answered.

    Attributes:
        url: the base URL, without a slash at its end.
        port: the port, known from the start.
    """

    def __init__(self, app: Any, options: ServerOptions | None = None) -> None:
        """Bind the port.

        Raises:
            CannotBind: the address cannot be bound.
            UnsupportedServer: a package that the options need is missing or does not fit.
        """
        self._options = options or ServerOptions(port=0, access_log=False, log_level="warning")
        self._config = InterimConfig(app, self._options, factory=False, own_logging=False)
        self._sockets = bind(self._options)
        self.port: int = self._sockets[0].getsockname()[1]
        self.url = url_of(self._options, self._sockets[0])
        self._settled = threading.Event()
        self._error: BaseException | None = None
        self._server = AnnouncingServer(self._config, self._settled.set)
        self._thread = threading.Thread(target=self._run, name=f"interim {self.url}", daemon=True)

    def __enter__(self) -> Self:
        """Start, and wait until it serves.

        Raises:
            InterimError: the application could not be started.
        """
        self._thread.start()
        if not self._settled.wait(_START_S) or not self._server.started:
            self._stop()
            raise InterimError(f"the application did not start within {_START_S:g} s") from self._error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Drain and stop.

        Raises:
            InterimError: it did not stop in time.
        """
        self._stop()

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._config.get_loop_factory()) as runner:
                runner.run(self._server.serve(self._sockets))
        except BaseException as error:
            # SystemExit too, uvicorn's way to say that the startup failed.
            self._error = error
        finally:
            self._settled.set()

    def _stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(self._options.graceful_s + _STOP_S)
        if self._thread.is_alive():
            self._server.force_exit = True
            self._thread.join(_STOP_S)
        for sock in self._sockets:
            sock.close()
        if self._thread.is_alive():
            raise InterimError(f"the server of {self.url} did not stop")
