"""Delivery: an answer goes out, at once, after a pause, or drop by drop."""

import time
from collections.abc import Iterator

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.asgi.rest import Woken
from interim.errors import InvalidInput
from interim.simulator.answer import Answer
from interim.simulator.content import PIECE_BYTES, Filler
from interim.simulator.durations import in_words
from interim.simulator.held import Held
from interim.simulator.scenario import Drip, Scenario
from interim.simulator.site import Receive, Site

__all__ = ["check_drip", "deliver", "pieces"]

_BATCH = 64
_MAX_PIECES = 10_000


async def deliver(
    site: Site, scope: Scope, receive: Receive, send: Send, scenario: Scenario, answer: Answer, pause_ns: int
) -> bool:
    """Send an answer, with `pause_ns` between the header section and the content.

    When the server shuts down meanwhile, the rest of the content goes out at once. Returns whether the client was there
    until the end.
    """
    start = {"type": "http.response.start", "status": answer.status, "headers": answer.lines}
    if not scenario.slow:
        await send(start)
        if isinstance(answer.content, bytes):
            await send({"type": "http.response.body", "body": answer.content})
            return True
        for piece in answer.content.pieces():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return True
    check_drip(site, scenario, answer, pause_ns)
    async with Held(site, scope, receive) as rest:
        await send(start)
        due_ns = time.monotonic_ns() + pause_ns
        for at, piece in enumerate(pieces(answer.content, scenario.drip)):
            # What is late goes out at once, but other requests get their turn.
            if (due_ns > time.monotonic_ns() or at % _BATCH == 0) and await rest.until(due_ns) is Woken.LEFT:
                return False
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            due_ns += scenario.drip.gap_ns if scenario.drip is not None else 0
        if not len(answer.content) and await rest.until(due_ns) is Woken.LEFT:
            return False
        await send({"type": "http.response.body", "body": b""})
    return True


def check_drip(site: Site, scenario: Scenario, answer: Answer, pause_ns: int) -> None:
    """Hold the time that a drip will take against the limit; only now is the length of the content known.

    Raises:
        InvalidInput: it takes longer than a request may be held.
    """
    drip = scenario.drip
    if drip is None or answer.content == b"":
        return
    count = -(-len(answer.content) // drip.size_bytes)
    limit_ns = site.config.max_hold_ns
    if scenario.longest_hold_ns() + pause_ns + count * drip.gap_ns > limit_ns or count > _MAX_PIECES:
        got = f"{drip.size_bytes}@{in_words(drip.gap_ns)}"
        allowed = f"at most {in_words(limit_ns)} in all, and {_MAX_PIECES} pieces of the {len(answer.content)} octets"
        raise InvalidInput("drip", got, allowed)


def pieces(content: bytes | Filler, drip: Drip | None) -> Iterator[bytes]:
    """The content as it is to be sent."""
    size_bytes = min(drip.size_bytes, PIECE_BYTES) if drip is not None else PIECE_BYTES
    if isinstance(content, bytes):
        return (content[at : at + size_bytes] for at in range(0, len(content), size_bytes))
    return content.pieces(size_bytes)
