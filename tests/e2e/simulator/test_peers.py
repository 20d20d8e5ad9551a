"""What a newcomer sees, with curl and nghttp."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import trustme

from interim.servers.options import ServerOptions
from interim.servers.thread import ThreadServer
from interim.simulator import create_app
from interim.simulator.config import Config
from tests.e2e.peers import run

pytestmark = pytest.mark.e2e

GAP_S = 0.3
EARLY_S = 0.02
TARGET = "/api/status/102?count=3&interval=300ms"


@pytest.fixture
def url(simulator: ThreadServer) -> str:
    return simulator.url


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    (folder / "cert.pem").write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
    (folder / "key.pem").write_bytes(issued.private_key_pem.bytes())
    (folder / "ca.pem").write_bytes(authority.cert_pem.bytes())
    options = ServerOptions(
        port=0, http2=True, tls_cert=folder / "cert.pem", tls_key=folder / "key.pem", access_log=False, graceful_s=1
    )
    with ThreadServer(create_app(Config.for_bind("127.0.0.1")), options) as server:
        yield server.url, folder / "ca.pem"


def in_time(seen: list[tuple[float, int]]) -> list[int]:
    """The statuses, which came at the start and then a gap apart: none early, whatever the machine does meanwhile."""
    for number, (at_s, _) in enumerate(seen):
        assert at_s >= number * GAP_S - EARLY_S
    return [status for _, status in seen]


def seen_by_curl(said: str) -> list[tuple[float, int]]:
    """When curl saw each status, in seconds since it had sent the request: its trace has the time of each line."""
    asked = re.search(r"^(\S+) > [A-Z]+ ", said, re.MULTILINE)
    assert asked is not None
    return [
        ((_time(at) - _time(asked[1])) % timedelta(days=1) / timedelta(seconds=1), int(status))
        for at, status in re.findall(r"^(\d\d:\S+) < HTTP/[\d.]+ (\d+)", said, re.MULTILINE)
    ]


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M:%S.%f")  # noqa: DTZ007 - only differences count


def test_curl_sees_three_102s_in_time_and_then_a_200_with_json(url: str) -> None:
    said = run("curl", "-sSv", "--trace-time", url + TARGET)
    assert in_time(seen_by_curl(said)) == [102, 102, 102, 200]
    sent = json.loads(said[: said.index("\n")])["sent"]
    assert [(item["code"], item["outcome"]) for item in sent["interims"]] == [(102, "sent")] * 3


def test_curl_sees_the_same_over_http_2(h2_simulator: ThreadServer) -> None:
    said = run("curl", "-sSv", "--trace-time", "--http2-prior-knowledge", h2_simulator.url + TARGET)
    assert in_time(seen_by_curl(said)) == [102, 102, 102, 200]
    assert json.loads(said[: said.index("\n")])["request"]["version"] == "HTTP/2"


def test_curl_sees_the_same_over_tls(tls: tuple[str, Path]) -> None:
    url, authority = tls
    said = run("curl", "-sSv", "--trace-time", "--cacert", str(authority), url + TARGET)
    assert in_time(seen_by_curl(said)) == [102, 102, 102, 200]
    assert json.loads(said[: said.index("\n")])["request"]["version"] == "HTTP/2"


def test_nghttp_sees_the_same_over_tls(tls: tuple[str, Path]) -> None:
    said = run("nghttp", "-nv", tls[0] + TARGET)
    seen = re.findall(r"\[ *([\d.]+)\] recv \(stream_id=\d+\) :status: (\d+)", said)
    assert in_time([(float(at), int(status)) for at, status in seen]) == [102, 102, 102, 200]


def test_curl_with_http_1_0_gets_none_and_is_told_why(url: str) -> None:
    said = run("curl", "-sSv", "--trace-time", "--http1.0", f"{url}/api/status/102")
    assert in_time(seen_by_curl(said)) == [200]
    assert "HTTP/1.0 client: interims withheld" in said


def test_curl_waits_for_the_100_that_expect_delays(url: str) -> None:
    expecting = ["-H", "Expect: 100-continue", "--expect100-timeout", "10", "-d", "content"]
    said = run("curl", "-sSv", "--trace-time", *expecting, f"{url}/api/status/200?expect=delay:300ms")
    (continued_s, continued), (_, final) = seen_by_curl(said)
    assert (continued, final) == (100, 200)
    assert continued_s >= GAP_S - EARLY_S
    assert json.loads(said[: said.index("\n")])["request"]["content_bytes"] == 7
