"""Refusals: problem details (RFC 9457) for what the simulator does not do. They are not simulated, and not marked."""

from collections.abc import Sequence
from typing import Any

from interim.asgi.respond import Send, problem
from interim.codes.registry import reason_phrase
from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.site import Site

__all__ = ["Refusal", "refuse", "refuse_input"]

_LINES: tuple[FieldLine, ...] = ((b"cache-control", b"no-store"), *OPEN)
_SHOWN = 200


class Refusal(Exception):
    """A request that is understood and not granted. Raise it before the final response has started.

    Attributes:
        status: what to answer.
        detail: why, and what to do instead.
        lines: further fields of the answer.
        members: further members of the problem details.
    """

    def __init__(self, status: int, detail: str, *, lines: Sequence[FieldLine] = (), **members: Any) -> None:
        self.status = status
        self.detail = detail
        self.lines = lines
        self.members = members
        super().__init__(detail)


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
    """Answer 400 for a value that cannot be used, naming the parameter, what it was and what is allowed."""
    got = error.got if len(error.got) <= _SHOWN else error.got[:_SHOWN] + "..."
    detail = f"{error.parameter}: got {got!r}, allowed: {error.allowed}"
    await refuse(site, send, Refusal(400, detail, parameter=error.parameter, got=got, allowed=error.allowed))
