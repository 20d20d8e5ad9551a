"""Refusals: problem details (RFC 9457) for what the simulator does not do. They are not simulated, and not marked."""

from interim.asgi.refusal import Refusal, refused_input
from interim.asgi.respond import Send, problem
from interim.codes.registry import reason_phrase
from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.site import Site

__all__ = ["refuse", "refuse_input"]

_LINES: tuple[FieldLine, ...] = ((b"cache-control", b"no-store"), *OPEN)


async def refuse(site: Site, send: Send, refusal: Refusal) -> None:
    """Answer a refusal."""
    await problem(
        send,
        refusal.status,
        reason_phrase(refusal.status),
        refusal.detail,
        lines=[*_LINES, *refusal.lines],
        **refusal.members,
    )
    site.metrics.answered(refusal.status)


async def refuse_input(site: Site, send: Send, error: InvalidInput) -> None:
    """Answer 400 for a value that cannot be used."""
    await refuse(site, send, refused_input(error))
