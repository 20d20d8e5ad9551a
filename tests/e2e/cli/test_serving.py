"""The two commands that serve, as a person starts them: in a process, on a port, with an exit status."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.ports import free_port

pytestmark = pytest.mark.e2e

SAMPLE = """
import asyncio, json

async def long_running_task():
    await asyncio.sleep(0)
    return {"done": True}

async def app(scope, receive, send):
    if scope['type'] == 'http':
        await send({'type': 'http.response.start', 'status': 102, 'headers': []})
        result = await long_running_task()
        await send({'type': 'http.response.start', 'status': 200,
                    'headers': [[b'content-type', b'application/json']]})
        await send({'type': 'http.response.body', 'body': json.dumps(result).encode()})

def make():
    return app
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "interim", *arguments]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sample.py").write_text(SAMPLE)
    return tmp_path


@pytest.fixture
def port() -> int:
    return free_port()


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(process.communicate())


def exchange(port: int, target: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while data := sock.recv(65536):
            answer += data
    return answer


@pytest.mark.parametrize(
    "arguments",
    [["sample:app"], ["sample:make", "--factory"], ["sample:app", "--workers", "2"], ["sample:app", "--http2"]],
    ids=" ".join,
)
def test_the_widely_copied_sample_runs_unmodified(folder: Path, port: int, arguments: list[str]) -> None:
    process = subprocess.Popen(
        command("run", *arguments, "--port", str(port)),
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(port, process)
        answer = exchange(port, "/")
    finally:
        process.terminate()
        process.communicate(timeout=15)
    assert answer.startswith(b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n")
    assert answer.rstrip(b"\r\n0").endswith(b'{"done": true}')
    assert process.returncode == 0


def test_reload_serves_the_changed_application(folder: Path, port: int) -> None:
    process = subprocess.Popen(
        command("run", "sample:app", "--reload", "--port", str(port)),
        cwd=folder,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, process)
        assert b'{"done": true}' in exchange(port, "/")
        deadline = time.monotonic() + 15
        saved_at = 0.0
        answer = b""
        while b'"again"' not in answer and time.monotonic() < deadline:
            if time.monotonic() > saved_at + 2:
                # uvicorn begins to watch a moment after it starts; a change before that is lost.
                saved_at = time.monotonic()
                (folder / "sample.py").write_text(SAMPLE.replace('"done": True', '"done": "again"'))
            try:
                answer = exchange(port, "/")
            except OSError:
                time.sleep(0.05)
        assert b'{"done": "again"}' in answer
    finally:
        process.terminate()
        process.wait(15)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_simulator_says_where_it_is_in_json(workers: int) -> None:
    process = subprocess.Popen(
        command("serve", "--port", "0", "--format", "json", "--workers", str(workers), "--log-level", "error"),
        text=True,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["event"] == "ready"
        assert exchange(urlsplit(ready["url"]).port or 0, "/api/status/204").startswith(b"HTTP/1.1 204 No Content\r\n")
    finally:
        process.terminate()
        process.communicate(timeout=15)
    assert process.returncode == 0


def test_the_limits_of_the_command_line_hold(port: int) -> None:
    limits = ["--max-hold", "1s", "--max-interims", "2", "--max-body", "10", "--allow-location", "Example.org"]
    process = subprocess.Popen(
        command("serve", "--port", str(port), "--log-level", "error", *limits), stdout=subprocess.DEVNULL, text=True
    )
    try:
        wait_for(port, process)
        assert b" 400 " in exchange(port, "/api/status/200?sleep=2s")
        assert b" 400 " in exchange(port, "/api/status/102?count=3")
        assert b" 400 " in exchange(port, "/api/status/200?size=11")
        assert b" 400 " in exchange(port, "/api/status/302?location=https://example.com/")
        assert b"location: https://example.org/" in exchange(port, "/api/status/302?location=https://example.org/")
    finally:
        process.terminate()
        process.wait(15)


def test_a_signal_ends_it_and_a_held_request_is_answered_first(port: int) -> None:
    process = subprocess.Popen(
        command("serve", "--port", str(port), "--log-level", "error"), stdout=subprocess.DEVNULL, text=True
    )
    try:
        wait_for(port, process)
        with socket.create_connection(("127.0.0.1", port), timeout=15) as sock:
            sock.sendall(b"GET /api/status/102?count=9&interval=60s HTTP/1.1\r\nHost: x\r\n\r\n")
            assert sock.recv(65536).startswith(b"HTTP/1.1 102")
            process.send_signal(signal.SIGTERM)
            answer = b""
            while data := sock.recv(65536):
                answer += data
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"the server is shutting down" in answer
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait(15)


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["run", "nosuch:app"], 1, "no module 'nosuch'"),
        (["run", "sample:nosuch"], 1, "has no 'nosuch'"),
        (["run", "sample"], 1, "MODULE:APP"),
        (["run", "sample:app", "--h2-ping", "5"], 2, "--http2"),
        (["run", "sample:app", "--reload", "--workers", "2"], 2, "--workers"),
        (["run", "sample:app", "--tls-cert", "nosuch.pem"], 2, "--tls-key"),
        (["serve", "--port", "70000"], 2, "--port"),
        (["serve", "--max-hold", "soon"], 2, "--max-hold"),
        (["serve", "--host", "no.such.host.invalid"], 1, "--host"),
        (["serve", "--nosuch"], 2, "--nosuch"),
        (["nosuch"], 2, "nosuch"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_sentence_and_a_status(folder: Path, arguments: list[str], status: int, words: str) -> None:
    done = subprocess.run(command(*arguments), cwd=folder, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_one_sentence_and_a_status() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        arguments = command("serve", "--port", str(listener.getsockname()[1]))
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "the port is in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_command_line_extra_is_named() -> None:
    block = "import sys; sys.modules['click'] = None; from interim.cli.entry import main; main()"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", block], capture_output=True, text=True, timeout=30, check=False, env=environment
    )
    assert done.returncode == 2
    assert done.stderr == "Error: click is not installed; run: pip install 'interim[cli]'\n"


def test_private_addresses_are_for_a_server_that_only_this_machine_reaches() -> None:
    arguments = command("serve", "--host", "0.0.0.0", "--port", "0", "--allow-private")  # noqa: S104 - refused
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "allow-private" in done.stderr
    assert "Traceback" not in done.stderr
