"""All clients and proxies that were measured, by id."""

from collections.abc import Mapping
from types import MappingProxyType

from interim.errors import InvalidInput
from interim.peers.client import Client
from interim.peers.clients import CLIENTS
from interim.peers.proxies import PROXIES
from interim.peers.proxy import Proxy

__all__ = ["PEERS", "find_peer"]

_ALL: tuple[Client | Proxy, ...] = (*CLIENTS, *PROXIES)

PEERS: Mapping[str, Client | Proxy] = MappingProxyType({peer.id: peer for peer in _ALL})
"""Clients first. It cannot be changed."""


def find_peer(peer_id: str) -> Client | Proxy:
    """The peer of this id.

    Raises:
        InvalidInput: there is none.
    """
    if peer_id not in PEERS:
        raise InvalidInput("peer", peer_id, "the id of a client or proxy, such as curl or nginx-1.26-http11")
    return PEERS[peer_id]
