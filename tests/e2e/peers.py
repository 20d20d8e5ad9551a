"""Programs that people use, run by tests."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.e2e.ports import free_port

__all__ = ["free_port", "require", "run", "serving"]

_START_S = 15.0
_STOP_S = 10.0


def require(program: str) -> None:
    """Skip the test without this program, or fail it where CI requires all of them."""
    if shutil.which(program) is None:
        if os.environ.get("INTERIM_REQUIRE_PEERS") == "1":
            pytest.fail(f"{program} is not installed; run scripts/peers")
        pytest.skip(f"{program} is not installed; scripts/peers installs it")


def run(program: str, *arguments: str) -> str:
    """What a program says, on both streams."""
    require(program)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=15, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@contextlib.contextmanager
def serving(
    arguments: Sequence[str | Path],
    port: int,
    *,
    host: str = "127.0.0.1",
    env: Mapping[str, str] | None = None,
    start_s: float = _START_S,
) -> Iterator[None]:
    """A server process, from when it accepts connections on the port until the block ends."""
    require(str(arguments[0]))
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(arguments, stdout=log, stderr=log, env={**os.environ, **(env or {})})
        try:
            _wait_for(host, port, process, start_s)
            yield
        except AssertionError as error:
            log.seek(0)
            error.add_note(f"{arguments[0]} said: {log.read()[-2000:]}")
            raise
        finally:
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(host: str, port: int, process: "subprocess.Popen[bytes]", start_s: float) -> None:
    deadline = time.monotonic() + start_s
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended while it was starting"
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"it did not accept connections on {port} within {start_s} s")
