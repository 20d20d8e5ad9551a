"""Bad input, over raw sockets: 400 that names what, and a connection that lives."""

from typing import Any

import pytest

from tests.e2e.servers.wire import H1, H2

pytestmark = pytest.mark.e2e

TARGETS = [
    "/status/5,7",
    "/status/1000,1001",
    "/status/99999",
    "/status/99999,99998",
    "/status/200:0,500:0",
    "/status/200:-1,500:1",
    "/status/600,601",
    "/status/999",
    "/status/0",
    "/status/-1",
    "/status/+200",
    "/status/0200",
    "/status/abc",
    "/status/,",
    "/status/",
    "/status/%",
    "/status/%zz",
    "/status/%00",
    "/status/200%0d%0aX:y",
    "/status/102,200",
    "/api/status/200?nonsense=1",
    "/api/status/200?slep=1",
    "/api/status/200?sleep=2h",
    "/api/status/200?sleep=2s&sleep=3s",
    "/api/status/200?sleep=9999999s",
    "/api/status/200?count=3",
    "/api/status/102?count=301",
    "/api/status/200?interim=200",
    "/api/status/200?interim=101",
    "/api/status/103?header.103=Content-Length:%205",
    "/api/status/200?header=X:%0d%0aSet-Cookie:%20a=b",
    "/api/status/200?header=X%0d:y",
    "/api/status/200?header=X:%20a%09b",
    "/api/status/200?header=X:%20a%09b&seed=1",
    "/api/status/200?cache=a%09b",
    "/api/status/200?type=a/b;%09c",
    "/api/status/200?header=Content-Length:%205",
    "/api/status/302?location=//evil.example",
    "/api/status/302?location=https://evil.example/",
    "/api/status/302?location=%5c%5cevil.example",
    "/api/status/200?cache=a%0ab",
    "/api/status/200?type=a/b%0d%0ac:d",
    "/api/status/200?etag=%0a",
    "/api/status/200?body=%ff",
    "/api/status/200?b64=*",
    "/api/status/200?size=99999999999",
    "/api/status/200?fault=fire",
    "/api/status/200?seq=500",
    "/api/status/200?rate=a/b&key=k",
    "/api/status/200?size=1000&drip=1@3600s",
]


def test_each_is_400_and_names_what_on_a_connection_that_lives(simulator: Any) -> None:
    with H1(simulator) as client:
        for target in TARGETS:
            client.request(target)
            answer = client.answer()
            assert answer.status == 400, target
            assert answer.headers[b"content-type"] == b"application/problem+json"
            assert {"parameter", "got", "allowed"} <= answer.json().keys(), target
            assert b"x-simulated-status" not in answer.headers
            assert b"set-cookie" not in answer.headers


def test_each_is_400_on_http2(h2_simulator: Any) -> None:
    with H2(h2_simulator) as client:
        for target in TARGETS:
            assert client.answer(client.request(target)).status == 400, target


def test_an_unknown_path_is_404_with_links(simulator: Any) -> None:
    with H1(simulator) as client:
        client.request("/nothing/here")
        answer = client.answer()
    assert answer.status == 404
    assert answer.json()["links"]


ODD = [
    "header=X:%20%C3%A9%C3%BF",
    "header=X:",
    "header=!%23$%25:1",
    "cache=%C3%A9",
    "etag=%22%C3%A9%22",
]


@pytest.mark.parametrize("query", ODD)
def test_what_is_odd_and_allowed_is_sent(simulator: Any, h2_simulator: Any, query: str) -> None:
    with H1(simulator) as client:
        client.request(f"/api/status/200?{query}&interim=103&header.103=X:%20%C3%A9")
        assert client.answer().statuses == [103, 200]
    with H2(h2_simulator) as client_h2:
        stream = client_h2.request(f"/api/status/200?{query}&interim=103&header.103=X:%20%C3%A9")
        assert client_h2.answer(stream).statuses == [103, 200]
