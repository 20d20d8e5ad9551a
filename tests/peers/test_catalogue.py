"""The catalogue of clients and proxies."""

import pytest

from interim.errors import InvalidInput
from interim.peers.catalogue import PEERS, find_peer
from interim.peers.clients import CLIENTS
from interim.peers.proxies import PROXIES


def test_the_catalogue_holds_all_clients_and_proxies_once() -> None:
    assert len(PEERS) == len(CLIENTS) + len(PROXIES)
    assert list(PEERS.values()) == [*CLIENTS, *PROXIES]
    assert all(peer.id == key for key, peer in PEERS.items())


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PEERS["curl"] = find_peer("wget")  # type: ignore[index]


def test_a_peer_is_found_by_its_id() -> None:
    assert find_peer("nginx-1.26-http11").version == "1.26.3"


@pytest.mark.parametrize("peer_id", ["", "Curl", "nginx"])
def test_an_unknown_id_is_refused_with_an_example(peer_id: str) -> None:
    with pytest.raises(InvalidInput, match="such as curl"):
        find_peer(peer_id)


def test_name_version_protocol_and_setting_tell_peers_apart() -> None:
    told = {(peer.kind, peer.name, peer.version, peer.protocol, peer.setting) for peer in PEERS.values()}
    assert len(told) == len(PEERS)
