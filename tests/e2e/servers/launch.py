"""How to start each server that the contract is held against, as a real process on loopback.

Another server joins by one entry in `SERVERS`.
"""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interim.codes.registry import reason_phrase
from tests.e2e.ports import free_port

__all__ = ["HOST", "SERVERS", "Launch", "Options", "Served", "free_port", "serve"]

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[3]
APP = "tests.e2e.servers.contract_app:app"
_START_S = 15.0
_STOP_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a test asks of the server it starts."""

    app: str = APP
    tls_cert: Path | None = None
    tls_key: Path | None = None
    h2_ping_s: float | None = None
    graceful_s: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """One server: how it is started, and which clauses of the contract it takes part in.

    Attributes:
        command: the arguments after ``python -m``, for a port and options.
        channel: the name that its channel gives as `server`; of its HTTP/2 too.
        http2: it speaks HTTP/2 with prior knowledge.
        alpn: it speaks HTTP/2 over TLS.
        raw: its HTTP/1.1 channel can break the rules.
        drain: it tells when it shuts down.
        phrases: its final responses have the registered reason phrase in HTTP/1.1, and not an empty one.
        lacks: what it cannot do otherwise: the clause of the contract, and why.
        env: added to the environment.
    """

    command: Callable[[int, Options], list[str]]
    channel: str
    http2: bool = False
    alpn: bool = False
    raw: bool = False
    drain: bool = True
    phrases: bool = True
    lacks: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server."""

    name: str
    launch: Launch
    port: int
    pid: int
    process: "subprocess.Popen[bytes]"
    log: Path
    scheme: str = "http"

    def status_line(self, code: int) -> bytes:
        """How a response in HTTP/1.1 begins here."""
        return f"HTTP/1.1 {code} {reason_phrase(code) if self.launch.phrases else ''}\r\n".encode()

    @property
    def url(self) -> str:
        return f"{self.scheme}://{HOST}:{self.port}"


def _uvicorn(protocol: str) -> Callable[[int, Options], list[str]]:
    def command(port: int, options: Options) -> list[str]:
        arguments = ["uvicorn", options.app, "--host", HOST, "--port", str(port)]
        arguments += ["--http", f"interim.servers.uvicorn:{protocol}", "--log-level", "warning", "--no-access-log"]
        arguments += ["--timeout-graceful-shutdown", str(options.graceful_s)]
        if options.tls_cert and options.tls_key:
            arguments += ["--ssl-certfile", str(options.tls_cert), "--ssl-keyfile", str(options.tls_key)]
        return arguments

    return command


def _gunicorn(port: int, options: Options) -> list[str]:
    arguments = ["gunicorn", "-k", "interim.servers.gunicorn.InterimWorker", "-b", f"{HOST}:{port}"]
    arguments += ["--log-level", "warning", "--graceful-timeout", str(options.graceful_s), "--http-parser", "python"]
    arguments += ["--http-protocols", "h1,h2", "--http2-cleartext", "both"]
    if options.tls_cert and options.tls_key:
        arguments += ["--certfile", str(options.tls_cert), "--keyfile", str(options.tls_key)]
    return [*arguments, options.app]


def _hypercorn(port: int, options: Options) -> list[str]:
    arguments = ["hypercorn", "-b", f"{HOST}:{port}", "--log-level", "warning"]
    arguments += ["--graceful-timeout", str(options.graceful_s)]
    if options.tls_cert and options.tls_key:
        arguments += ["--certfile", str(options.tls_cert), "--keyfile", str(options.tls_key)]
    module, _, name = options.app.partition(":")
    # hypercorn evaluates what follows the colon: `app = with_interim(app)` without a module for it.
    wrapped = f"__import__('interim.servers.hypercorn', fromlist=['with_interim']).with_interim({name})"
    return [*arguments, f"{module}:{wrapped}"]


SERVERS: dict[str, Launch] = {
    "uvicorn-httptools": Launch(command=_uvicorn("InterimHttpTools"), channel="uvicorn-httptools", raw=True),
    "uvicorn-h11": Launch(command=_uvicorn("InterimH11"), channel="uvicorn-h11", raw=True),
    "uvicorn-zttp": Launch(command=_uvicorn("InterimZttp"), channel="uvicorn-zttp", http2=True, alpn=True, raw=True),
    "gunicorn": Launch(
        command=_gunicorn,
        channel="gunicorn",
        http2=True,
        alpn=True,
        lacks={
            "adds nothing to a response under way": "gunicorn 27 writes its 400 for broken content into the response",
        },
    ),
    "hypercorn": Launch(
        command=_hypercorn,
        channel="hypercorn",
        http2=True,
        alpn=True,
        phrases=False,
        lacks={
            "leaves 100 to the application": "hypercorn 0.18 answers an expectation before it starts the application",
            "refuses non-ASCII paths on HTTP/2": "hypercorn 0.18 fails on them before the adapter is called",
        },
    ),
}
"""Every server under contract, by name."""


@contextlib.contextmanager
def serve(name: str, options: Options | None = None, launch: Launch | None = None) -> Iterator[Served]:
    """Start a server, one under contract or by a launch of the test's own; wait until it answers; end it by its pid."""
    options = options or Options()
    launch = launch or SERVERS[name]
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT), **launch.env}
    if options.h2_ping_s is not None:
        env["INTERIM_H2_PING"] = str(options.h2_ping_s)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", *launch.command(port, options)], cwd=ROOT, env=env, stdout=sink, stderr=sink
            )
        scheme = "https" if options.tls_cert else "http"
        served = Served(name=name, launch=launch, port=port, pid=process.pid, process=process, log=log, scheme=scheme)
        try:
            _wait_ready(served)
            yield served
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(_STOP_S)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait(_STOP_S)


def _wait_ready(served: Served) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        if served.process.poll() is not None:
            break
        try:
            if served.scheme == "https":
                socket.create_connection((HOST, served.port), 1).close()
                return
            connection = http.client.HTTPConnection(HOST, served.port, timeout=2)
            with contextlib.closing(connection):
                connection.request("GET", "/ready", headers={"Connection": "close"})
                if connection.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{served.name} did not start:\n{served.log.read_text()}")
