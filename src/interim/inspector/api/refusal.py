"""Refusals of the inspector: problem details (RFC 9457) for what it does not do."""

import json
from collections.abc import Sequence
from typing import Any

from interim.asgi.respond import Send, problem, problem_content
from interim.codes.registry import reason_phrase
from interim.errors import AddressRefused, InterimError, InvalidInput, NoExchange
from interim.exchange.fields import FieldLine

__all__ = ["PLAIN", "Refusal", "refusal_of", "refuse"]

PLAIN: tuple[FieldLine, ...] = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Fields of every answer. None of CORS: no page of another origin may read what this server can reach."""

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

    def to_json(self) -> dict[str, Any]:
        """The problem details."""
        content = problem_content(self.status, reason_phrase(self.status), self.detail, **self.members)
        document: dict[str, Any] = json.loads(content)
        return document


def refusal_of(error: InterimError) -> Refusal:
    """The refusal that says what an error of ours says."""
    match error:
        case InvalidInput():
            got = error.got if len(error.got) <= _SHOWN else error.got[:_SHOWN] + "..."
            detail = f"{error.parameter}: got {got!r}, allowed: {error.allowed}"
            return Refusal(400, detail, parameter=error.parameter, got=got, allowed=error.allowed)
        case AddressRefused():
            return Refusal(403, error.reason, phase=error.phase)
        case NoExchange():
            return Refusal(502, str(error), phase=error.phase)
        case _:
            return Refusal(500, str(error))


async def refuse(send: Send, refusal: Refusal) -> None:
    """Answer a refusal."""
    lines = [*PLAIN, *refusal.lines]
    await problem(send, refusal.status, reason_phrase(refusal.status), refusal.detail, lines=lines, **refusal.members)
