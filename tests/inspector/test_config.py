import pickle
from dataclasses import replace
from typing import Any

import pytest

from interim.errors import InvalidInput
from interim.inspector.config import Config

ANY = "0.0.0.0"  # noqa: S104 - what people bind to


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.5.5.5"])
def test_on_loopback_private_addresses_can_be_allowed_and_long_requests_watched(host: str) -> None:
    config = Config.for_bind(host, 8102, allow_private=True)
    assert not config.policy(8102).public_only
    assert config.limits.watch_ns == 900_000_000_000


@pytest.mark.parametrize("host", [ANY, "::", "192.0.2.1", "example.com", "10.0.0.1"])
def test_elsewhere_private_addresses_are_never_allowed(host: str) -> None:
    with pytest.raises(InvalidInput, match="allow-private"):
        Config.for_bind(host, 8102, allow_private=True)
    config = Config.for_bind(host, 8102)
    assert config.policy(8102).public_only
    assert config.limits.watch_ns == 60_000_000_000


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", {("127.0.0.1", 8102)}),
        ("localhost", {("127.0.0.1", 8102), ("::1", 8102)}),
        (ANY, {("127.0.0.1", 8102)}),
        ("::", {("::1", 8102)}),
        ("[::1]", {("::1", 8102)}),
        ("203.0.113.7", {("203.0.113.7", 8102)}),
    ],
)
def test_our_own_listener_may_be_inspected_and_it_is_the_configured_one(host: str, own: set[tuple[str, int]]) -> None:
    assert Config(host=host, port=8102).policy(8102).own == own


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]", "198.51.100.3", "[2001:db8::1]"])
def test_names_that_no_page_can_point_here_are_taken(name: str) -> None:
    assert Config().takes_host(name)


def test_other_names_are_taken_when_they_are_allowed_or_bound() -> None:
    assert not Config().takes_host("rebound.example")
    assert Config(allowed_hosts=frozenset({"status.example"})).takes_host("Status.Example")
    assert Config(host="box.lan").takes_host("box.lan")


@pytest.mark.parametrize("name", ["deadline_ns", "max_inspections", "max_content_bytes"])
def test_a_bound_is_at_least_one(name: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        replace(Config(), **dict[str, Any]({name: 0}))


def test_it_can_be_pickled_for_the_workers() -> None:
    config = Config.for_bind("127.0.0.1", 8102, allow_private=True)
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301
