"""The messages of an exchange as findings name them: by part and index."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final, Interim

__all__ = ["Received", "arrived_ns", "every_1xx", "is_http1", "numbered_interims", "switches"]

Received = tuple[str, int | None, Interim | Final]
"""Part and index of a message, as in a finding, and the message."""


def numbered_interims(exchange: Exchange) -> Iterator[tuple[str, int, Interim]]:
    """Each 1xx but a 101 that ended the exchange, the late ones last."""
    for index, interim in enumerate(exchange.interims):
        yield "interim", index, interim
    for index, interim in enumerate(exchange.late):
        yield "late", index, interim


def every_1xx(exchange: Exchange) -> Iterator[Received]:
    """Each 1xx, and last a 101 that ended the exchange."""
    yield from numbered_interims(exchange)
    if exchange.final is not None and exchange.final.status == 101:
        yield "final", None, exchange.final


def switches(exchange: Exchange) -> Iterator[Received]:
    """Each 101 (Switching Protocols), wherever it stands."""
    return (received for received in every_1xx(exchange) if received[2].status == 101)


def arrived_ns(message: Interim | Final) -> int:
    """When the header section was complete."""
    return message.at_ns if isinstance(message, Interim) else message.head_at_ns


def is_http1(exchange: Exchange) -> bool:
    """Whether the request went out as HTTP/1.0 or HTTP/1.1."""
    return exchange.request.version in ("HTTP/1.0", "HTTP/1.1")
