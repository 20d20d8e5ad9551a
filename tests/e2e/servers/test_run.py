"""``interim run`` as a user starts it: real processes, their messages and exit statuses."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import h11
import pytest

from tests.e2e.servers.launch import HOST, free_port
from tests.e2e.servers.wire import H1At

pytestmark = pytest.mark.e2e

_SAMPLE = (Path(__file__).parent / "sample.py").read_text()
_DRIVER = """
import functools, json, sys
from interim.errors import InterimError
from interim.servers.run import ServerOptions, run
from main import make

def ready(url):
    print(json.dumps(url), flush=True)

if __name__ == "__main__":
    options = json.loads(sys.argv[2])
    app = functools.partial(make, 1) if sys.argv[1] == "factory" else sys.argv[1]
    if sys.argv[1] == "object":
        from main import app
    try:
        options = ServerOptions(access_log=False, **options)
        status = run(app, options, factory=sys.argv[1] == "factory", ready=ready)
    except InterimError as error:
        print(type(error).__name__, error, file=sys.stderr)
        status = 2
    sys.exit(status)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(_SAMPLE + "\n\ndef make(number):\n    return app\n\n\nnumber = 3\n")
    (tmp_path / "driver.py").write_text(textwrap.dedent(_DRIVER))
    return tmp_path


Started = tuple["subprocess.Popen[str]", int]


@contextlib.contextmanager
def driven(folder: Path, app: str, **options: object) -> Iterator[Started]:
    with subprocess.Popen(
        [sys.executable, "driver.py", app, json.dumps({"port": 0, "graceful_s": 3, **options})],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline()
            assert url, process.stderr and process.stderr.read()
            yield process, int(json.loads(url).rpartition(":")[2])
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.communicate(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()


def failed(folder: Path, app: str, **options: object) -> tuple[int, str]:
    """The exit status, and what is on stderr without uvicorn's log."""
    done = subprocess.run(
        [sys.executable, "driver.py", app, json.dumps({"port": 0, "log_level": "critical", **options})],
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=15,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("app", "options"),
    [
        ("main:app", {}),
        ("main:app", {"http2": True}),
        ("main:app", {"loop": "asyncio", "proxy_headers": True}),
        ("main:app", {"workers": 2}),
        ("main:app", {"host": "localhost"}),
        ("factory", {}),
        ("factory", {"workers": 2}),
        ("object", {}),
    ],
)
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_serves_and_ends_with_0(
    folder: Path, app: str, options: dict[str, object], end: signal.Signals
) -> None:
    with driven(folder, app, **options) as (process, port):
        with H1At(port) as client:
            client.request("/")
            assert client.answer().statuses == [102, 200]
        process.send_signal(end)
        _, said = process.communicate(timeout=15)
        assert process.returncode == 0, said
        assert f":{port} (Press CTRL+C to quit)" in said
        assert "Traceback" not in said


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("app", "says"),
    [
        ("nosuch:app", "Error: there is no module 'nosuch'"),
        ("main:nothing", "Error: module 'main' has no 'nothing'"),
        ("main:number", "Error: 'main:number' is int, not an ASGI application"),
        ("main", "Error: 'main' does not name an application"),
    ],
)
def test_an_application_that_is_not_there_is_one_sentence_and_1(
    folder: Path, app: str, says: str, workers: int
) -> None:
    status, said = failed(folder, app, workers=workers)
    assert status == 1
    assert said.startswith(says)
    assert said.count("\n") == 1


def test_a_taken_port_is_one_sentence_and_1(folder: Path) -> None:
    with driven(folder, "main:app") as (_, port):
        status, said = failed(folder, "main:app", port=port)
    assert status == 1
    assert said == (
        f"Error: cannot serve on 127.0.0.1:{port}: the port is in use; choose another with --port, "
        "or 0 for a free one\n"
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_an_application_that_fails_to_start_is_1(folder: Path, workers: int) -> None:
    (folder / "failing.py").write_text(
        "async def app(scope, receive, send):\n    await send({'type': 'lifespan.startup.failed', 'message': 'no'})\n"
    )
    status, said = failed(folder, "failing:app", workers=workers)
    assert status == 1
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("app", "options", "says"),
    [
        ("object", {"workers": 2}, "--workers"),
        ("factory", {"reload": True}, "--reload"),
    ],
)
def test_an_application_that_cannot_be_sent_to_other_processes_is_refused(
    folder: Path, app: str, options: dict[str, object], says: str
) -> None:
    status, said = failed(folder, app, **options)
    assert status == 2
    assert said.startswith(f"InvalidInput {says}")


@pytest.mark.slow
def test_a_changed_file_is_served_after_a_reload(folder: Path) -> None:
    with driven(folder, "main:app", reload=True) as (process, port):
        with H1At(port) as client:
            client.request("/")
            assert client.answer().json() == {"done": True}
        deadline = time.monotonic() + 15
        source = (folder / "main.py").read_text().replace("{'done': True}", "{'done': 'again'}")
        said: object = None
        while said != {"done": "again"} and time.monotonic() < deadline:
            # More than once: the watcher may not have been there yet when it was first written.
            (folder / "main.py").write_text(source)
            time.sleep(2)
            with contextlib.suppress(OSError, AssertionError), H1At(port) as client:
                client.request("/")
                said = client.answer().json()
        assert said == {"done": "again"}
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=15)
        assert process.returncode == 0


def test_a_worker_that_dies_is_replaced(folder: Path) -> None:
    (folder / "dying.py").write_text(
        _SAMPLE.replace(
            "result = await", "import os\n        scope['path'] == '/die' and os._exit(9)\n        result = await"
        )
    )
    with driven(folder, "dying:app", workers=2) as (_, port):
        with H1At(port) as client:
            client.request("/die")
            with contextlib.suppress(OSError, AssertionError, h11.RemoteProtocolError):
                client.answer()
        with H1At(port) as client:
            client.request("/")
            assert client.answer().statuses == [102, 200]


def test_the_command_serves_the_sample_unmodified(folder: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "interim", "run", "main:app", "--host", HOST, "--port", str(port)],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stderr is not None
        while "Serving on" not in (line := process.stderr.readline()):
            assert line
        with H1At(port) as client:
            client.request("/")
            assert client.answer().statuses == [102, 200]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
        assert process.returncode == 0
