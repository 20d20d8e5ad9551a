import pytest

from interim.asgi.channel import Channel, Pushed, channel_of
from interim.asgi.tally import Tally
from tests.fakes.channel import FakeChannel


@pytest.mark.parametrize("pushed", Pushed, ids=str)
def test_each_outcome_has_its_own_count(pushed: Pushed) -> None:
    tally = Tally()
    assert tally.count(pushed) is pushed
    assert {name: getattr(tally, name) for name in ("sent", "dropped", "withheld", "gone")} == dict.fromkeys(
        ("sent", "dropped", "withheld", "gone"), 0
    ) | {pushed.value: 1}


@pytest.mark.anyio
async def test_a_channel_is_found_in_the_scope() -> None:
    channel = FakeChannel()
    assert channel_of(channel.scope()) is channel
    assert isinstance(channel, Channel)
    assert channel_of({"type": "http"}) is None
    assert channel_of({"type": "http", "extensions": {}}) is None


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
