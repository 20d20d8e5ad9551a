"""Clients that people use, against the sample."""

import os
import re
import shutil
import subprocess

import pytest

from tests.e2e.servers.launch import Served

pytestmark = pytest.mark.e2e


def run(program: str, *arguments: str) -> str:
    """What a program says; without it the test is skipped, unless CI requires it."""
    if shutil.which(program) is None:
        if os.environ.get("INTERIM_REQUIRE_PEERS") == "1":
            pytest.fail(f"{program} is not installed; run scripts/peers")
        pytest.skip(f"{program} is not installed; scripts/peers installs it")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=15, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl_shows_102_then_200(server: Served) -> None:
    said = run("curl", "-sSi", f"{server.url}/sample")
    assert re.findall(r"^HTTP/1\.1 (\d+)", said, re.MULTILINE) == ["102", "200"]


def test_curl_shows_102_then_200_over_http2(h2_server: Served) -> None:
    said = run("curl", "-sSi", "--http2-prior-knowledge", f"{h2_server.url}/sample")
    assert re.findall(r"^HTTP/2 (\d+)", said, re.MULTILINE) == ["102", "200"]


def test_curl_that_offers_an_upgrade_to_http2_gets_both(server: Served) -> None:
    said = run("curl", "-sSi", "--http2", f"{server.url}/sample")
    assert re.findall(r"^HTTP/[\d.]+ (\d+)", said, re.MULTILINE)[-2:] == ["102", "200"]


def test_nghttp_shows_102_then_200(h2_server: Served) -> None:
    said = run("nghttp", "-nv", f"{h2_server.url}/sample")
    assert re.findall(r":status: (\d+)", said) == ["102", "200"]
