"""Octets to an exchange: strict readers of HTTP/1 and HTTP/2, the recorder on a client socket, the address policy."""
