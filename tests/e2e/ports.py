"""Ports for the servers that tests start."""

import contextlib
import secrets
import socket

__all__ = ["free_port"]

# Below what Linux and macOS give out by themselves, and above 10080, where a browser refuses to go.
_FIRST, _COUNT = 11_000, 20_000


def free_port() -> int:
    """A port of loopback that is free, and stays so while a server starts: no other test is given it by the system."""
    while True:
        port = _FIRST + secrets.randbelow(_COUNT)
        with socket.socket() as sock, contextlib.suppress(OSError):
            sock.bind(("127.0.0.1", port))
            return port
