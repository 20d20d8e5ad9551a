"""A server process under measurement: started on a core of its own, its CPU time and memory read from the kernel."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
READY_S = 30.0


@dataclass(frozen=True)
class Measured:
    """A running server."""

    port: int
    process: psutil.Process

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def cpu_s(self) -> float:
        """CPU time so far of the process and its children, user and system."""
        times = [process.cpu_times() for process in self._family()]
        return sum(t.user + t.system for t in times)

    def rss_kib(self) -> float:
        """Resident memory of the process and its children."""
        return sum(process.memory_info().rss for process in self._family()) / 1024


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def serving(command: Sequence[str], port: int, cores: Sequence[int]) -> Iterator[Measured]:
    """Start a server on the given cores, wait until it takes connections, and end it."""
    pinned = ["taskset", "-c", ",".join(map(str, cores)), *command]
    with subprocess.Popen(pinned, cwd=ROOT, stdout=subprocess.DEVNULL) as popen:
        try:
            deadline = time.monotonic() + READY_S
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                if popen.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"did not start: {' '.join(command)}")
                time.sleep(0.05)
            yield Measured(port, psutil.Process(popen.pid))
        finally:
            popen.terminate()
            try:
                popen.wait(10)
            except subprocess.TimeoutExpired:
                popen.kill()
