import ipaddress
import socket

import pytest

from interim.errors import AddressRefused
from interim.wire.address import REFUSED_IPV4, REFUSED_IPV6, AddressPolicy, is_public

PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "191.255.255.255",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.255",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2000::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2a00:1450:4001:80b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::1",
]

NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.8",
    "192.0.0.9",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::2",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:0:8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "::ffff:192.0.0.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b::10.1.2.3",
    "64:ff9b::1:808:808",
    "64:ff9b:1::8.8.8.8",
    "64:ff9b:1:ffff:ffff:ffff:808:808",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:0:808:808:0:ffff:f7f7:f7f7",
    "2001:2::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2001:db8:ffff::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:a9fe:a9fe::1",
    "2002:c0a8:101::",
    "3ffe::1",
    "3fff::1",
    "3fff:fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700:4700::1111%eth0",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "fe00::1",
]

NO_LITERAL = [
    "",
    "localhost",
    "example.com",
    "127.1",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "[::1]",
    "1.1.1.1 ",
    "①.1.1.1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    AddressPolicy(public_only=True).check(address, 443)


@pytest.mark.parametrize("address", NOT_PUBLIC + NO_LITERAL)
def test_all_others_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy(public_only=True).check(address, 443)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_the_default_policy_lets_everything_pass(address: str) -> None:
    AddressPolicy().check(address, 22)


@pytest.mark.parametrize("network", [*REFUSED_IPV4, *REFUSED_IPV6], ids=str)
def test_a_refused_range_is_refused_to_its_ends(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> None:
    assert not is_public(str(network[0]))
    assert not is_public(str(network[-1]))


@pytest.mark.parametrize("spelling", ["0x7f.1", "0x7f000001", "2130706433", "017700000001", "127.1", "127.0.1"])
def test_odd_spellings_end_in_what_the_resolver_makes_of_them(spelling: str) -> None:
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(spelling, 80, type=socket.SOCK_STREAM)}
    assert found == {"127.0.0.1"}
    with pytest.raises(AddressRefused):
        AddressPolicy(public_only=True).admit(found, 80)


@pytest.mark.parametrize("port", [22, 8080, 0, 81, 444])
def test_only_the_ports_of_the_policy_pass(port: int) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy(public_only=True).check("8.8.8.8", port)


def test_further_ports_can_be_let_pass() -> None:
    AddressPolicy(public_only=True, ports=frozenset({8443})).check("8.8.8.8", 8443)


def test_our_own_listener_passes_in_any_case() -> None:
    policy = AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", 8102), ("0:0:0:0:0:0:0:1", 8102)}))
    policy.check("127.0.0.1", 8102)
    policy.check("::1", 8102)


@pytest.mark.parametrize(("address", "port"), [("127.0.0.1", 8103), ("127.0.0.2", 8102), ("::ffff:127.0.0.1", 8102)])
def test_what_only_looks_like_our_listener_does_not_pass(address: str, port: int) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", 8102)})).check(address, port)


@pytest.mark.parametrize("mixture", [["8.8.8.8", "10.0.0.1"], ["::1", "2606:4700:4700::1111"]])
def test_one_refused_address_refuses_the_name(mixture: list[str]) -> None:
    with pytest.raises(AddressRefused):
        AddressPolicy(public_only=True).admit(mixture, 443)


def test_a_name_of_public_addresses_keeps_their_order() -> None:
    found = ["2606:4700:4700::1111", "1.1.1.1"]
    assert AddressPolicy(public_only=True).admit(found, 443) == tuple(found)
    assert AddressPolicy().admit(["10.0.0.1", "::1"], 22) == ("10.0.0.1", "::1")


def test_a_name_that_is_our_listener_and_more_is_our_listener() -> None:
    policy = AddressPolicy(public_only=True, own=frozenset({("127.0.0.1", 8102)}))
    assert policy.admit(["::1", "127.0.0.1"], 8102) == ("127.0.0.1",)


def test_a_refusal_names_no_address() -> None:
    with pytest.raises(AddressRefused) as refused:
        AddressPolicy(public_only=True).admit(["10.11.12.13"], 443)
    assert "10.11" not in str(refused.value)
