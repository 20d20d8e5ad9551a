"""The recorder against servers that do what no real one does on purpose, in the clear."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Any

import pytest

from interim.errors import AddressRefused, InvalidInput, NoExchange
from interim.exchange.exchange import Exchange
from interim.exchange.fault import FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import End
from interim.wire.address import AddressPolicy
from interim.wire.events import ContentSeen, Event, FinalHead, Finished, InterimSeen, Phase, PhaseDone, RequestSent
from interim.wire.limits import Limits
from interim.wire.record import record
from interim.wire.recording import Plan, Recording
from interim.wire.target import Target
from tests.e2e.inspector.raw_server import Peer, serving
from tests.e2e.ports import free_port

pytestmark = pytest.mark.e2e

MS = 1_000_000
LIMITS = Limits(connect_ns=5_000 * MS, watch_ns=8_000 * MS, linger_ns=20 * MS)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
PROCESSING = b"HTTP/1.1 102 Processing\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def plan(port: int, *, host: str = "127.0.0.1", method: str = "GET", content: bytes = b"", **options: Any) -> Plan:
    return Plan(
        target=Target(scheme="http", host=host, port=port, path="/"),
        request=Request(method=method, target="/", content=content, fields=options.pop("fields", Fields())),
        **({"limits": LIMITS} | options),
    )


async def recorded(
    script: Callable[[Peer], None], watch: Callable[[Event], None] | None = None, **ask: Any
) -> Recording:
    with serving(script) as server:
        return await record(plan(server.port, **ask), watch=watch)


async def watched(script: Callable[[Peer], None], **ask: Any) -> Exchange:
    return (await recorded(script, **ask)).exchange


def answer(octets: bytes) -> Callable[[Peer], None]:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(octets)

    return script


async def test_each_part_of_an_exchange_is_recorded() -> None:
    events: list[Event] = []
    recording = await recorded(answer(PROCESSING + OK), events.append)
    exchange, phases = recording.exchange, recording.phases
    assert [interim.status for interim in exchange.interims] == [102]
    assert exchange.final is not None
    assert (exchange.final.status, exchange.final.content) == (200, b"ok")
    assert exchange.end is End.CLOSE
    assert exchange.timeline.data == PROCESSING + OK
    assert exchange.clock is not None
    assert exchange.url.startswith("http://127.0.0.1:")
    assert exchange.request.version == "HTTP/1.1"
    assert (phases.dns_ns, phases.tls_ns) == (None, None)
    assert phases.connect_ns is not None
    assert phases.first_byte_ns is not None
    assert 0 < phases.first_byte_ns < phases.total_ns
    assert recording.connection.address == "127.0.0.1"
    kinds = [type(event) for event in events]
    assert kinds == [PhaseDone, RequestSent, InterimSeen, FinalHead, ContentSeen, Finished]


@pytest.mark.parametrize("anyio_backend", [("asyncio", {"use_uvloop": True})], ids=["uvloop"])
async def test_it_runs_on_the_event_loop_of_the_server_too() -> None:
    exchange = await watched(answer(PROCESSING + OK), method="PUT", content=bytes(4 * 1024 * 1024), host="localhost")
    assert type(asyncio.get_running_loop()).__module__.startswith("uvloop")
    assert [interim.status for interim in exchange.interims] == [102]
    assert exchange.final is not None


async def test_a_name_is_looked_up_and_that_is_a_phase() -> None:
    events: list[Event] = []
    recording = await recorded(answer(OK), events.append, host="localhost")
    assert recording.phases.dns_ns is not None
    assert [event.phase for event in events if isinstance(event, PhaseDone)] == [Phase.DNS, Phase.CONNECT]
    assert recording.connection.address == "127.0.0.1"


async def test_the_request_goes_out_as_it_is_with_host_first() -> None:
    seen = b""

    def script(peer: Peer) -> None:
        nonlocal seen
        peer.expect_head()
        seen = bytes(peer.read)
        peer.send(OK)

    recording = await recorded(script, host="localhost", fields=Fields.of([("X-One", "1"), ("x-two", "2")]))
    port = recording.connection.port
    assert seen == f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nX-One: 1\r\nx-two: 2\r\n\r\n".encode()
    assert recording.exchange.request.fields.lines[0] == (b"Host", f"localhost:{port}".encode())


async def test_a_host_field_of_the_user_stays_where_it_is() -> None:
    exchange = await watched(answer(OK), fields=Fields.of([("X-One", "1"), ("host", "other")]))
    assert exchange.request.fields.lines == ((b"X-One", b"1"), (b"host", b"other"))


async def test_http_1_0_is_asked_with_host() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        assert peer.read.startswith(b"GET / HTTP/1.0\r\nHost: 127.0.0.1")
        peer.send(b"HTTP/1.0 200 OK\r\n\r\nuntil the end")

    exchange = await watched(script, http="1.0")
    assert exchange.request.version == "HTTP/1.0"
    assert exchange.final is not None
    assert exchange.final.content == b"until the end"
    assert exchange.final.complete


async def test_a_slow_drip_is_read_octet_by_octet() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.drip(PROCESSING + OK, 0.001)

    exchange = await watched(script)
    assert exchange.final is not None
    assert exchange.final.complete
    assert len(exchange.timeline.octets) > 10
    assert exchange.interims[0].at_ns >= (len(PROCESSING) - 1) * MS
    assert not exchange.faults


TRANSCRIPT = PROCESSING + b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"


@pytest.mark.parametrize("size", range(len(TRANSCRIPT) + 1))
async def test_a_reset_at_any_octet_is_a_bounded_exchange(size: int) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(TRANSCRIPT[:size])
        peer.reset()

    exchange = await watched(script)
    assert exchange.end is End.RESET
    assert exchange.timeline.data == TRANSCRIPT[:size]
    assert len(exchange.interims) == (size >= len(PROCESSING))
    assert (exchange.final is not None and exchange.final.complete) == (size == len(TRANSCRIPT))


async def test_a_server_that_closes_without_an_answer_made_an_exchange() -> None:
    recording = await recorded(lambda peer: peer.expect_head())
    assert recording.exchange.end is End.CLOSE
    assert [fault.kind for fault in recording.exchange.faults] == [FaultKind.INCOMPLETE]
    assert recording.phases.first_byte_ns is None


async def test_a_server_that_closes_before_it_is_asked_made_an_exchange() -> None:
    exchange = await watched(lambda peer: peer.connection.shutdown(socket.SHUT_WR))
    assert exchange.final is None
    assert exchange.end.by_peer


async def test_a_server_that_half_closes_is_at_its_end() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(OK)
        peer.connection.shutdown(socket.SHUT_WR)
        assert peer.gone()

    exchange = await watched(script, limits=Limits(linger_ns=8_000 * MS))
    assert exchange.end is End.CLOSE
    assert exchange.end_at_ns < 5_000 * MS


async def test_a_server_that_speaks_first_is_heard() -> None:
    def script(peer: Peer) -> None:
        peer.send(PROCESSING)
        peer.expect_head()
        peer.send(OK)

    exchange = await watched(script)
    assert [interim.status for interim in exchange.interims] == [102]


async def test_a_final_response_before_the_content_is_read_ends_the_request() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno")
        assert peer.gone()

    content = bytes(32 * 1024 * 1024)
    recording = await recorded(script, method="PUT", content=content)
    final = recording.exchange.final
    assert final is not None
    assert final.complete
    assert final.head_at_ns <= 0
    assert recording.phases.send_ns is not None


async def test_the_answer_of_a_server_that_closes_on_unread_content_is_read() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno")

    exchange = await watched(script, method="PUT", content=bytes(32 * 1024 * 1024))
    assert exchange.final is not None
    assert exchange.final.status == 413
    assert exchange.final.complete


async def test_content_waits_for_a_100() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        assert peer.read.endswith(b"\r\n\r\n")
        assert b"expect: 100-continue" in peer.read.lower()
        peer.send(CONTINUE)
        peer.expect(b"content")
        peer.send(OK)

    limits = Limits(expect_ns=8_000 * MS, linger_ns=0)
    exchange = await watched(script, method="PUT", content=b"content", expect=True, limits=limits)
    assert [interim.status for interim in exchange.interims] == [100]
    assert exchange.interims[0].at_ns < 0
    assert exchange.end_at_ns < 5_000 * MS


async def test_content_goes_out_when_no_100_comes() -> None:
    def script(peer: Peer) -> None:
        peer.expect(b"content")
        peer.send(OK)

    limits = Limits(expect_ns=30 * MS, linger_ns=0)
    recording = await recorded(script, method="PUT", content=b"content", expect=True, limits=limits)
    assert recording.exchange.final is not None
    assert recording.phases.send_ns is not None
    assert recording.phases.send_ns >= 30 * MS


async def test_content_stays_here_when_a_final_response_comes_instead_of_a_100() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n")
        assert peer.gone()
        assert b"content" not in peer.read

    exchange = await watched(script, method="PUT", content=b"content", expect=True)
    assert exchange.final is not None
    assert exchange.final.status == 417


async def test_silence_ends_at_the_deadline() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(PROCESSING)
        assert peer.gone()

    exchange = await watched(script, limits=Limits(watch_ns=50 * MS))
    assert exchange.end is End.DEADLINE
    assert exchange.final is None
    assert 50 * MS <= exchange.end_at_ns < 5_000 * MS


async def test_a_heartbeat_that_outlives_the_response_is_caught() -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(OK)
        peer.pause(0.05)
        peer.send(PROCESSING)

    exchange = await watched(script, limits=Limits(linger_ns=5_000 * MS))
    assert [interim.status for interim in exchange.late] == [102]
    assert FaultKind.INTERIM_AFTER_FINAL in [fault.kind for fault in exchange.faults]
    assert exchange.end is End.CLOSE


async def test_interims_are_read_in_time_while_a_slow_reader_takes_10_mib() -> None:
    size = 10 * 1024 * 1024

    def script(peer: Peer) -> None:
        peer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        peer.expect_head()
        start = peer.read.index(b"\r\n\r\n") + 4
        for part in range(1, 6):
            peer.expect_octets(start + size * part // 6)
            peer.send(PROCESSING)
            peer.pause(0.02)
        peer.expect_octets(start + size)
        peer.send(OK)

    exchange = await watched(script, method="PUT", content=bytes(size))
    assert len(exchange.interims) == 5
    assert exchange.interims[0].at_ns < -40 * MS
    assert [interim.at_ns for interim in exchange.interims] == sorted(interim.at_ns for interim in exchange.interims)
    assert exchange.final is not None
    assert exchange.final.head_at_ns >= 0


async def test_a_port_where_nobody_listens_is_no_exchange() -> None:
    with pytest.raises(NoExchange, match="connection refused") as raised:
        await record(plan(free_port()))
    assert raised.value.phase == "connect"


async def test_a_server_that_takes_no_connection_is_no_exchange() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as queue:
        for _ in range(4):
            waiting = queue.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        with pytest.raises(NoExchange, match=r"no answer within 0\.05 s") as raised:
            await record(plan(listener.getsockname()[1], limits=Limits(connect_ns=50 * MS)))
    assert raised.value.phase == "connect"


async def test_a_request_that_cannot_be_sent_is_bad_input() -> None:
    with pytest.raises(InvalidInput):
        await recorded(lambda peer: None, method="GE T")


async def test_a_connection_that_is_gone_before_the_request_is_no_exchange() -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def close_unaccepted(event: Event) -> None:
        if isinstance(event, PhaseDone):
            listener.close()

    with pytest.raises(NoExchange) as raised:
        await record(plan(listener.getsockname()[1]), watch=close_unaccepted)
    assert raised.value.phase == "send"


async def test_a_refused_target_is_never_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        with pytest.raises(AddressRefused):
            await record(plan(listener.getsockname()[1], policy=AddressPolicy(public_only=True)))
        with pytest.raises(BlockingIOError):
            listener.accept()


async def test_our_own_listener_can_be_asked_where_only_public_addresses_can() -> None:
    with serving(answer(OK)) as server:
        policy = AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", server.port)}))
        recording = await record(plan(server.port, host="localhost", policy=policy))
    assert recording.exchange.final is not None


async def test_cancelling_closes_the_connection() -> None:
    closed = False

    def script(peer: Peer) -> None:
        nonlocal closed
        peer.expect_head()
        closed = peer.gone()

    def cut(event: Event) -> None:
        if isinstance(event, RequestSent):
            patience.reschedule(0)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(None) as patience:
            await recorded(script, cut)
    assert closed


@pytest.mark.parametrize("kind", [PhaseDone, RequestSent, InterimSeen, Finished])
async def test_an_exception_of_the_watcher_closes_the_connection(kind: type[Event]) -> None:
    def watch(event: Event) -> None:
        if type(event) is kind:
            raise LookupError

    def script(peer: Peer) -> None:
        if kind is not PhaseDone:
            peer.expect_head()
            peer.send(PROCESSING + OK)
        assert peer.gone()

    with pytest.raises(LookupError):
        await recorded(script, watch)


async def test_a_response_of_64_mib_is_counted_and_not_kept() -> None:
    piece, pieces = bytes(1024 * 1024), 64

    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (len(piece) * pieces))
        for _ in range(pieces):
            peer.send(piece)

    exchange = await watched(script)
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.final.content_octets == len(piece) * pieces
    assert len(exchange.final.content) <= LIMITS.content_bytes
    assert len(exchange.timeline.data) <= LIMITS.kept_bytes + 128 * 1024
