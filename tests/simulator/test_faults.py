from typing import Any

import pytest

from interim.simulator import Config, create_app
from interim.simulator.config import SECOND_NS
from tests.fakes.asgi import Reply, Wire, get
from tests.fakes.channel import FakeChannel

APP = create_app(Config())
FAULTS = ["reset", "close", "empty", "truncate", "garbage", "bad_chunk", "slow_headers", "hang", "interim_only",
          "interim_body", "interim_flood", "late_interim"]  # fmt: skip


async def play(query: str, *, spec: str = "200", app: Any = APP, **members: Any) -> tuple[Reply, Wire, FakeChannel]:
    wire = Wire()
    channel = FakeChannel(raw=wire)
    return await get(app, f"/api/status/{spec}?{query}", channel=channel, **members), wire, channel


async def test_reset_sends_nothing() -> None:
    reply, wire, _ = await play("fault=reset")
    assert (reply.messages, bytes(wire.written), wire.ended) == ([], b"", "reset")


async def test_empty_closes_without_an_octet() -> None:
    reply, wire, _ = await play("fault=empty")
    assert (reply.messages, bytes(wire.written), wire.ended) == ([], b"", "closed")


async def test_close_ends_after_the_header_section() -> None:
    _, wire, _ = await play("fault=close&body=hello", spec="503")
    assert wire.written.startswith(b"HTTP/1.1 503 Service Unavailable\r\n")
    assert b"content-length: 5\r\n" in wire.written
    assert b"x-simulated-status: 503\r\n" in wire.written
    assert wire.written.endswith(b"\r\n\r\n")
    assert wire.ended == "closed"


async def test_truncate_sends_half_of_the_content() -> None:
    _, wire, _ = await play("fault=truncate&body=abcdef")
    assert wire.written.partition(b"\r\n\r\n")[2] == b"abc"
    _, wire, _ = await play("fault=truncate&size=8")
    assert wire.written.partition(b"\r\n\r\n")[2] == b"abcd"
    _, wire, _ = await play("fault=truncate", spec="204")
    assert b"\r\n\r\n" not in wire.written


async def test_garbage_is_no_http() -> None:
    _, wire, _ = await play("fault=garbage")
    assert b"HTTP" not in wire.written
    assert wire.ended == "closed"


async def test_a_bad_chunk_has_no_size() -> None:
    _, wire, _ = await play("fault=bad_chunk")
    head, _, rest = bytes(wire.written).partition(b"\r\n\r\n")
    assert b"transfer-encoding: chunked" in head
    assert b"content-length" not in head
    assert rest.endswith(b"no size\r\n")


async def test_slow_headers_come_in_drops_and_the_answer_is_whole() -> None:
    _, wire, _ = await play("fault=slow_headers&drip=100@10ms&size=70000")
    head, _, content = bytes(wire.written).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert len(content) == 70_000
    assert wire.ended == "closed"


async def test_a_client_may_leave_slow_headers() -> None:
    wire = Wire()
    channel = FakeChannel(raw=wire)
    channel.loop.call_later(0.02, channel.leave)
    await get(APP, "/api/status/200?fault=slow_headers&drip=1@1s", channel=channel)
    assert not wire.ended


async def test_hang_ends_at_the_limit_without_an_answer() -> None:
    app = create_app(Config(max_hold_ns=SECOND_NS // 50))
    reply, wire, channel = await play("fault=hang&interim=103", app=app)
    assert (reply.messages, wire.ended) == ([], "closed")
    assert channel.pushed == [(103, [])]


async def test_hang_ends_when_the_server_does() -> None:
    wire = Wire()
    channel = FakeChannel(raw=wire)
    channel.loop.call_later(0.02, channel.drain)
    assert (await get(APP, "/api/status/200?fault=hang", channel=channel)).messages == []
    assert wire.ended == "closed"


async def test_hang_without_a_raw_way_answers_in_the_end() -> None:
    app = create_app(Config(max_hold_ns=SECOND_NS // 50))
    assert (await get(app, "/api/status/200?fault=hang", extensions={})).status == 200


@pytest.mark.parametrize(("spec", "pushed"), [("200", [102]), ("103", [103]), ("200?interim=104", [104])])
async def test_interim_only_has_no_final_response(spec: str, pushed: list[int]) -> None:
    wire = Wire()
    channel = FakeChannel(raw=wire)
    reply = await get(APP, f"/api/status/{spec}{'&' if '?' in spec else '?'}fault=interim_only", channel=channel)
    assert [code for code, _ in channel.pushed] == pushed
    assert (reply.messages, bytes(wire.written), wire.ended) == ([], b"", "closed")


async def test_interim_body_gives_content_to_a_102() -> None:
    _, wire, channel = await play("fault=interim_body&header.102=X-A:1")
    head, _, rest = bytes(wire.written).partition(b"\r\n\r\n")
    assert head == b"HTTP/1.1 102 Processing\r\nx-a: 1\r\ncontent-length: 36"
    assert rest.startswith(b"An interim response has no content.\nHTTP/1.1 200 OK\r\n")
    assert channel.pushed == []
    _, wire, _ = await play("fault=interim_body", spec="103")
    assert wire.written.startswith(b"HTTP/1.1 103 Early Hints\r\n")


async def test_a_flood_is_many_interims_and_a_right_answer() -> None:
    reply, _, channel = await play("fault=interim_flood&count=700")
    assert len(channel.pushed) == 700
    assert reply.status == 200
    assert reply.json()["sent"]["interim_count"] == 700


async def test_late_interim_follows_the_final_response() -> None:
    _, wire, _ = await play("fault=late_interim&body=done")
    assert bytes(wire.written).endswith(b"\r\n\r\ndoneHTTP/1.1 102 Processing\r\n\r\n")
    assert wire.ended == "closed"


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.startswith(("interim", "late"))])
async def test_no_fault_sends_an_interim_to_http_1_0(fault: str) -> None:
    channel = FakeChannel(http_version="1.0", raw=Wire())
    reply = await get(APP, f"/api/status/200?fault={fault}", http_version="1.0", channel=channel)
    assert reply.status == 501
    assert "HTTP/1.0" in reply.json()["detail"]


ON_H2 = {"reset", "close", "truncate", "hang", "interim_only", "interim_flood"}


@pytest.mark.parametrize("fault", FAULTS)
async def test_on_http2_a_stream_is_reset_and_the_rest_is_501(fault: str) -> None:
    app = create_app(Config(max_hold_ns=SECOND_NS // 50))
    wire = Wire({"reset"})
    channel = FakeChannel(http_version="2", raw=wire)
    reply = await get(app, f"/api/status/200?fault={fault}&body=abcd", http_version="2", channel=channel)
    if fault not in ON_H2:
        assert reply.status == 501
        problem = reply.json()
        assert (problem["fault"], problem["protocol"], problem["server"]) == (fault, "HTTP/2", "fake")
        assert problem["use"] == "HTTP/1.1 with `interim serve`"
    elif fault == "interim_flood":
        assert reply.complete
    else:
        assert wire.ended == "reset"
        assert reply.content == (b"ab" if fault == "truncate" else b"")
        assert len(reply.started) == (fault in {"truncate", "close"})


async def test_truncate_of_nothing_on_http2() -> None:
    wire = Wire({"reset"})
    channel = FakeChannel(http_version="2", raw=wire)
    reply = await get(APP, "/api/status/200?fault=truncate&body=", http_version="2", channel=channel)
    assert (reply.content, wire.ended) == (b"", "reset")


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "hang"])
async def test_on_a_foreign_server_a_fault_is_501(fault: str) -> None:
    reply = await get(APP, f"/api/status/200?fault={fault}", extensions={})
    assert reply.status == 501
    assert "without an adapter" in reply.json()["server"]
