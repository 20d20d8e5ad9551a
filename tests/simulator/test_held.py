import time

import pytest

from interim.asgi.refusal import Refusal
from interim.simulator.config import Config
from interim.simulator.held import Held
from interim.simulator.site import Receive, Site
from tests.fakes.channel import FakeChannel


async def never() -> dict[str, object]:
    raise AssertionError


RECEIVE: Receive = never


async def test_a_held_request_is_counted_while_it_is_held() -> None:
    site = Site(Config(max_sleepers=1))
    async with Held(site, FakeChannel().scope(), RECEIVE) as rest:
        assert site.sleepers == 1
        with pytest.raises(Refusal) as caught:
            await Held(site, FakeChannel().scope(), RECEIVE).__aenter__()
        assert (caught.value.status, caught.value.members) == (429, {"limit": "max_sleepers"})
        await rest.until(time.monotonic_ns())
    assert site.sleepers == 0


async def test_an_error_ends_the_hold_too() -> None:
    site = Site(Config())
    with pytest.raises(ZeroDivisionError):
        async with Held(site, FakeChannel().scope(), RECEIVE):
            raise ZeroDivisionError
    assert site.sleepers == 0
