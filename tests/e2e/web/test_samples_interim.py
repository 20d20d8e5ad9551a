"""The samples that send an interim response, run as servers and inspected."""

import contextlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from interim.inspector.report import Report
from interim.web.samples.catalogue import samples_for
from interim.web.samples.interims import INTERIM_SAMPLES
from interim.web.samples.sample import Sample
from tests.e2e.web.samples.judged import faults, looked_at, statuses
from tests.e2e.web.samples.process import served

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

ORIGIN = "http://localhost:8102"
AT_ONCE = 8
"""They wait, most of the time."""
HANDSHAKE = (
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
)
MEMBERS: Mapping[int, dict[str, Any]] = {
    100: {"method": "POST", "content": b"a report", "expect": True},
    101: {"fields": HANDSHAKE},
    104: {"method": "POST", "content": b"a report"},
}
"""What the request has to be so that the code is sent."""
LARGE = 2 * 1024 * 1024
BEHIND = {102: "fastapi", 101: "node-http"}
"""The server behind a proxy."""

SERVERS = [
    (code, recipe.id)
    for code, recipes in INTERIM_SAMPLES.items()
    for recipe in recipes
    if recipe.side == "server" and recipe.ran
]
SENDERS = [(code, ident) for code, ident in SERVERS if not ident.startswith("accepted-") and ident != "nginx"]
ACCEPTING = [(code, ident) for code, ident in SERVERS if ident.startswith("accepted-")]


def sample_of(code: int, ident: str) -> Sample:
    (sample,) = (one for one in samples_for(code, ORIGIN) if one.id == ident)
    return sample


@contextlib.contextmanager
def started(code: int, ident: str, folder: Path) -> Iterator[str]:
    """A sample, and the server behind it if it is a proxy."""
    with contextlib.ExitStack() as stack:
        behind = 0
        if ident == "nginx":
            (folder / "behind").mkdir()
            url = stack.enter_context(served(sample_of(code, BEHIND[code]), folder / "behind"))
            behind = int(url.rstrip("/").rpartition(":")[2])
        yield stack.enter_context(served(sample_of(code, ident), folder, behind=behind))


def report_on(code: int, ident: str, folder: Path) -> Report:
    members = MEMBERS.get(code, {})
    if ident.startswith("accepted-"):
        members = {"poll_monitor": True}
    with started(code, ident, folder) as url:
        return looked_at(url, **members)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[int, str], Future[Report]]:
    """A report on each of them."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return {
            (code, ident): pool.submit(report_on, code, ident, tmp_path_factory.mktemp(f"{code}-{ident}"))
            for code, ident in SERVERS
        }


@pytest.mark.parametrize(("code", "ident"), SENDERS, ids=str)
def test_a_sample_sends_its_code_and_then_the_final_one(
    code: int, ident: str, reports: Mapping[tuple[int, str], Future[Report]]
) -> None:
    report = reports[code, ident].result()
    *interims, final = statuses(report)
    assert set(interims) == ({code} if code != 101 else set())
    # How many there are of 102 is a matter of time; of the others, there is one.
    assert len(interims) >= 2 if code == 102 else len(interims) == len(set(interims))
    assert final == {101: 101, 104: 201}.get(code, 200)
    assert faults(report) == set()


@pytest.mark.parametrize(("code", "ident"), ACCEPTING, ids=str)
def test_a_monitor_tells_of_the_end(code: int, ident: str, reports: Mapping[tuple[int, str], Future[Report]]) -> None:
    report = reports[code, ident].result()
    assert statuses(report) == [202]
    assert faults(report) == set()
    *running, done = [final.status for final in (poll.final for poll in report.probes["monitor"]) if final is not None]
    assert set(running) <= {202}
    assert done == 200


def test_a_proxy_of_102_gives_the_final_response_alone(
    reports: Mapping[tuple[int, str], Future[Report]],
) -> None:
    report = reports[102, "nginx"].result()
    assert statuses(report) == [200]
    assert faults(report) == set()


def test_a_proxy_of_101_switches(reports: Mapping[tuple[int, str], Future[Report]]) -> None:
    report = reports[101, "nginx"].result()
    assert statuses(report) == [101]
    assert faults(report) == set()


@pytest.mark.parametrize("ident", [ident for code, ident in SENDERS if code == 101])
def test_what_comes_after_101_is_websocket(ident: str, tmp_path: Path) -> None:
    with served(sample_of(101, ident), tmp_path) as url, connect(url.replace("http", "ws", 1)) as websocket:
        assert websocket.recv(timeout=10) == "hello"


@pytest.mark.parametrize("ident", [ident for code, ident in SENDERS if code == 100])
def test_content_that_is_too_large_is_refused_without_a_100(ident: str, tmp_path: Path) -> None:
    with served(sample_of(100, ident), tmp_path) as url:
        report = looked_at(url, method="POST", content=b"x" * LARGE, expect=True)
    assert statuses(report) == [413]
    assert faults(report) == set()


@pytest.mark.parametrize("ident", ["node-http", "asgi"])
def test_without_an_upgrade_the_sample_of_101_asks_for_one(ident: str, tmp_path: Path) -> None:
    with served(sample_of(101, ident), tmp_path) as url:
        reply = httpx.get(url)
    assert (reply.status_code, reply.headers["Upgrade"]) == (426, "websocket")
