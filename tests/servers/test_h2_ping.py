"""The pinger, under a clock that moves when a test says so."""

import pytest

from interim.asgi.wheel import Wheel
from interim.errors import InvalidInput
from interim.servers.h2_ping import ENVIRONMENT, Pinger, ping_frame, ping_interval_s
from tests.fakes.clock import FakeTimerLoop

_S = 1_000_000_000


class Peer:
    def __init__(self) -> None:
        self.held = True
        self.writable = True
        self.written: list[bytes] = []
        self.aborts = 0

    def is_held(self) -> bool:
        return self.held

    def is_writable(self) -> bool:
        return self.writable

    def write(self, frame: bytes) -> None:
        self.written.append(frame)

    def abort(self) -> None:
        self.aborts += 1


@pytest.fixture
def loop() -> FakeTimerLoop:
    return FakeTimerLoop()


@pytest.fixture
def peer() -> Peer:
    return Peer()


def pinger_of(loop: FakeTimerLoop, peer: Peer, interval_s: float) -> Pinger:
    return Pinger(peer, Wheel(loop, loop.read), interval_s)  # type: ignore[arg-type] # the part that a wheel uses


def test_a_frame_is_17_octets() -> None:
    assert ping_frame(b"12345678") == b"\x00\x00\x08\x06\x00\x00\x00\x00\x0012345678"


def test_each_answered_ping_is_followed_by_another_an_interval_later(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger = pinger_of(loop, peer, 10)
    pinger.start()
    loop.advance(9 * _S)
    assert peer.written == []
    for count in (1, 2, 3):
        loop.advance(1 * _S + _S // 10)
        assert len(peer.written) == count
        pinger.acknowledged(peer.written[-1][9:])
        loop.advance(9 * _S)
    assert len(set(peer.written)) == 3
    assert peer.aborts == 0


def test_a_ping_without_an_answer_is_a_dead_peer_after_20_s_at_most(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger_of(loop, peer, 60).start()
    loop.advance(60 * _S + _S // 10)
    assert len(peer.written) == 1
    loop.advance(19 * _S)
    assert peer.aborts == 0
    loop.advance(2 * _S)
    assert peer.aborts == 1
    assert loop.armed == []


def test_an_answer_to_something_else_does_not_count(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger = pinger_of(loop, peer, 1)
    pinger.start()
    loop.advance(_S + _S // 10)
    pinger.acknowledged(b"another!")
    loop.advance(2 * _S)
    assert peer.aborts == 1


def test_an_interval_longer_than_the_wait_for_an_answer_is_kept(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger = pinger_of(loop, peer, 60)
    pinger.start()
    for count in (1, 2, 3):
        loop.advance(59 * _S)
        assert len(peer.written) == count - 1
        loop.advance(1 * _S + _S // 10)
        assert len(peer.written) == count
        pinger.acknowledged(peer.written[-1][9:])
    assert peer.aborts == 0


def test_no_ping_is_sent_when_nothing_is_held_and_it_starts_again(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger = pinger_of(loop, peer, 1)
    pinger.start()
    peer.held = False
    loop.advance(3 * _S)
    assert peer.written == []
    assert loop.armed == []
    peer.held = True
    pinger.start()
    pinger.start()
    loop.advance(_S + _S // 10)
    assert len(peer.written) == 1


def test_a_transport_that_takes_nothing_gets_no_ping_and_the_peer_is_not_dead(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger_of(loop, peer, 1).start()
    peer.writable = False
    loop.advance(5 * _S)
    assert peer.written == []
    assert peer.aborts == 0
    peer.writable = True
    loop.advance(2 * _S)
    assert len(peer.written) == 1


def test_it_stops_with_its_connection(loop: FakeTimerLoop, peer: Peer) -> None:
    pinger = pinger_of(loop, peer, 1)
    pinger.start()
    pinger.stop()
    pinger.stop()
    loop.advance(5 * _S)
    assert peer.written == []


@pytest.mark.parametrize(
    ("configured", "environment", "interval_s"),
    [(None, None, None), (None, "", None), (None, "15", 15), (3.0, "15", 3), (None, "0.5", 0.5)],
)
def test_the_interval_is_the_configured_one_or_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, configured: float | None, environment: str | None, interval_s: float | None
) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    if environment is not None:
        monkeypatch.setenv(ENVIRONMENT, environment)
    assert ping_interval_s(configured) == interval_s


@pytest.mark.parametrize("text", ["soon", "0", "-1", "nan", "inf", "86401"])
def test_an_interval_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(ENVIRONMENT, text)
    with pytest.raises(InvalidInput, match=ENVIRONMENT):
        ping_interval_s(None)
