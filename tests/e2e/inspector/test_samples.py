"""Well-known samples, run as servers and inspected: what the report says of each."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.peers import free_port, require, serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]

SAMPLES = Path(__file__).parent / "samples"
RAW_ASGI = "tests.e2e.inspector.samples.raw_asgi:app"
PYTHON = sys.executable


def inspect(url: str, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit status of `interim inspect --format json`, and its report."""
    command = [PYTHON, "-m", "interim", "inspect", url, "--format", "json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.returncode, json.loads(done.stdout)


def statuses(report: dict[str, Any]) -> list[int]:
    exchange = report["exchange"]
    final = [exchange["final"]["status"]] if exchange["final"] else []
    return [interim["status"] for interim in exchange["interims"]] + final


def faults(report: dict[str, Any], *severities: str) -> set[str]:
    return {
        finding["id"] for finding in report["findings"] if finding["severity"] in (severities or {"error", "warning"})
    }


def test_node_write_processing_is_clean() -> None:
    port = free_port()
    with serving(["node", SAMPLES / "node_write_processing.mjs", str(port)], port):
        status, report = inspect(f"http://127.0.0.1:{port}/")
    assert statuses(report) == [102, 200]
    assert (status, faults(report)) == (0, set())


def test_the_raw_asgi_sample_on_plain_uvicorn_is_broken() -> None:
    port = free_port()
    arguments = [PYTHON, "-m", "uvicorn", RAW_ASGI, "--port", str(port), "--log-level", "critical"]
    with serving(arguments, port):
        status, report = inspect(f"http://127.0.0.1:{port}/")
    assert statuses(report) == [102]
    assert status == 1
    assert "INT001" in faults(report, "error")


def test_the_raw_asgi_sample_under_interim_run_is_clean() -> None:
    port = free_port()
    with serving([PYTHON, "-m", "interim", "run", RAW_ASGI, "--port", str(port)], port):
        status, report = inspect(f"http://127.0.0.1:{port}/")
    assert statuses(report) == [102, 200]
    assert (status, faults(report)) == (0, set())


@pytest.mark.parametrize(("framing", "named"), [("chunked", "INT003"), ("length", "INT002")])
def test_a_servlet_that_sets_status_102_has_no_final_response(framing: str, named: str) -> None:
    port = free_port()
    with serving([PYTHON, SAMPLES / "servlet.py", str(port), framing], port):
        status, report = inspect(f"http://127.0.0.1:{port}/")
    assert statuses(report) == [102]
    assert status == 1
    assert {"INT001", named, "INT004"} <= faults(report, "error")


@pytest.fixture(scope="module")
def go_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    require("go")
    folder = tmp_path_factory.mktemp("go")
    built = folder / "accepted"
    command = ["go", "build", "-o", str(built), str(SAMPLES / "accepted.go")]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    )
    port = free_port()
    with serving([str(built), str(port)], port):
        yield port


@pytest.mark.timeout(180)
def test_a_go_handler_that_answers_202_without_a_monitor_gives_nothing_to_go_on(go_port: int) -> None:
    _, report = inspect(f"http://127.0.0.1:{go_port}/bare")
    assert statuses(report) == [202]
    assert "LRO001" in faults(report)
    assert "LRO011" not in faults(report)


@pytest.mark.timeout(180)
def test_a_go_handler_whose_result_trickles_into_the_202_stalls(go_port: int) -> None:
    _, report = inspect(f"http://127.0.0.1:{go_port}/trickling")
    assert statuses(report) == [202]
    assert "LRO011" in faults(report)
    assert "LRO001" not in faults(report)
