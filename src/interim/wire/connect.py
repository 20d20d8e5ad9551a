"""From a host name to a connected socket: DNS, the address policy, and connect to the literal address it let pass."""

import asyncio
import ipaddress
import os
import socket
from dataclasses import dataclass

from interim.errors import AddressRefused, NoExchange
from interim.wire.recording import Plan

__all__ = ["Endpoint", "asks_dns", "connect", "resolve"]

_ATTEMPTS = 6
"""How many addresses of a name are tried, so that a name with hundreds of dead ones ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A literal address as the system takes it.

    Attributes:
        sockaddr: what `socket.connect` takes for this family: address, port, and what else belongs to it.
    """

    family: int
    address: str
    port: int
    sockaddr: tuple[str | int, ...]


def asks_dns(plan: Plan) -> bool:
    """Whether the plan's host is a name that only the resolver knows an address of."""
    return (plan.target.host, plan.target.port) not in plan.resolve and not _is_literal(plan.target.host)


async def resolve(plan: Plan) -> tuple[Endpoint, ...]:
    """The endpoints of the plan's target that its policy lets pass, in the order of the resolver, none twice.

    Under `public_only` a name that does not exist is refused like one that may not be asked: the difference would tell
    an outsider which names exist inside. How long the answer took is not hidden.

    Raises:
        NoExchange: the name has no address, or none within `connect_ns`.
        AddressRefused: the policy forbids the target.
    """
    target = plan.target
    address = plan.resolve.get((target.host, target.port), target.host)
    try:
        endpoints = await _look_up(address, target.port, plan.limits.connect_ns, numeric=not asks_dns(plan))
    except NoExchange as error:
        if plan.policy.public_only:
            raise AddressRefused from error
        raise
    admitted = frozenset(plan.policy.admit((endpoint.address for endpoint in endpoints), target.port))
    return tuple(endpoint for endpoint in endpoints if endpoint.address in admitted)


async def connect(endpoints: tuple[Endpoint, ...], connect_ns: int) -> tuple[socket.socket, Endpoint]:
    """A socket that is connected to the first endpoint that answers. It does not block, and the caller closes it.

    Args:
        endpoints: at least one; the first six are tried, one after the other.
        connect_ns: how long to try each.

    Raises:
        NoExchange: none answered; it tells of the last one.
    """
    failed = ""
    for endpoint in endpoints[:_ATTEMPTS]:
        try:
            async with asyncio.timeout(connect_ns / 1e9):
                return await _connected(endpoint), endpoint
        except TimeoutError:
            why = f"no answer within {connect_ns / 1e9:g} s"
        except OSError as error:
            why = os.strerror(error.errno).lower() if error.errno else str(error)
        failed = f"{endpoint.address} port {endpoint.port}: {why}"
    raise NoExchange("connect", failed)


async def _look_up(host: str, port: int, within_ns: int, *, numeric: bool) -> tuple[Endpoint, ...]:
    loop = asyncio.get_running_loop()
    try:
        if numeric:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        else:
            async with asyncio.timeout(within_ns / 1e9):
                found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise NoExchange("dns", f"no answer for {host} within {within_ns / 1e9:g} s") from error
    except socket.gaierror as error:
        raise NoExchange("dns", f"{host}: {(error.strerror or str(error)).lower()}") from error
    except (OSError, UnicodeError) as error:
        raise NoExchange("dns", f"{host}: cannot be looked up ({error})") from error
    endpoints = tuple(
        Endpoint(family=family, address=sockaddr[0], port=port, sockaddr=sockaddr)
        for family, _, _, _, sockaddr in found
        if isinstance(sockaddr[0], str)
    )
    if not endpoints:
        raise NoExchange("dns", f"{host}: no IPv4 or IPv6 address")
    return tuple(dict.fromkeys(endpoints))


async def _connected(endpoint: Endpoint) -> socket.socket:
    connection = socket.socket(endpoint.family, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(connection, endpoint.sockaddr)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_literal(host: str) -> bool:
    # 127.1 and 0x7f000001 are names here: the resolver makes addresses of them, and the policy sees those.
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
