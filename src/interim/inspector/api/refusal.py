"""Refusals of the inspector: problem details (RFC 9457) for what it does not do."""

import json
from typing import Any

from interim.asgi.refusal import Refusal, refused_input
from interim.asgi.respond import Send, problem, problem_content
from interim.codes.registry import reason_phrase
from interim.errors import AddressRefused, InterimError, InvalidInput, NoExchange
from interim.exchange.fields import FieldLine

__all__ = ["PLAIN", "refusal_json", "refusal_of", "refuse"]

PLAIN: tuple[FieldLine, ...] = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""Fields of every answer. None of CORS: no page of another origin may read what this server can reach."""


def refusal_of(error: InterimError) -> Refusal:
    """The refusal that says what an error of ours says."""
    match error:
        case InvalidInput():
            return refused_input(error)
        case AddressRefused():
            return Refusal(403, error.reason, phase=error.phase)
        case NoExchange():
            return Refusal(502, str(error), phase=error.phase)
        case _:
            return Refusal(500, str(error))


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """The problem details."""
    content = problem_content(refusal.status, reason_phrase(refusal.status), refusal.detail, **refusal.members)
    document: dict[str, Any] = json.loads(content)
    return document


async def refuse(send: Send, refusal: Refusal) -> None:
    """Answer a refusal."""
    lines = [*PLAIN, *refusal.lines]
    await problem(send, refusal.status, reason_phrase(refusal.status), refusal.detail, lines=lines, **refusal.members)
