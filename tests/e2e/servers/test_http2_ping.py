"""PING from the server while a stream is held: uvicorn's HTTP/2 only."""

import uuid
from collections.abc import Callable

import pytest

from tests.e2e.servers.launch import Options, Served
from tests.e2e.servers.wire import H2, wait_for

pytestmark = pytest.mark.e2e

_NAME = "uvicorn-zttp"


def test_pings_are_sent_while_a_stream_is_held_and_the_answer_still_comes(start: Callable[..., Served]) -> None:
    served = start(_NAME, Options(h2_ping_s=0.1))
    with H2(served) as client:
        stream = client.request("/hold/then-answer?id=a&s=0.55")
        answer = client.answer(stream)
        assert answer.json() == "held"
        assert 3 <= len(client.pings) <= 6
        assert len(set(client.pings)) == len(client.pings)


def test_a_missing_answer_is_a_dead_client(start: Callable[..., Served]) -> None:
    served = start(_NAME, Options(h2_ping_s=0.1))
    id_ = uuid.uuid4().hex
    with H2(served, ack_pings=False) as client:
        client.request(f"/hold/on-leave?id={id_}")
        with pytest.raises((AssertionError, ConnectionResetError)):
            client.until(lambda: False)
        wait_for(served, id_, "on_leave")
    assert client.pings


def test_no_ping_is_sent_on_an_idle_connection(start: Callable[..., Served]) -> None:
    served = start(_NAME, Options(h2_ping_s=0.1))
    with H2(served) as client:
        assert client.answer(client.request("/ready")).status == 200
        client.sock.settimeout(0.4)
        with pytest.raises(TimeoutError):
            client.pump()
    assert client.pings == []


def test_a_stream_is_reset_by_raw_access_and_the_connection_still_serves(start: Callable[..., Served]) -> None:
    served = start(_NAME)
    with H2(served) as client:
        assert client.answer(client.request("/about")).json()["abilities"] == ["reset"]
        stream = client.request("/raw?end=reset")
        client.until(lambda: stream in client.resets)
        assert client.resets[stream] == 2
        assert client.answers[stream].status == 0
        assert client.answer(client.request("/ready")).status == 200


def test_octets_and_a_close_are_not_offered_on_http2(start: Callable[..., Served]) -> None:
    served = start(_NAME)
    with H2(served) as client:
        assert client.answer(client.request("/raw?octets=x")).status == 500
        assert client.answer(client.request("/raw?end=close")).status == 500
