"""The recorder over TLS: what it offers, what it insists on, and what it tells."""

import os
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from hpack import Encoder
from hyperframe.frame import HeadersFrame, SettingsFrame

from interim.errors import InvalidInput, NoExchange
from interim.exchange.messages import Request
from interim.exchange.timeline import End
from interim.wire.events import Event, Phase, PhaseDone
from interim.wire.limits import Limits
from interim.wire.record import record
from interim.wire.recording import Plan, Recording
from interim.wire.target import Target
from tests.e2e.inspector.raw_server import Peer, serving

pytestmark = pytest.mark.e2e

MS = 1_000_000
LIMITS = Limits(connect_ns=5_000 * MS, watch_ns=8_000 * MS, linger_ns=20 * MS)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
PROCESSING = b"HTTP/1.1 102 Processing\r\n\r\n"

AUTHORITY = trustme.CA()


@pytest.fixture(scope="module")
def ca_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    path.write_bytes(AUTHORITY.cert_pem.bytes())
    return str(path)


def server_context(*names: str, alpn: str = "", expires: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(*(names or ("localhost", "127.0.0.1")), not_after=expires).configure_cert(context)
    if alpn:
        context.set_alpn_protocols([alpn])
    return context


def plan(port: int, *, host: str = "localhost", method: str = "GET", content: bytes = b"", **options: Any) -> Plan:
    return Plan(
        target=Target(scheme="https", host=host, port=port, path="/"),
        request=Request(method=method, target="/", content=content),
        resolve={(host, port): "127.0.0.1"},
        **({"limits": LIMITS} | options),
    )


async def recorded(
    script: Callable[[Peer], None],
    tls: ssl.SSLContext | None,
    watch: Callable[[Event], None] | None = None,
    **ask: Any,
) -> Recording:
    with serving(script, tls=tls) as server:
        return await record(plan(server.port, **ask), watch=watch)


def answer(peer: Peer) -> None:
    peer.expect_head()
    peer.send(PROCESSING + OK)


def answer_h2(peer: Peer) -> None:
    peer.expect(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    encoder = Encoder()
    interim = HeadersFrame(1, data=encoder.encode([(":status", "102")]), flags=["END_HEADERS"])
    final = HeadersFrame(1, data=encoder.encode([(":status", "200")]), flags=["END_HEADERS", "END_STREAM"])
    peer.send(SettingsFrame(0).serialize() + interim.serialize() + final.serialize())
    assert peer.gone()


async def test_http_1_over_tls_is_recorded_with_its_facts(ca_file: str) -> None:
    events: list[Event] = []
    expires = (datetime.now(UTC) + timedelta(days=3)).replace(microsecond=0)
    tls = server_context("localhost", alpn="http/1.1", expires=expires)
    recording = await recorded(answer, tls, events.append, ca_file=ca_file)
    exchange, connection = recording.exchange, recording.connection
    assert [interim.status for interim in exchange.interims] == [102]
    assert exchange.final is not None
    assert exchange.final.complete
    assert exchange.end is End.CLOSE
    assert not exchange.faults
    assert exchange.request.version == "HTTP/1.1"
    assert (connection.alpn, connection.tls_version) == ("http/1.1", "TLSv1.3")
    assert connection.cipher
    assert connection.certificate_expires == expires
    assert connection.certificate_error == ""
    assert recording.phases.tls_ns is not None
    done = [event for event in events if isinstance(event, PhaseDone)]
    assert [event.phase for event in done] == [Phase.CONNECT, Phase.TLS]
    assert done[1].detail.startswith("TLSv1.3 ")
    assert done[1].detail.endswith(f", certificate until {expires:%Y-%m-%d}")


async def test_tls_1_2_without_alpn_is_http_1_1(ca_file: str) -> None:
    tls = server_context()
    tls.maximum_version = ssl.TLSVersion.TLSv1_2
    recording = await recorded(answer, tls, ca_file=ca_file)
    assert (recording.connection.alpn, recording.connection.tls_version) == ("", "TLSv1.2")
    assert recording.exchange.request.version == "HTTP/1.1"
    assert recording.exchange.final is not None


@pytest.mark.parametrize("http", ["auto", "2"])
async def test_http_2_is_spoken_where_alpn_chooses_it(ca_file: str, http: str) -> None:
    recording = await recorded(answer_h2, server_context(alpn="h2"), ca_file=ca_file, http=http)
    assert recording.connection.alpn == "h2"
    assert recording.exchange.request.version == "HTTP/2"
    assert [interim.status for interim in recording.exchange.interims] == [102]
    assert recording.exchange.final is not None
    assert recording.exchange.final.complete
    assert recording.exchange.end is End.DEADLINE


async def test_http_2_in_the_clear_is_prior_knowledge() -> None:
    with serving(answer_h2) as server:
        target = Target(scheme="http", host="127.0.0.1", port=server.port, path="/")
        asked = Plan(target=target, request=Request(method="GET", target="/"), http="2", limits=LIMITS)
        recording = await record(asked)
    assert recording.exchange.request.version == "HTTP/2"
    assert [interim.status for interim in recording.exchange.interims] == [102]
    assert recording.exchange.final is not None


@pytest.mark.parametrize("alpn", ["", "http/1.1"])
async def test_http_2_that_alpn_does_not_choose_is_no_exchange(ca_file: str, alpn: str) -> None:
    with pytest.raises(NoExchange) as raised:
        await recorded(lambda peer: None, server_context(alpn=alpn), ca_file=ca_file, http="2")
    assert raised.value.phase == "tls"


@pytest.mark.parametrize("http", ["1.0", "1.1"])
async def test_http_1_is_spoken_to_a_server_that_prefers_http_2(ca_file: str, http: str) -> None:
    tls = server_context()
    tls.set_alpn_protocols(["h2", "http/1.1"])
    recording = await recorded(answer, tls, ca_file=ca_file, http=http)
    assert recording.connection.alpn == "http/1.1"
    assert recording.exchange.request.version == f"HTTP/{http}"


async def test_a_certificate_that_nobody_trusts_is_no_exchange() -> None:
    with pytest.raises(NoExchange, match=r"does not verify: .*; --insecure") as raised:
        await recorded(answer, server_context())
    assert raised.value.phase == "tls"


FAULTS: list[tuple[str, tuple[str, ...], datetime | None, str]] = [
    ("expired", ("localhost",), datetime.now(UTC) - timedelta(days=2), "expired"),
    ("name", ("elsewhere.test",), None, "not for localhost"),
]


@pytest.mark.parametrize(("names", "expires", "told"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
async def test_a_bad_certificate_is_refused_or_told(
    ca_file: str, names: tuple[str, ...], expires: datetime | None, told: str
) -> None:
    with pytest.raises(NoExchange) as raised:
        await recorded(answer, server_context(*names, expires=expires), ca_file=ca_file)
    assert raised.value.phase == "tls"
    recording = await recorded(answer, server_context(*names, expires=expires), verify=False)
    assert recording.exchange.final is not None
    assert told in recording.connection.certificate_error
    assert recording.connection.certificate_expires is not None


async def test_the_name_asked_for_goes_out_as_sni(ca_file: str) -> None:
    names: list[str | None] = []
    tls = server_context("example.test")
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    await recorded(answer, tls, ca_file=ca_file, host="example.test")
    assert names == ["example.test"]


async def test_a_literal_address_is_verified_and_is_no_sni(ca_file: str) -> None:
    names: list[str | None] = []
    tls = server_context("127.0.0.1")
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    recording = await recorded(answer, tls, ca_file=ca_file, host="127.0.0.1")
    assert recording.exchange.final is not None
    assert names == [None]


async def test_a_server_without_tls_is_no_exchange() -> None:
    def script(peer: Peer) -> None:
        peer.connection.recv(1)
        peer.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        assert peer.gone()

    with pytest.raises(NoExchange, match="does not speak TLS"):
        await recorded(script, None)


async def test_a_server_that_closes_in_the_handshake_is_no_exchange() -> None:
    with pytest.raises(NoExchange, match="closed the connection during the handshake"):
        await recorded(lambda peer: peer.expect(b"localhost"), None)


async def test_a_server_that_resets_in_the_handshake_is_no_exchange() -> None:
    def script(peer: Peer) -> None:
        peer.expect(b"localhost")
        peer.reset()

    with pytest.raises(NoExchange, match="reset the connection during the handshake"):
        await recorded(script, None)


async def test_a_handshake_that_does_not_go_on_ends() -> None:
    def script(peer: Peer) -> None:
        assert peer.gone()

    with pytest.raises(NoExchange, match="no handshake within"):
        await recorded(script, None, limits=Limits(connect_ns=50 * MS))


async def test_a_client_certificate_that_is_wanted_is_told(ca_file: str) -> None:
    tls = server_context()
    tls.verify_mode = ssl.CERT_REQUIRED
    AUTHORITY.configure_trust(tls)
    with pytest.raises(NoExchange, match="certificate required") as raised:
        await recorded(answer, tls, ca_file=ca_file)
    assert raised.value.phase == "tls"


async def test_a_close_without_close_notify_is_a_close(ca_file: str) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 200 OK\r\n\r\nuntil the end")

    recording = await recorded(script, server_context(), ca_file=ca_file)
    assert recording.exchange.end is End.CLOSE
    assert recording.exchange.final is not None
    assert recording.exchange.final.complete
    assert recording.exchange.final.content == b"until the end"


async def test_a_close_with_close_notify_is_a_close(ca_file: str) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(OK)
        assert isinstance(peer.connection, ssl.SSLSocket)
        peer.connection.unwrap()

    recording = await recorded(script, server_context(), ca_file=ca_file)
    assert recording.exchange.end is End.CLOSE


async def test_records_that_make_no_sense_are_a_reset(ca_file: str) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(PROCESSING)
        assert isinstance(peer.connection, ssl.SSLSocket)
        with socket.socket(fileno=os.dup(peer.connection.fileno())) as beneath:
            beneath.sendall(b"\x17\x03\x03\x00\x20" + bytes(32))
        assert peer.gone()

    recording = await recorded(script, server_context(), ca_file=ca_file)
    assert [interim.status for interim in recording.exchange.interims] == [102]
    assert recording.exchange.end is End.RESET


async def test_interims_are_read_while_content_goes_out_over_tls(ca_file: str) -> None:
    size = 4 * 1024 * 1024

    def script(peer: Peer) -> None:
        peer.expect_head()
        start = peer.read.index(b"\r\n\r\n") + 4
        for part in range(1, 4):
            peer.expect_octets(start + size * part // 4)
            peer.send(PROCESSING)
        peer.expect_octets(start + size)
        peer.send(OK)

    content = bytes(range(256)) * (size // 256)
    recording = await recorded(script, server_context(), ca_file=ca_file, method="PUT", content=content)
    assert len(recording.exchange.interims) == 3
    assert recording.exchange.final is not None
    assert recording.exchange.final.head_at_ns >= 0


async def test_an_answer_to_unread_content_is_read_over_tls(ca_file: str) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno")

    recording = await recorded(script, server_context(), ca_file=ca_file, method="PUT", content=bytes(16 * 1024 * 1024))
    assert recording.exchange.final is not None
    assert recording.exchange.final.status == 413
    assert recording.exchange.final.complete


async def test_the_client_says_goodbye(ca_file: str) -> None:
    def script(peer: Peer) -> None:
        peer.expect_head()
        peer.send(OK)
        assert peer.connection.recv(1) == b"", "a close_notify, and no error"

    recording = await recorded(script, server_context(), ca_file=ca_file)
    assert recording.exchange.final is not None


async def test_a_file_without_certificates_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing\n")
    for name in ("empty.pem", "absent.pem"):
        with pytest.raises(InvalidInput, match="PEM"):
            await record(plan(1, ca_file=str(tmp_path / name)))
