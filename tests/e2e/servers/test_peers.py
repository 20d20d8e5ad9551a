"""Clients that people use, against the sample."""

import re

import pytest

from tests.e2e.peers import run
from tests.e2e.servers.launch import Served

pytestmark = pytest.mark.e2e


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
