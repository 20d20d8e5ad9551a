"""The example of a report with the times that people see: an operation of a minute, for every client at once."""

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests

from tests.e2e.asgi.proxies import haproxy, nginx
from tests.e2e.peers import free_port, require, serving
from tests.e2e.servers.launch import HOST

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(180)]

TARGET = "/reports?pages=12"


class Curl:
    """curl, and when it saw the head of each response: seconds since it began."""

    def __init__(self, port: int, *options: str) -> None:
        self.seen: list[tuple[int, float]] = []
        command = ["curl", "-sv", *options, "-X", "POST", f"http://{HOST}:{port}{TARGET}"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._since = time.monotonic()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if line.startswith("< HTTP/"):
                self.seen.append((int(line.split()[2]), time.monotonic() - self._since))

    @property
    def statuses(self) -> list[int]:
        return [status for status, _ in self.seen]

    def content(self) -> Any:
        """What it got, when it has ended."""
        assert self._process.stdout is not None
        text = self._process.stdout.read()
        self._thread.join()
        self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()
        return json.loads(text)


@contextlib.contextmanager
def example(folder: Path, path: str) -> Iterator[int]:
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "interim",
        "run",
        "examples.fastapi_report:app",
        "--port",
        str(port),
        "--no-access-log",
    ]
    env = {"REPORTS_STORE": f"sqlite:///{folder}/{path}.db", "REPORTS_PATH": path}
    with serving(command, port, env=env):
        yield port


def result(port: int, operation: Any) -> Any:
    """The result of an operation, from its monitor."""
    while True:
        url = f"http://{HOST}:{port}/operations/{operation['id']}"
        now = httpx.get(url, headers={"Prefer": "wait=30"}, timeout=60).json()
        if now["state"] == "succeeded":
            return httpx.get(f"http://{HOST}:{port}{now['result_url']}").json()
        assert now["state"] in {"pending", "running"}


def test_an_operation_of_a_minute_ends_well_for_every_client_and_through_every_proxy(tmp_path: Path) -> None:
    for program in ("curl", "haproxy", "nginx"):
        require(program)
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    with contextlib.ExitStack() as stack:
        direct = stack.enter_context(example(tmp_path, "direct"))
        unknown = stack.enter_context(example(tmp_path, "unknown"))
        front = stack.enter_context(haproxy(tmp_path, direct, server_timeout_ms=30_000))
        old = stack.enter_context(nginx(folders[0], direct, version="1.0"))
        new = stack.enter_context(nginx(folders[1], unknown, version="1.1"))
        told = {"direct": Curl(direct), "haproxy": Curl(front)}
        handed = {
            "HTTP/1.0": (Curl(direct, "--http1.0"), direct, 10),
            "nginx with HTTP/1.0": (Curl(old), old, 10),
            "nginx with HTTP/1.1": (Curl(new), new, 25),
            "nothing declared": (Curl(unknown), unknown, 25),
            "at once": (Curl(direct, "-H", "Prefer: respond-async"), direct, 0),
        }
        with requests.Session() as session:
            since = time.monotonic()
            accepted = session.post(f"http://{HOST}:{direct}{TARGET}", timeout=120)
            assert (accepted.status_code, time.monotonic() - since >= 25) == (202, True)
            monitor = f"http://{HOST}:{direct}{accepted.headers['Location']}"
            assert session.get(monitor, timeout=60).json()["id"] == accepted.json()["id"]
        for curl, port, after_s in handed.values():
            operation = curl.content()
            assert curl.statuses == [202]
            assert curl.seen[0][1] >= after_s
            assert result(port, operation)["status"] == "complete"
        for curl in told.values():
            assert curl.content()["status"] == "complete"
            assert curl.statuses == [102, 102, 200]
            assert [at_s >= least_s for (_, at_s), least_s in zip(curl.seen, (15, 40, 60), strict=True)] == [True] * 3
        assert result(direct, accepted.json())["status"] == "complete"
