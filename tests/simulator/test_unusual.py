import pytest

from interim.asgi.refusal import Refusal
from interim.simulator.unusual import check_status
from tests.fakes.asgi import scope_of
from tests.fakes.channel import FakeChannel


def test_up_to_599_every_server_will_do() -> None:
    check_status(599, scope_of("/"))


async def test_above_599_ours_will_do() -> None:
    check_status(999, scope_of("/", channel=FakeChannel()))
    with pytest.raises(Refusal) as caught:
        check_status(600, scope_of("/"))
    assert caught.value.status == 501
