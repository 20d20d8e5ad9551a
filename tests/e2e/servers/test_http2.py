"""The contract of every server adapter over HTTP/2, on the wire of real servers."""

import os
import signal
import socket
import ssl
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.servers.launch import Options, Served
from tests.e2e.servers.wire import H2, get, wait_for

pytestmark = pytest.mark.e2e

_TOLD_NS = 1_000_000_000


@pytest.fixture
def id_() -> str:
    return uuid.uuid4().hex


def test_the_sample_of_many_tutorials_gives_102_then_200(h2_server: Served) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request("/sample"))
    assert answer.statuses == [102, 200]
    assert answer.json() == {"done": True}


def test_the_channel_knows_its_protocol(h2_server: Served) -> None:
    with H2(h2_server) as client:
        about = client.answer(client.request("/about")).json()
    assert about["server"] == h2_server.launch.channel
    assert about["http_version"] == "2"
    assert "interim.channel" in about["extensions"]


def test_three_events_are_accepted(h2_server: Served) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request("/events"))
    assert answer.interims == [
        (102, {b"x-step": b"1"}),
        (103, {b"link": b"</a.css>; rel=preload"}),
        (199, {b"x-step": b"3"}),
    ]


@pytest.mark.parametrize("path", ["/starlette", "/fastapi/async", "/fastapi/def"])
def test_send_interim_works_in_frameworks(h2_server: Served, path: str) -> None:
    with H2(h2_server) as client:
        assert client.answer(client.request(path)).statuses == [102, 200]


def test_two_streams_get_their_own_interims(h2_server: Served) -> None:
    with H2(h2_server) as client:
        streams = [client.request(f"/push?count={count}") for count in (1, 2)]
        statuses = [client.answer(stream).statuses for stream in streams]
    assert statuses == [[102, 200], [102, 102, 200]]


def test_a_request_without_content_is_complete_at_once(h2_server: Served) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request("/first-receive"))
    assert answer.json() == {"type": "http.request", "body": "", "more_body": False}


def test_content_of_a_request_arrives_after_an_interim(h2_server: Served) -> None:
    with H2(h2_server) as client:
        stream = client.request("/echo", method="POST", content=True)
        for _ in range(3):
            client.send(stream, b"x" * 10_000, end=False)
        client.send(stream, b"end")
        answer = client.answer(stream)
    assert answer.statuses == [102, 200]
    assert answer.content == b"x" * 30_000 + b"end"


def test_an_expectation_is_answered_with_100_among_the_interims(h2_server: Served) -> None:
    with H2(h2_server) as client:
        stream = client.request("/echo", method="POST", fields=[("expect", "100-continue")], content=True)
        client.until(lambda: len(client.answers[stream].interims) == 2)
        client.send(stream, b"hello")
        answer = client.answer(stream)
    assert sorted(answer.statuses) == [100, 102, 200]
    assert answer.content == b"hello"


def test_head_gets_interims_and_no_content(h2_server: Served) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request("/push", method="HEAD"))
    assert (answer.statuses, answer.content) == ([102, 200], b"")


def test_an_interim_after_the_final_response_has_started_is_refused_and_not_sent(h2_server: Served, id_: str) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request(f"/late?id={id_}"))
    assert answer.interims == []
    assert all("which has started" in said for said in answer.json())


@pytest.mark.parametrize(
    ("query", "says"), [("status=101", "101 Switching Protocols"), ("field=upgrade", "must not be in a 102")]
)
def test_what_may_not_be_an_interim_is_refused_and_not_sent(h2_server: Served, query: str, says: str) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request(f"/refused?{query}"))
    assert answer.interims == []
    assert all(says in said for said in answer.json())


@pytest.mark.parametrize("path", ["/hold/receive", "/hold/on-leave"])
def test_a_reset_stream_is_told_within_a_second_and_the_connection_still_serves(
    h2_server: Served, id_: str, path: str
) -> None:
    with H2(h2_server) as client:
        stream = client.request(f"{path}?id={id_}")
        wait_for(h2_server, id_, "held")
        left_ns = time.monotonic_ns()
        client.reset(stream)
        what = "http.disconnect" if path == "/hold/receive" else "on_leave"
        assert wait_for(h2_server, id_, what) - left_ns < _TOLD_NS
        assert client.answer(client.request("/sample")).statuses == [102, 200]


@pytest.mark.parametrize("path", ["/hold/receive", "/hold/on-leave"])
@pytest.mark.parametrize("half", [False, True])
def test_a_client_that_leaves_is_told_within_a_second(h2_server: Served, id_: str, path: str, half: bool) -> None:
    with H2(h2_server) as client:
        client.request(f"{path}?id={id_}")
        wait_for(h2_server, id_, "held")
        left_ns = time.monotonic_ns()
        if half:
            client.sock.shutdown(socket.SHUT_WR)
        else:
            client.sock.close()
        what = "http.disconnect" if path == "/hold/receive" else "on_leave"
        assert wait_for(h2_server, id_, what) - left_ns < _TOLD_NS


@pytest.mark.timeout(60)
def test_interims_to_a_client_that_does_not_read_are_dropped_and_counted(h2_server: Served, id_: str) -> None:
    before = get(h2_server, "/tally").json()
    with H2(h2_server, receive_buffer=4096) as client:
        client.request(f"/flood?id={id_}")
        wait_for(h2_server, id_, "dropped", within_s=40)
        assert get(h2_server, "/tally").json()["dropped"] - before["dropped"] >= 100
        assert get(h2_server, "/sample").statuses == [102, 200]


@pytest.mark.parametrize("target", ["/about#x", "/about?q#x"])
def test_a_target_with_a_hash_is_400_and_does_not_reach_the_application(h2_server: Served, target: str) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request(target, method="DELETE"))
        assert answer.status == 400
        assert answer.headers[b"content-type"] == b"application/problem+json"
        assert client.answer(client.request("/ready")).status == 200


@pytest.mark.parametrize("target", ["/caf\xe9", "/a b"])
def test_a_strange_path_is_refused_and_the_connection_still_serves(h2_server: Served, target: str) -> None:
    if not target.isascii() and (reason := h2_server.launch.lacks.get("refuses non-ASCII paths on HTTP/2")):
        pytest.xfail(reason)
    with H2(h2_server) as client:
        stream = client.request(target)
        client.until(lambda: client.answers[stream].ended or stream in client.resets)
        assert client.answers[stream].status in {0, 400}
        assert client.answer(client.request("/ready")).status == 200


@pytest.mark.parametrize("code", [204, 304, 205, 599, 600, 777, 999])
def test_any_final_status_goes_out(h2_server: Served, code: int) -> None:
    with H2(h2_server) as client:
        answers = [client.answer(client.request(f"/status?code={number}")) for number in (code, 200, code)]
    assert [answer.status for answer in answers] == [code, 200, code]


def test_content_waits_for_the_window_of_the_client(h2_server: Served) -> None:
    with H2(h2_server) as client:
        answer = client.answer(client.request("/large?mib=2"))
    assert answer.content == b"x" * 2 * 2**20


@pytest.mark.timeout(60)
def test_at_shutdown_a_held_request_is_told_and_answered(
    h2_server_name: str, start: Callable[..., Served], id_: str
) -> None:
    served = start(h2_server_name, Options(graceful_s=10))
    if not served.launch.drain:
        pytest.skip("it does not tell")
    with H2(served) as client:
        stream = client.request(f"/drain?id={id_}")
        wait_for(served, id_, "held")
        os.kill(served.pid, signal.SIGTERM)
        answer = client.answer(stream)
    assert answer.statuses == [102, 200]
    served.process.wait(30)


@pytest.mark.timeout(60)
def test_content_that_waits_for_the_window_outlasts_a_shutdown(
    h2_server_name: str, start: Callable[..., Served], id_: str
) -> None:
    if h2_server_name != "uvicorn-zttp":
        pytest.skip("a matter of that server's own")
    served = start(h2_server_name, Options(graceful_s=10))
    with H2(served, grant_windows=False) as client:
        stream = client.request(f"/large?mib=1&id={id_}")
        client.until(lambda: len(client.answers[stream].content) == 65_535)
        os.kill(served.pid, signal.SIGTERM)
        client.grant_all(stream)
        answer = client.answer(stream)
    assert answer.content == b"x" * 2**20
    served.process.wait(30)


def test_an_application_waits_for_the_window_of_a_client_and_hears_it_leave(h2_server: Served, id_: str) -> None:
    if h2_server.name != "uvicorn-zttp":
        pytest.skip("a matter of that server's own")
    with H2(h2_server, grant_windows=False) as client:
        stream = client.request(f"/large?mib=4&id={id_}")
        client.until(lambda: len(client.answers[stream].content) == 65_535)
        wait_for(h2_server, id_, "piece 1")
        client.reset(stream)
        wait_for(h2_server, id_, "piece 63")
        pieces = dict(get(h2_server, f"/seen?id={id_}").json())
    assert pieces["piece 5"] - pieces["piece 1"] > 0
    assert set(pieces) == {f"piece {number}" for number in range(64)}


def test_http2_is_chosen_by_alpn_over_tls(
    h2_server_name: str, start: Callable[..., Served], certificate: tuple[Path, Path, Callable[[], ssl.SSLContext]]
) -> None:
    cert, key, trusting = certificate
    context = trusting()
    served = start(h2_server_name, Options(tls_cert=cert, tls_key=key))
    if not served.launch.alpn:
        pytest.skip("it does not offer ALPN")
    with H2(served, context=context) as client:
        assert client.answer(client.request("/sample")).statuses == [102, 200]
