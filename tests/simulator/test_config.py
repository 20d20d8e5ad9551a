import pickle

import pytest

from interim.errors import InvalidInput
from interim.simulator.config import SECOND_NS, Config


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_a_loopback_address_may_hold_for_an_hour(host: str) -> None:
    config = Config.for_bind(host)
    assert config.loopback
    assert config.max_hold_ns == 3600 * SECOND_NS


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", ""])  # noqa: S104
def test_any_other_address_may_hold_for_a_minute(host: str) -> None:
    config = Config.for_bind(host)
    assert not config.loopback
    assert config.max_hold_ns == 60 * SECOND_NS


def test_the_defaults_are_those_of_a_public_simulator() -> None:
    assert Config() == Config.for_bind("0.0.0.0")  # noqa: S104


def test_a_limit_can_be_changed() -> None:
    assert Config.for_bind("::1", max_interims=5).max_interims == 5


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(InvalidInput, match="max_sleepers"):
        Config(max_sleepers=-1)


def test_it_survives_the_way_to_a_worker() -> None:
    config = Config.for_bind("::1", allowed_location_hosts=frozenset({"example.org"}))
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301
