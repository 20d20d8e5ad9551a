"""The inspector's API as `interim serve` offers it: on a port, to real clients."""

import json
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
import trustme

from tests.e2e.peers import free_port, serving

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


def command(port: int, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "interim", "serve", "--port", str(port), "--no-access-log", *arguments]


@pytest.fixture(scope="module")
def private_port() -> Iterator[int]:
    number = free_port()
    with serving(command(number, "--allow-private"), number):
        yield number


@pytest.fixture(scope="module")
def port(private_port: int) -> Iterator[int]:
    """A server that redirects where it is told: also to the other one."""
    number = free_port()
    with serving(command(number, "--allow-location", f"127.0.0.1:{private_port}"), number):
        yield number


def post(port: int, path: str, document: Any, *, accept: str = "*/*") -> httpx.Response:
    return httpx.post(f"http://127.0.0.1:{port}{path}", json=document, headers={"Accept": accept}, timeout=30)


def ids(report: dict[str, Any]) -> set[str]:
    return {finding["id"] for finding in report["findings"]}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_our_own_listener_may_be_inspected(port: int, host: str) -> None:
    url = f"http://{host}:{port}/api/status/102?count=3&interval=300ms"
    response = post(port, "/api/inspect", {"url": url, "active": "none"})
    report = response.json()
    assert response.status_code == 200
    assert [interim["status"] for interim in report["exchange"]["interims"]] == [102, 102, 102]
    assert report["exchange"]["final"]["status"] == 200


def test_a_path_alone_is_one_of_our_own_listener(port: int) -> None:
    report = post(port, "/api/inspect", {"url": "/api/status/102?count=2&interval=10ms", "active": "none"}).json()
    assert report["exchange"]["url"] == f"http://127.0.0.1:{port}/api/status/102?count=2&interval=10ms"
    assert [interim["octets"] for interim in report["exchange"]["interims"]] == [27, 27]


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/@evil.example"])
def test_a_path_never_leads_elsewhere(port: int, path: str) -> None:
    response = post(port, "/api/inspect", {"url": path, "active": "none"})
    if response.status_code == 200:
        assert response.json()["connection"]["address"] == "127.0.0.1"
        assert response.json()["connection"]["port"] == port
    else:
        assert response.status_code == 400


def test_a_path_works_over_tls_whatever_the_certificate_says(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("status.example")
    certificate.private_key_pem.write_to_path(tmp_path / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    number = free_port()
    arguments = ["--tls-cert", str(tmp_path / "cert.pem"), "--tls-key", str(tmp_path / "key.pem"), "--host", "::1"]
    with serving(command(number, *arguments), number, host="::1"):
        response = httpx.post(
            f"https://[::1]:{number}/api/inspect",
            json={"url": "/api/status/204", "active": "none"},
            verify=False,  # noqa: S501 - the name of this certificate is another
            timeout=30,
        )
    assert response.json()["exchange"]["final"]["status"] == 204
    assert response.json()["exchange"]["url"].startswith("https://[::1]:")


def test_another_port_of_this_machine_may_not(port: int, private_port: int) -> None:
    response = post(port, "/api/inspect", {"url": f"http://127.0.0.1:{private_port}/"})
    assert response.status_code == 403
    assert str(private_port) not in response.json()["detail"]


def test_it_may_when_private_addresses_are_allowed(port: int, private_port: int) -> None:
    response = post(private_port, "/api/inspect", {"url": f"http://127.0.0.1:{port}/api/status/200", "active": "none"})
    assert response.json()["exchange"]["final"]["status"] == 200


def test_a_redirect_to_another_port_is_not_followed(port: int, private_port: int) -> None:
    inward = f"http://127.0.0.1:{port}/api/status/302?location=http://127.0.0.1:{private_port}/"
    followed = post(port, "/api/inspect", {"url": inward, "follow": True})
    assert followed.status_code == 403
    assert str(private_port) not in followed.json()["detail"]
    allowed = post(private_port, "/api/inspect", {"url": inward, "follow": True})
    assert allowed.json()["exchange"]["final"]["status"] == 200


@pytest.mark.parametrize("compared", ["127.0.0.1", "localhost"])
def test_neither_is_another_port_compared_with(port: int, private_port: int, compared: str) -> None:
    document = {"url": f"http://127.0.0.1:{port}/api/status/200", "compare": f"http://{compared}:{private_port}/"}
    report = post(port, "/api/inspect", document).json()
    assert "compare" not in report["probes"]
    assert str(private_port) not in report["skipped"]["compare"]


def test_faults_of_our_simulator_are_named(port: int) -> None:
    url = f"http://127.0.0.1:{port}/api/status/200?fault=late_interim"
    response = post(port, "/api/inspect", {"url": url, "active": "none", "linger": 1})
    assert "INT011" in ids(response.json())


def test_a_stream_shows_each_interim_response_before_the_exchange_ends(port: int) -> None:
    url = f"http://127.0.0.1:{port}/api/status/102?count=2&interval=1s"
    response = post(port, "/api/inspect", {"url": url, "active": "none"}, accept="text/event-stream")
    assert response.headers["Content-Type"] == "text/event-stream"
    events = [event.split("\ndata: ") for event in response.text.strip().split("\n\n")]
    kinds = [kind.removeprefix("event: ") for kind, _ in events]
    assert kinds.count("interim") == 2
    assert kinds.index("interim") < kinds.index("final") < kinds.index("report") == len(kinds) - 1
    assert json.loads(events[-1][1])["exchange"]["final"]["status"] == 200


def test_a_stream_ends_with_the_problem_when_there_is_no_exchange(port: int) -> None:
    response = post(port, "/api/inspect", {"url": "http://10.0.0.1/"}, accept="text/event-stream")
    assert "event: problem" in response.text
    assert '"status": 403' in response.text


def test_a_capture_of_one_inspection_can_be_judged_again(port: int) -> None:
    url = f"http://127.0.0.1:{port}/api/status/102?count=2&interval=1s"
    report = post(port, "/api/inspect", {"url": url, "active": "none"}).json()
    again = post(port, "/api/lint", report["capture"]).json()
    assert ids(again) == ids(report)


def test_no_more_run_at_once_than_are_allowed(port: int) -> None:
    url = f"http://127.0.0.1:{port}/api/status/102?count=3&interval=2s"
    statuses: list[int] = []

    def inspect() -> None:
        statuses.append(post(port, "/api/inspect", {"url": url, "active": "none"}).status_code)

    threads = [threading.Thread(target=inspect) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(200) == 16
    assert statuses.count(429) == 4


def test_an_inspection_ends_when_its_client_leaves(port: int) -> None:
    document = {"url": f"http://127.0.0.1:{port}/api/status/200?sleep=30s", "active": "none"}
    headers = {"Accept": "text/event-stream"}
    with httpx.stream("POST", f"http://127.0.0.1:{port}/api/inspect", json=document, headers=headers) as response:
        lines = response.iter_lines()
        while "event: sent" not in next(lines):
            pass
        assert held(port) == 1
    while held(port):
        pass  # Bounded by the timeout of the test.


def held(port: int) -> int:
    """How many requests the simulator holds now, by its metrics."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    return next(
        round(float(line.split()[1])) for line in text.splitlines() if line.startswith("interim_held_requests ")
    )


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_a_client_is_told_when_the_server_shuts_down_before_its_inspection_ends(accept: str) -> None:
    number = free_port()
    with ThreadPoolExecutor(1) as pool, socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(20)
        with serving(command(number, "--allow-private"), number):
            url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
            asked = pool.submit(post, number, "/api/inspect", {"url": url}, accept=accept)
            connection, _ = silent.accept()
        with connection:
            response = asked.result(20)
    assert "shutting down" in response.text
    assert '"status": 503' in response.text
    assert response.status_code == (503 if accept == "application/json" else 200)
