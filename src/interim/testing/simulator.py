"""A simulator for the length of a ``with``: in a thread of this process, or in a process of its own."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

from interim.servers.run import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import create_app
from interim.simulator.config import Config

__all__ = ["simulator_in_process", "simulator_in_thread"]

_HOST = "127.0.0.1"
_STOP_S = 10.0


@contextlib.contextmanager
def simulator_in_thread(*, http2: bool = False, config: Config | None = None) -> Iterator[str]:
    """Serve the simulator on a free port from a thread; gives its base URL, and stops it at the end."""
    app = create_app(config or Config.for_bind(_HOST))
    with ThreadServer(app, ServerOptions(host=_HOST, port=0, http2=http2, access_log=False, graceful_s=1)) as server:
        yield server.url


@contextlib.contextmanager
def simulator_in_process(*, http2: bool = False, workers: int = 1) -> Iterator[str]:
    """Serve the simulator on a free port from a process; gives its base URL, and ends it at the end."""
    command = [sys.executable, "-m", "interim", "serve", "--host", _HOST, "--port", "0", "--format", "json"]
    command += ["--no-access-log", "--log-level", "error", "--graceful", "1", "--workers", str(workers)]
    if http2:
        command.append("--http2")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own command
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            line = process.stdout.readline()
            if not line:
                raise RuntimeError(f"the simulator did not start: {' '.join(command)}")
            yield json.loads(line)["url"]
        finally:
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
