"""Listening sockets, bound before anything else starts, so that a taken port is one clear sentence."""

import contextlib
import errno
import socket

from interim.errors import InterimError
from interim.servers.options import ServerOptions

__all__ = ["CannotBind", "bind", "url_of"]


class CannotBind(InterimError):
    """The address cannot be bound."""


def bind(options: ServerOptions) -> list[socket.socket]:
    """Bind every address of the host, to one port. They do not listen yet.

    Raises:
        CannotBind: the port is taken, or the host is no address of this machine.
    """
    try:
        found = socket.getaddrinfo(options.host, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotBind(f"--host {options.host!r} is not an address or a known name: {error}") from error
    sockets: list[socket.socket] = []
    port = options.port
    # An order in which 127.0.0.1 is the address that is shown for localhost.
    for family, kind, protocol, _, address in sorted(set(found), key=lambda info: info[0]):
        with contextlib.ExitStack() as stack:
            # The protocol is named, as asyncio sets TCP_NODELAY on no other socket that it accepts.
            sock = stack.enter_context(socket.socket(family, kind, protocol))
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                sock.bind((address[0], port, *address[2:]))
            except OSError as error:
                if sockets and error.errno == errno.EADDRNOTAVAIL:
                    continue  # `localhost` is often ::1 too in /etc/hosts where there is no IPv6.
                for bound in sockets:
                    bound.close()
                raise CannotBind(_reason(options, error)) from error
            sock.set_inheritable(True)
            port = sock.getsockname()[1]
            sockets.append(sock)
            stack.pop_all()
    return sockets


def _reason(options: ServerOptions, error: OSError) -> str:
    where = f"{options.host}:{options.port}"
    match error.errno:
        case errno.EADDRINUSE:
            return f"cannot serve on {where}: the port is in use; choose another with --port, or 0 for a free one"
        case errno.EACCES:
            return f"cannot serve on {where}: not permitted; choose a --port from 1024"
        case _:
            return f"cannot serve on {where}: {error.strerror}; choose another --host"


def url_of(options: ServerOptions, sock: socket.socket) -> str:
    """The URL of what is served on a socket, without a slash at its end."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"{options.scheme}://{host}:{sock.getsockname()[1]}"
