"""REDbot, a mature linter of HTTP, as an oracle for the active checks that both make.

The two agree where `AGREED` says so. Where they do not, `OURS_ALONE` and `THEIRS_ALONE` say why.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interim.inspector.inquiry import Inquiry
from interim.inspector.inspect import inspect
from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.testing.simulator import simulator_in_thread
from tests.e2e.inspector.habits_app import app

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

AGREED = {
    "CONNEG_NO_VARY": "CAC004",
    "VARY_ETAG_DOESNT_CHANGE": "CAC006",
    "INM_FULL": "CAC005",
    "IMS_FULL": "CAC005",
    "RANGE_FULL": "CAC008",
    "RANGE_INCORRECT": "CAC008",
    "RANGE_INCORRECT_LENGTH": "CAC008",
    "MISSING_HDRS_304": "STA013",
}
"""Their note that something is wrong, and our rule for it."""

# Their conclusion about one answer and ours rest on different requests here.
OURS_ALONE: dict[tuple[str, str], str] = {}
THEIRS_ALONE: dict[tuple[str, str], str] = {}

HABITS = {
    "good": set(),
    "plain": set(),
    "no-validators": set(),
    "no-ranges": set(),
    "no-vary": {"CAC004"},
    "same-etag": {"CAC006"},
    "ignores-etag": {"CAC005"},
    "ignores-modified": {"CAC005"},
    "ignores-range": {"CAC008"},
    "wrong-octets": {"CAC008"},
    "wrong-length": {"CAC008"},
    "bare-304": {"STA013"},
}
"""What is wrong on each path of the test server."""


@pytest.fixture(scope="module")
def habits() -> Iterator[str]:
    with ThreadServer(app, ServerOptions(port=0, access_log=False, graceful_s=1)) as server:
        yield server.url


@pytest.fixture(scope="module")
def simulator() -> Iterator[str]:
    with simulator_in_thread() as url:
        yield url


def theirs(url: str) -> set[str]:
    """Our ids for the notes of REDbot about the shared checks."""
    redbot = Path(sys.executable).with_name("redbot")
    done = subprocess.run([redbot, "-o", "har", url], capture_output=True, text=True, timeout=18, check=True)
    (entry,) = json.loads(done.stdout)["log"]["entries"]
    return {AGREED[note["note_id"]] for note in entry["_red_messages"] if note["note_id"] in AGREED}


def ours(url: str) -> set[str]:
    report = asyncio.run(inspect(Inquiry(url=url)))
    return {finding.id for finding in report.findings} & set(AGREED.values())


@pytest.mark.parametrize("path", HABITS)
def test_the_two_agree_on_a_habit(habits: str, path: str) -> None:
    found, told = ours(f"{habits}/{path}"), theirs(f"{habits}/{path}")
    assert found == HABITS[path]
    assert found - told == {rule for where, rule in OURS_ALONE if where == path}
    assert told - found == {rule for where, rule in THEIRS_ALONE if where == path}


@pytest.mark.parametrize("path", ["/cache", "/cache/60", "/etag/v1", "/api/status/200?etag=%22v1%22&body=hello"])
def test_the_two_agree_on_the_simulator(simulator: str, path: str) -> None:
    assert ours(simulator + path) == theirs(simulator + path) == set()
