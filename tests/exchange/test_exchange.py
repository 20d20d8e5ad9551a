from datetime import UTC, datetime

import pytest

from interim.errors import InvalidInput
from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Interim, Request

GET = Request(method="GET", target="/")


def test_a_clock_has_its_time_zone() -> None:
    assert Exchange(request=GET, clock=datetime(2026, 11, 23, tzinfo=UTC)).clock is not None
    with pytest.raises(InvalidInput, match="clock"):
        Exchange(request=GET, clock=datetime(2026, 11, 23))  # noqa: DTZ001 - that is what is refused


def test_every_1xx_counts_late_ones_too() -> None:
    early, late = Interim(status=102, at_ns=1), Interim(status=103, at_ns=9)
    exchange = Exchange(request=GET, interims=(early,), final=Final(status=200), late=(late,))
    assert exchange.informational == (early, late)


def test_content_that_was_kept_is_no_more_than_there_was() -> None:
    assert Final(status=200, content=b"abc").content_octets == 3
    assert Final(status=200, content=b"abc", content_octets=5).content_octets == 5
    with pytest.raises(InvalidInput, match="content_octets"):
        Final(status=200, content=b"abc", content_octets=2)
