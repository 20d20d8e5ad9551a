from collections.abc import Mapping

import pytest

from interim.errors import AddressRefused, NoExchange
from interim.exchange.messages import Request
from interim.wire.address import AddressPolicy
from interim.wire.connect import asks_dns, connect, resolve
from interim.wire.recording import Plan
from interim.wire.target import Target

PUBLIC = AddressPolicy(public_only=True)
LONG_LABEL = "x" * 64 + ".test"


def plan(
    host: str,
    *,
    port: int = 80,
    policy: AddressPolicy = PUBLIC,
    resolve: Mapping[tuple[str, int], str] | None = None,
) -> Plan:
    return Plan(
        target=Target(scheme="http", host=host, port=port, path="/"),
        request=Request(method="GET", target="/"),
        policy=policy,
        resolve=resolve or {},
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "fe80::1%1"])
async def test_a_literal_address_needs_no_dns(host: str) -> None:
    asked = plan(host, policy=AddressPolicy())
    (endpoint,) = await resolve(asked)
    assert endpoint.address.partition("%")[0] == host.partition("%")[0]
    assert endpoint.port == 80
    assert not asks_dns(asked)


async def test_an_override_stands_for_dns_on_its_port_only() -> None:
    overrides = {("example.test", 80): "192.0.2.7"}
    asked = plan("example.test", policy=AddressPolicy(), resolve=overrides)
    (endpoint,) = await resolve(asked)
    assert endpoint.address == "192.0.2.7"
    assert not asks_dns(asked)
    assert asks_dns(plan("example.test", port=81, resolve=overrides))


async def test_localhost_has_no_endpoint_twice() -> None:
    endpoints = await resolve(plan("localhost", policy=AddressPolicy()))
    assert "127.0.0.1" in [endpoint.address for endpoint in endpoints]
    assert len(set(endpoints)) == len(endpoints)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "::1",
        "localhost",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "fe80::1%1",
        "::ffff:10.0.0.1",
        "0.0.0.0",  # noqa: S104
    ],
)
async def test_what_is_not_public_is_refused_however_it_is_spelled(host: str) -> None:
    with pytest.raises(AddressRefused):
        await resolve(plan(host))


async def test_an_override_is_checked_too() -> None:
    with pytest.raises(AddressRefused):
        await resolve(plan("example.test", resolve={("example.test", 80): "10.0.0.1"}))


async def test_only_our_own_listener_is_left_of_localhost() -> None:
    own = AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", 8102)}))
    endpoints = await resolve(plan("localhost", port=8102, policy=own))
    assert [endpoint.address for endpoint in endpoints] == ["127.0.0.1"]


async def test_a_name_that_does_not_exist_is_refused_in_the_same_words() -> None:
    with pytest.raises(AddressRefused) as absent:
        await resolve(plan(LONG_LABEL))
    with pytest.raises(AddressRefused) as private:
        await resolve(plan("127.0.0.1"))
    assert str(absent.value) == str(private.value)


@pytest.mark.parametrize("host", [LONG_LABEL, "a..test"])
async def test_what_cannot_be_looked_up_is_no_exchange(host: str) -> None:
    with pytest.raises(NoExchange) as raised:
        await resolve(plan(host, policy=AddressPolicy()))
    assert raised.value.phase == "dns"


async def test_an_override_that_is_no_address_is_no_exchange() -> None:
    with pytest.raises(NoExchange) as raised:
        await resolve(plan("example.test", policy=AddressPolicy(), resolve={("example.test", 80): "192.0.2.300x::"}))
    assert raised.value.phase == "dns"


async def test_a_public_address_passes() -> None:
    (endpoint,) = await resolve(plan("1.1.1.1"))
    assert endpoint.address == "1.1.1.1"


async def test_no_endpoint_at_all_is_no_exchange() -> None:
    with pytest.raises(NoExchange):
        await connect((), 1)
