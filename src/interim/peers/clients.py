"""All clients that were measured."""

from interim.peers.client import Client
from interim.peers.h2_clients import H2_CLIENTS
from interim.peers.node_clients import NODE_CLIENTS
from interim.peers.other_clients import OTHER_CLIENTS
from interim.peers.python_clients import PYTHON_CLIENTS

__all__ = ["CLIENTS"]

CLIENTS: tuple[Client, ...] = PYTHON_CLIENTS + NODE_CLIENTS + OTHER_CLIENTS + H2_CLIENTS
