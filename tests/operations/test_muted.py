import pytest

from interim.asgi.channel import Channel, Pushed
from interim.errors import LocalProtocolError
from interim.operations.muted import Muted
from interim.protocol.lifecycle import State
from tests.fakes.asgi import Wire
from tests.fakes.channel import FakeChannel


async def test_a_channel_passes_on_what_is_pushed() -> None:
    channel = FakeChannel(raw=Wire())
    muted = Muted(channel)
    assert isinstance(muted, Channel)
    assert muted.push(102, [(b"x-a", b"1")]) is Pushed.SENT
    assert channel.pushed == [(102, [(b"x-a", b"1")])]
    assert (muted.server, muted.loop, muted.raw, muted.unread) == ("fake", channel.loop, channel.raw, False)


async def test_a_muted_channel_sends_nothing_and_is_no_error() -> None:
    channel = FakeChannel(raw=Wire())
    channel.state = State.STARTED
    muted = Muted(channel)
    with pytest.raises(LocalProtocolError):
        muted.push(102)
    muted.is_muted = True
    assert muted.push(102) is Pushed.GONE
    assert muted.raw is None


async def test_who_listens_is_told() -> None:
    channel = FakeChannel()
    muted = Muted(channel)
    heard: list[str] = []
    muted.on_leave(lambda: heard.append("left"))
    muted.on_drain(lambda: heard.append("drained"))
    channel.drain()
    channel.leave()
    assert heard == ["drained", "left"]
