"""The application of `gated_app` as a real process, which can be killed and started again on its file and port."""

import contextlib
import dataclasses
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from tests.e2e.ports import free_port
from tests.e2e.servers.launch import HOST, ROOT, SERVERS, Options
from tests.e2e.servers.wire import Answer, H1At

__all__ = ["CURL", "SHORT_LEASE", "Client", "Gated", "eventually", "gated", "key_field", "new_gate"]

CURL = "User-Agent: curl/8.0\r\n"
"""Of a client that is known to take interim responses."""
SHORT_LEASE: dict[str, Any] = {"lease_s": 2, "tick_s": 0.2, "drain_s": 0.2}
"""So that what a killed process had is soon run again."""
DEADLINE_S = 25.0
_OPTIONS = Options(app="tests.e2e.operations_http.gated_app:app", graceful_s=15)
_LOOK_S = 0.03
_T = TypeVar("_T")


def eventually(look: Callable[[], _T | None], what: str, within_s: float = DEADLINE_S) -> _T:
    """What `look` gives as soon as that is something."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if seen := look():
            return seen
        time.sleep(_LOOK_S)
    raise AssertionError(f"not within {within_s} s: {what}")


def new_gate() -> str:
    """A name that no other test has."""
    return secrets.token_hex(8)


def key_field(key: str | None = None) -> str:
    """The line of an Idempotency-Key; a new key if none is given."""
    return f'Idempotency-Key: "{key or secrets.token_hex(16)}"\r\n'


class Client(H1At):
    """A connection that can look at interim responses before the final one is there."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.sock.settimeout(DEADLINE_S)

    def post(self, target: str, *, fields: str = CURL) -> None:
        self.request(target, method="POST", fields=fields + "Content-Length: 0\r\n")

    def see(self, octets: bytes, count: int = 1) -> None:
        """Wait until the server has sent this so many times. `answer` gets it all the same."""
        while self._left.count(octets) < count:
            received = self.sock.recv(65536)
            assert received, f"the connection ended after {self._left!r}"
            self._left += received

    def see_interims(self, count: int) -> None:
        """Wait for so many interim responses."""
        self.see(b"HTTP/1.1 102 Processing\r\n\r\n", count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gated:
    """A running server, and the folder where it keeps its operations."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def log(self) -> str:
        """What all servers of this folder have said."""
        return (self.folder / "log").read_text()

    def by_way_of(self, port: int) -> "Gated":
        """The same, spoken to through a proxy on this port."""
        return dataclasses.replace(self, port=port)

    def client(self) -> Client:
        return Client(self.port)

    def post(self, target: str, *, fields: str = CURL) -> Answer:
        """The answer to a request on a connection of its own."""
        with self.client() as client:
            client.post(target, fields=fields)
            return client.answer("POST")

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(self.url + path, headers={k.replace("_", "-"): v for k, v in headers.items()}, timeout=60)

    def ended(self, id_: str, **headers: str) -> dict[str, Any]:
        """The operation, from the monitor, once it has ended."""

        def look() -> dict[str, Any] | None:
            answer = self.get(f"/operations/{id_}", Prefer="wait=10", **headers)
            assert answer.status_code == 200, answer.text
            operation: dict[str, Any] = answer.json()
            return operation if operation["state"] not in {"pending", "running"} else None

        return eventually(look, f"the end of {id_}")

    def open(self, gate: str) -> None:
        """Let an operation end."""
        (self.folder / f"{gate}.open").touch()

    def runs(self, gate: str) -> list[tuple[str, int]]:
        """The id and the attempt of each run so far."""
        file = self.folder / "began"
        lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
        return [(id_, int(attempt)) for name, id_, attempt in lines if name == gate]

    def begun(self, gate: str, runs: int = 1) -> str:
        """The id of an operation, once it has been run so often."""
        return eventually(lambda: self.runs(gate)[runs - 1 :], f"run {runs} of {gate}\n{self.log}")[0][0]

    def asked(self, gate: str) -> None:
        """Wait until the endpoint that takes its time has been called."""
        file = self.folder / "asked"
        eventually(lambda: file.exists() and gate in file.read_text(), f"the request of {gate}")

    def rows(self) -> list[dict[str, Any]]:
        """All operations, as they are in the file."""
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/operations.db?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM operation")]

    def row(self, id_: str) -> dict[str, Any]:
        return next(row for row in self.rows() if row["id"] == id_)

    def delivered(self, id_: str) -> bool:
        return self.row(id_)["delivered_at"] is not None

    def all_marked(self) -> None:
        """Wait until every delivery so far is written: the store has one writer, and a further one comes after them."""
        gate = new_gate()
        self.open(gate)
        answer = self.post(f"/silent?gate={gate}")
        eventually(lambda: self.delivered(answer.json()["id"]), "a delivery is marked")

    def kill(self) -> None:
        """End it with no chance to do anything."""
        self.process.kill()
        self.process.wait(DEADLINE_S)

    def terminate(self) -> None:
        """Ask it to end; see `gone`."""
        self.process.send_signal(signal.SIGTERM)

    def gone(self) -> int:
        """Wait for its end; its exit status."""
        return self.process.wait(DEADLINE_S)


@contextlib.contextmanager
def gated(folder: Path, port: int | None = None, *, server: str = "interim run", **settings: Any) -> Iterator[Gated]:
    """Start a server; wait until it answers; end it.

    Args:
        folder: of its operations; may have some from a server before.
        port: where; a free one if None.
        server: `interim run`, or one of `SERVERS`.
        settings: of the operations.
    """
    port = port or free_port()
    command = _interim_run(port) if server == "interim run" else SERVERS[server].command(port, _OPTIONS)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "GATED_FOLDER": str(folder), "GATED_SETTINGS": json.dumps(settings)}
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env, stdout=log, stderr=log)
    started = Gated(folder=folder, port=port, process=process)
    try:
        eventually(lambda: process.poll() is not None or _accepts(port), f"it accepts connections\n{started.log}")
        assert process.poll() is None, started.log
        yield started
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _interim_run(port: int) -> list[str]:
    options = ["--port", str(port), "--no-access-log", "--graceful", str(_OPTIONS.graceful_s)]
    return ["interim", "run", _OPTIONS.app, *options]


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), 1).close()
    except OSError:
        return False
    return True
