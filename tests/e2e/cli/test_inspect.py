"""`interim inspect` as a process: what it writes, to a pipe and to a terminal, and its exit status."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from interim.testing.simulator import simulator_in_thread
from tests.e2e.inspector.raw_server import Peer, serving
from tests.e2e.ports import free_port

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

ROOT = Path(__file__).parents[3]
ONCE = ("--active", "none", "--linger", "0")
"""One exchange, and not a moment longer."""
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nok"
PROCESSING = b"HTTP/1.1 102 Processing\r\n\r\n"
EVIL = b"HTTP/1.1 102 \x1b[2J\x9b31m\r\nX-\x1b]0;title\x07: \x1b[1mbold\x7f\r\n\r\n"


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "interim", "inspect", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    dropped = ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"} | more


def run(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, timeout=50, check=False, env=environment(**more)
    )


def answering(*parts: bytes) -> Any:
    def script(peer: Peer) -> None:
        peer.expect_head()
        for part in parts:
            peer.send(part)

    return serving(script)


@pytest.fixture(scope="module")
def simulator() -> Iterator[str]:
    with simulator_in_thread() as url:
        yield url


def test_a_clean_exchange_is_shown_and_gives_0(simulator: str) -> None:
    url = f"{simulator}/api/status/102?count=2&interval=600ms"
    done = run(url, *ONCE)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"GET {url}"
    assert [line.split()[2:4] for line in lines if line.lstrip().startswith("+")][:3] == [
        ["102", "Processing"],
        ["102", "Processing"],
        ["200", "OK"],
    ]
    assert lines[-1] == "No findings."
    assert all(line.isprintable() and line == line.rstrip() for line in lines)


def test_an_error_gives_1_and_is_explained() -> None:
    with answering(PROCESSING) as server:
        done = run(f"http://127.0.0.1:{server.port}/", *ONCE)
    assert (done.returncode, done.stderr) == (1, "")
    assert "  INT001  " in done.stdout
    assert "interim rule INT001" in done.stdout


def test_bad_input_gives_2() -> None:
    done = run("http://127.0.0.1:1/", "--watch", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: --watch: got 'soon'")


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_no_exchange_gives_3(form: str) -> None:
    done = run(f"http://127.0.0.1:{free_port()}/", "--format", form)
    assert done.returncode == 3
    assert done.stderr.startswith("Error: no exchange, connect: ")
    assert done.stderr.count("\n") == 1


def test_a_server_that_speaks_no_tls_gives_3() -> None:
    def script(peer: Peer) -> None:
        peer.send(OK)

    with serving(script) as server:
        done = run(f"https://127.0.0.1:{server.port}/")
    assert done.returncode == 3
    assert done.stderr.startswith("Error: no exchange, tls: ")


def test_no_verdict_gives_4_and_says_so() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.gone()

    with serving(script) as server:
        done = run(f"http://127.0.0.1:{server.port}/", *ONCE, "--watch", "300ms")
    assert done.returncode == 4
    assert "No verdict: " in done.stdout


def test_what_was_found_before_we_stopped_gives_1() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\n")
        peer.gone()

    with serving(script) as server:
        done = run(f"http://127.0.0.1:{server.port}/", *ONCE, "--watch", "300ms")
    assert done.returncode == 1
    assert "INT002" in done.stdout


def test_a_refused_address_gives_5_and_says_nothing_of_it() -> None:
    done = run("http://127.0.0.1:9/", "--public-only")
    assert done.returncode == 5
    assert done.stderr.startswith("Error: no exchange, policy: ")
    assert "127.0.0.1" not in done.stderr


@pytest.mark.parametrize(("form", "marker"), [("text", "102 Processing"), ("jsonl", '"event": "interim"')])
def test_lines_come_while_the_exchange_runs(form: str, marker: str) -> None:
    seen = threading.Event()

    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(PROCESSING)
        # The final response waits for the line that tells of the interim: a tool that buffers would hang here.
        assert seen.wait(30)
        peer.send(OK)

    with serving(script) as server:
        arguments = command(f"http://127.0.0.1:{server.port}/", *ONCE, "--format", form)
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment()) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if marker in line:
                    seen.set()
                    break
            rest = process.stdout.read()
    assert seen.is_set()
    assert "200" in rest
    assert process.returncode == 0


def test_a_live_report_passes_the_schema_and_embeds_its_capture(simulator: str, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "report-1.json").read_text())
    done = run(f"{simulator}/api/status/102?count=2", "--format", "json", "--save", tmp_path / "a.json")
    document = json.loads(done.stdout)
    Draft202012Validator(schema).validate(document)
    assert document["exchange"]["url"] == f"{simulator}/api/status/102?count=2"
    assert document["phases"]["total"] > 0
    assert set(document["probes"]) >= {"head", "http10"}
    saved = json.loads((tmp_path / "a.json").read_text())
    assert saved | {"name": ""} == document["capture"]


@pytest.mark.parametrize("target", ["status/200?fault=late_interim", "status/102", "status/204"])
def test_what_is_saved_is_found_again(simulator: str, tmp_path: Path, target: str) -> None:
    capture = tmp_path / "a.json"
    done = run(f"{simulator}/api/{target}", "--active", "none", "--format", "json", "--save", capture)
    replayed = run("--replay", capture, "--format", "json")
    live, again = json.loads(done.stdout), json.loads(replayed.stdout)
    assert again["findings"] == live["findings"]
    # A capture keeps the clock to the second: RFC 9110 §5.6.7.
    assert again["exchange"] | {"clock": ""} == live["exchange"] | {"clock": ""}
    assert replayed.returncode == done.returncode


def test_the_document_alone_goes_to_the_file(simulator: str, tmp_path: Path) -> None:
    done = run(f"{simulator}/api/status/200", *ONCE, "--format", "har", "--output", tmp_path / "a.har")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
    assert json.loads((tmp_path / "a.har").read_text())["log"]["entries"][0]["response"]["status"] == 200


def test_control_characters_do_not_reach_a_pipe() -> None:
    with answering(EVIL, OK) as server:
        done = run(f"http://127.0.0.1:{server.port}/", *ONCE)
    assert "102 \\x1b[2J\\x9b31m" in done.stdout
    assert all(line.isprintable() for line in done.stdout.split("\n"))


def test_a_pipe_that_speaks_ascii_gets_ascii() -> None:
    with answering(PROCESSING) as server:
        done = run(f"http://127.0.0.1:{server.port}/", *ONCE, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "RFC 9110 section 15" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_full_disk_is_one_line(simulator: str, form: str) -> None:
    arguments = command(f"{simulator}/api/status/200", *ONCE, "--format", form)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=50, env=environment()
        )
    assert done.stderr == "Error: the standard output cannot be written: No space left on device\n"
    assert done.returncode == 2


def test_a_reader_that_leaves_ends_it_in_silence() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        with contextlib.suppress(ConnectionError):
            for _ in range(100):
                peer.send(PROCESSING)
                peer.pause(0.05)

    with serving(script) as server:
        arguments = command(f"http://127.0.0.1:{server.port}/", *ONCE)
        with subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            while "102 Processing" not in process.stdout.readline():
                pass
            process.stdout.close()
            assert process.stderr.read() == ""
    assert process.returncode == 1


def on_terminal(*arguments: object, **more: str) -> tuple[int, str]:
    """The exit status, and what was written to a terminal that is the standard output and the standard error."""
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**more)
        ) as process:
            os.close(theirs)
            written = b""
            with contextlib.suppress(OSError):  # Linux ends a terminal that nobody has open with EIO.
                while data := os.read(ours, 65536):
                    written += data
    finally:
        os.close(ours)
    return process.returncode, written.decode()


def test_a_terminal_gets_colour_and_nothing_from_the_wire_that_acts() -> None:
    with answering(EVIL, OK) as server:
        status, written = on_terminal(f"http://127.0.0.1:{server.port}/", *ONCE)
    assert status in (0, 1)
    assert "102 \\x1b[2J\\x9b31m" in written
    assert "\x1b[36m" in written
    for harmful in ("\x1b[2J", "\x9b", "\x1b]0;", "\x07", "\x1b[1mbold", "\x7f"):
        assert harmful not in written
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")


def test_no_color_is_obeyed_on_a_terminal() -> None:
    with answering(PROCESSING, OK) as server:
        _, written = on_terminal(f"http://127.0.0.1:{server.port}/", *ONCE, NO_COLOR="1")
    assert "102 Processing" in written
    assert "\x1b[36m" not in written
    assert "\x1b[31m" not in written


def test_a_terminal_sees_the_timeline_beside_a_document_in_a_file(tmp_path: Path) -> None:
    with answering(PROCESSING, OK) as server:
        url = f"http://127.0.0.1:{server.port}/"
        _, written = on_terminal(url, *ONCE, "--format", "json", "--output", tmp_path / "a.json")
    assert "102 Processing" in written
    assert "interim-report-1" not in written
    assert json.loads((tmp_path / "a.json").read_text())["exchange"]["interims"][0]["status"] == 102


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes heed SIGINT. One that a shell starts in the background ignores it, and so does what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_it_without_a_traceback() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(PROCESSING)
        peer.gone()

    with serving(script) as server:
        arguments = command(f"http://127.0.0.1:{server.port}/", *ONCE)
        with subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if "102 Processing" in line:
                    process.send_signal(signal.SIGINT)
                    break
            _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.startswith("Error: interrupted")
    assert "Traceback" not in errors
