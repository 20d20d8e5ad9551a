"""The contract of every server adapter over HTTP/1.1, on the wire of real servers."""

import os
import signal
import socket
import time
import uuid
from collections.abc import Callable

import psutil
import pytest

from tests.e2e.servers.launch import Options, Served
from tests.e2e.servers.wire import H1, Answer, get, wait_for

pytestmark = pytest.mark.e2e

_TOLD_S = 1.0
_TOLD_NS = int(_TOLD_S * 1e9)


@pytest.fixture
def id_() -> str:
    return uuid.uuid4().hex


def test_the_sample_of_many_tutorials_gives_102_then_200(server: Served) -> None:
    answer = get(server, "/sample")
    assert answer.statuses == [102, 200]
    assert answer.headers[b"content-type"] == b"application/json"
    assert answer.json() == {"done": True}


def test_the_channel_and_the_events_are_advertised(server: Served) -> None:
    about = get(server, "/about").json()
    assert about["server"] == server.launch.channel
    assert {"interim.channel", "http.response.informational", "http.response.early_hint"} <= set(about["extensions"])


def test_three_events_are_accepted(server: Served) -> None:
    answer = get(server, "/events")
    assert answer.interims == [
        (102, {b"x-step": b"1"}),
        (103, {b"link": b"</a.css>; rel=preload"}),
        (199, {b"x-step": b"3"}),
    ]
    assert answer.json() == "done"


@pytest.mark.parametrize("count", [1, 3, 50])
def test_send_interim_sends_each_at_once_and_says_so(server: Served, count: int) -> None:
    answer = get(server, f"/push?count={count}")
    assert answer.statuses == [102] * count + [200]
    assert answer.json() == ["sent"] * count


def test_an_interim_has_the_registered_reason_phrase(server: Served) -> None:
    with H1(server) as client:
        client.request("/push?status=103", fields="Connection: close\r\n")
        assert client.octets().startswith(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 ")


@pytest.mark.parametrize("path", ["/starlette", "/fastapi/async", "/fastapi/def"])
def test_send_interim_works_in_frameworks_and_through_their_middleware(server: Served, path: str) -> None:
    with H1(server) as client:
        client.request(path, fields="Accept-Encoding: gzip\r\n")
        assert client.answer().statuses == [102, 200]


def test_http_1_0_gets_no_interim(server: Served) -> None:
    with H1(server) as client:
        client.request("/push?count=3", version="1.0")
        octets = client.octets()
    assert octets.count(b"HTTP/1.1 ") == 1
    assert octets.split(b"\r\n\r\n", 1)[1].endswith(b'["withheld", "withheld", "withheld"]')


def test_head_gets_interims_and_no_content(server: Served) -> None:
    with H1(server) as client:
        client.request("/push", method="HEAD")
        answer = client.answer("HEAD")
        assert answer.statuses == [102, 200]
        assert answer.content == b""
        client.request("/push")
        assert client.answer().statuses == [102, 200]


def test_content_of_a_request_arrives_after_an_interim(server: Served) -> None:
    content = os.urandom(300_000)
    with H1(server) as client:
        client.request("/echo", method="POST", fields=f"Content-Length: {len(content)}\r\n")
        client.send(content)
        answer = client.answer("POST")
    assert answer.statuses == [102, 200]
    assert answer.content == content


def test_chunked_content_of_a_request_arrives(server: Served) -> None:
    with H1(server) as client:
        client.request("/echo", method="POST", fields="Transfer-Encoding: chunked\r\n")
        client.send(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        assert client.answer("POST").content == b"abcde"


def test_an_expectation_is_answered_with_100_among_the_interims(server: Served) -> None:
    with H1(server) as client:
        client.request("/echo", method="POST", fields="Expect: 100-continue\r\nContent-Length: 5\r\n")
        octets = b""
        while octets.count(b"\r\n\r\n") < 2:
            octets += client.sock.recv(65536)
        assert sorted(head[:12] for head in octets.split(b"\r\n\r\n")) == [b"", b"HTTP/1.1 100", b"HTTP/1.1 102"]
        client.send(b"hello")
        assert client.answer("POST").content == b"hello"


def test_an_application_may_send_100_itself_and_the_server_then_does_not(server: Served) -> None:
    if reason := server.launch.lacks.get("leaves 100 to the application"):
        pytest.xfail(reason)
    with H1(server) as client:
        client.request("/echo?status=100", method="POST", fields="Expect: 100-continue\r\nContent-Length: 5\r\n")
        client.send(b"hello")
        assert [status for status in client.answer("POST").statuses if status == 100] == [100]


def test_pipelined_requests_are_answered_in_order_each_with_its_interims(server: Served) -> None:
    with H1(server) as client:
        client.send(b"".join(b"GET /push?count=%d HTTP/1.1\r\nHost: test\r\n\r\n" % count for count in (1, 2, 3)))
        answers = [client.answer() for _ in range(3)]
    assert [answer.statuses for answer in answers] == [[102, 200], [102, 102, 200], [102, 102, 102, 200]]


def test_many_pipelined_requests_are_all_answered(server: Served) -> None:
    with H1(server) as client:
        client.send(b"GET /push HTTP/1.1\r\nHost: test\r\n\r\n" * 300)
        for _ in range(300):
            assert client.answer().statuses == [102, 200]


def test_a_connection_is_reused_after_a_response_with_interims(server: Served) -> None:
    with H1(server) as client:
        for _ in range(3):
            client.request("/sample")
            assert client.answer().statuses == [102, 200]


def test_an_interim_after_the_final_response_has_started_is_refused_and_not_sent(server: Served, id_: str) -> None:
    with H1(server) as client:
        client.request(f"/late?id={id_}")
        answer = client.answer()
        assert answer.interims == []
        assert len(answer.json()) == 3
        for said in answer.json():
            assert "must come before the final response, which has started" in said
        client.request("/ready")
        assert client.answer().json() == "ready"
    (noted, _) = get(server, f"/seen?id={id_}").json()[0]
    assert "which has ended" in noted


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("status=101", "101 Switching Protocols"),
        ("status=200", "200 is not the status of an interim response"),
        ("status=99", "99 is not the status of an interim response"),
        ("field=content-length", "'content-length' must not be in a 102"),
        ("field=Transfer-Encoding", "must not be in a 102"),
        ("field=connection", "'connection' must not be in a 102"),
        ("field=x%20y", "is not a token"),
        ("field=x&value=a%0d%0ab", "control character"),
    ],
)
def test_what_may_not_be_an_interim_is_refused_and_not_sent(server: Served, query: str, says: str) -> None:
    answer = get(server, f"/refused?{query}")
    assert answer.interims == []
    for said in answer.json():
        assert says in said


def test_an_uncaught_101_gives_500(server: Served) -> None:
    answer = get(server, "/uncaught?status=101")
    assert answer.statuses == [500]


def _close(client: H1) -> None:
    client.sock.close()


def _reset(client: H1) -> None:
    client.reset()


def _half_close(client: H1) -> None:
    client.sock.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("leave", [_close, _reset, _half_close])
@pytest.mark.parametrize("path", ["/hold/receive", "/hold/on-leave"])
@pytest.mark.parametrize("pipelined", ["", "with the request", "later"])
def test_an_application_is_told_within_a_second_that_its_client_left(
    server: Served, id_: str, path: str, leave: Callable[[H1], None], pipelined: str
) -> None:
    behind = b"GET /ready HTTP/1.1\r\nHost: test\r\n\r\n"
    client = H1(server)
    with client:
        client.send(
            f"GET {path}?id={id_} HTTP/1.1\r\nHost: test\r\n\r\n".encode()
            + (behind if pipelined == "with the request" else b"")
        )
        wait_for(server, id_, "held")
        if pipelined == "later":
            client.send(behind)
            time.sleep(0.05)  # so that it is not read together with the end of the connection
        left_ns = time.monotonic_ns()
        leave(client)
        told_ns = wait_for(server, id_, "http.disconnect" if path == "/hold/receive" else "on_leave")
        assert told_ns - left_ns < _TOLD_NS
        if path == "/hold/on-leave":
            wait_for(server, id_, "gone")
            wait_for(server, id_, "on_leave again")


def test_the_leaving_of_a_client_with_an_unread_content_is_told(server: Served, id_: str) -> None:
    with H1(server) as client:
        client.request(f"/hold/on-leave?id={id_}", method="POST", fields="Content-Length: 1000\r\n")
        client.send(b"x" * 500)
        wait_for(server, id_, "held")
        left_ns = time.monotonic_ns()
        client.sock.close()
        assert wait_for(server, id_, "on_leave") - left_ns < _TOLD_NS


def test_leaving_after_the_response_is_not_told(server: Served, id_: str) -> None:
    with H1(server) as client:
        client.request(f"/hold/then-answer?id={id_}&s=0.05")
        assert client.answer().json() == "held"
    get(server, "/ready")
    noted = [what for what, _ in get(server, f"/seen?id={id_}").json()]
    assert noted == ["held"]


@pytest.mark.parametrize("by", ["push", "event"])
def test_interims_to_a_client_that_does_not_read_are_dropped_and_counted(server: Served, id_: str, by: str) -> None:
    before = get(server, "/tally").json()
    memory = psutil.Process(server.pid)
    start_bytes = _rss(memory)
    with H1(server, receive_buffer=4096) as client:
        client.request(f"/flood?id={id_}&by={by}")
        wait_for(server, id_, "dropped", within_s=10)
        assert get(server, "/sample").statuses == [102, 200]
        assert _rss(memory) - start_bytes < 16 * 2**20
        after = get(server, "/tally").json()
        assert after["dropped"] - before["dropped"] >= 100
        left_ns = time.monotonic_ns()
        client.reset()
        assert wait_for(server, id_, "left") - left_ns < _TOLD_NS


def _rss(process: psutil.Process) -> int:
    return sum(int(one.memory_info().rss) for one in [process, *process.children(recursive=True)])


@pytest.mark.parametrize("target", ["/about#x", "/about?q#x", "/#", "http://test/a#b"])
@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_target_with_a_hash_is_400_and_does_not_reach_the_application(
    server: Served, target: str, method: str
) -> None:
    with H1(server) as client:
        client.request(target, method=method)
        answer = client.answer(method)
        assert answer.status == 400
        assert answer.headers[b"content-type"] == b"application/problem+json"
        assert "#" in answer.json()["detail"]
        assert client.octets() == b""


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /caf\xc3\xa9 HTTP/1.1",
        b"GET /a\x01b HTTP/1.1",
        b"GET nothing HTTP/1.1",
        b"GET * HTTP/1.1",
        b"CONNECT test:80 HTTP/1.1",
        b"GET /a b HTTP/1.1",
        b"nonsense",
    ],
)
def test_a_strange_target_is_400_and_not_a_dropped_connection(server: Served, request_line: bytes) -> None:
    with H1(server) as client:
        client.send(request_line + b"\r\nHost: test\r\n\r\n")
        assert client.octets().startswith(server.status_line(400))
    assert get(server, "/ready").status == 200


def test_an_absolute_form_is_brought_into_origin_form(server: Served) -> None:
    about = get(server, "http://test/a%20b?c=d").json()
    assert (about["path"], about["raw_path"], about["query"]) == ("/a b", "/a%20b", "c=d")


def test_garbage_behind_a_held_request_does_not_break_into_its_response(server: Served, id_: str) -> None:
    with H1(server) as client:
        client.send(
            f"GET /hold/then-answer?id={id_}&s=0.2 HTTP/1.1\r\nHost: test\r\n\r\n".encode() + b"nonsense\r\n\r\n"
        )
        answer = client.answer()
        assert answer.json() == "held"
        rest = client.octets()
        assert rest == b"" or rest.startswith(b"HTTP/1.1 400 ")


def test_content_that_breaks_the_framing_ends_the_request(server: Served) -> None:
    with H1(server) as client:
        client.request("/echo", method="POST", fields="Transfer-Encoding: chunked\r\n")
        client.send(b"3\r\nabc\r\nnonsense\r\n")
        octets = client.octets()
    assert b"HTTP/1.1 200" not in octets
    assert get(server, "/ready").status == 200


def test_content_that_breaks_the_framing_after_the_final_response_started_adds_nothing(
    server: Served, id_: str
) -> None:
    if reason := server.launch.lacks.get("adds nothing to a response under way"):
        pytest.xfail(reason)
    with H1(server) as client:
        client.request(f"/trickle?id={id_}", method="POST", fields="Transfer-Encoding: chunked\r\n")
        client.send(b"3\r\nabc\r\n")
        wait_for(server, id_, "started")
        client.send(b"nonsense\r\n")
        head, _, content = client.octets().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1" not in content


def test_a_broken_request_behind_a_held_one_is_not_answered_in_its_place(server: Served, id_: str) -> None:
    with H1(server) as client:
        client.send(
            f"GET /hold/then-answer?id={id_}&s=0.2 HTTP/1.1\r\nHost: test\r\n\r\n".encode()
            + b"GET /push HTTP/1.1\r\nHost: test\r\n\r\n"
            + b"POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"
        )
        assert client.answer().json() == "held"
        assert client.answer().statuses == [102, 200]
        assert b"HTTP/1.1 200" not in client.octets()


def test_an_expectation_in_http_1_0_is_ignored(server: Served) -> None:
    with H1(server) as client:
        client.request("/echo", method="POST", version="1.0", fields="Expect: 100-continue\r\nContent-Length: 5\r\n")
        client.send(b"hello")
        octets = client.octets()
    assert octets.count(b"HTTP/1.1 ") == 1
    assert octets.endswith(b"hello")


@pytest.mark.parametrize("code", [200, 205, 299, 404, 413, 422, 511, 599, 600, 777, 999])
def test_any_final_status_goes_out_with_the_registered_phrase(server: Served, code: int) -> None:
    with H1(server) as client:
        client.request(f"/status?code={code}", fields="Connection: close\r\n")
        octets = client.octets()
    assert octets.startswith(server.status_line(code))
    assert octets.endswith((b"\r\n\r\n", b"\r\n0\r\n\r\n"))


@pytest.mark.parametrize("query", ["code=204", "code=304", "code=304&length=1"])
def test_a_response_without_content_leaves_the_connection_usable(server: Served, query: str) -> None:
    with H1(server) as client:
        client.request(f"/status?{query}")
        answer: Answer = client.answer()
        assert answer.content == b""
        assert answer.headers.get(b"content-length") == (b"7" if "length" in query else None)
        client.request("/ready")
        assert client.answer().json() == "ready"


def test_an_answer_before_the_content_is_read_leaves_the_server_well(server: Served) -> None:
    with H1(server) as client:
        client.request("/early-answer", method="POST", fields="Content-Length: 200000\r\n")
        assert client.answer("POST").statuses == [102, 200]
    assert get(server, "/ready").status == 200


@pytest.mark.timeout(60)
@pytest.mark.parametrize("pipelined", [False, True])
def test_at_shutdown_a_held_request_is_told_and_answered(
    server_name: str, start: Callable[..., Served], id_: str, pipelined: bool
) -> None:
    graceful_s = 5
    served = start(server_name, Options(graceful_s=graceful_s))
    if not served.launch.drain:
        pytest.skip("it does not tell")
    with H1(served) as client:
        client.request(f"/drain?id={id_}")
        wait_for(served, id_, "held")
        if pipelined:
            client.request("/ready")
        os.kill(served.pid, signal.SIGTERM)
        answer = client.answer()
        assert answer.statuses == [102, 200]
        assert answer.json() == "drained"
        if pipelined:
            client.octets()
        else:
            assert client.octets() == b""
    # hypercorn 0.18 waits out its graceful time, without our adapter too, when a pipelined request was left unread.
    served.process.wait(graceful_s + 20)
