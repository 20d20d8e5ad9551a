"""What a client of an operation is answered: its final response, a 202 with the way to its monitor, or a refusal."""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interim.asgi.refusal import refused_input
from interim.asgi.respond import Send, problem_content, respond
from interim.codes.registry import reason_phrase
from interim.errors import InterimError, InvalidInput, OperationError, StoreUnavailable
from interim.exchange.fields import FieldLine
from interim.operations.operation import Operation, State, operation_json
from interim.operations.place import Place
from interim.protocol.negotiation import Decision

__all__ = [
    "JSON",
    "NO_STORE",
    "RETRY_AFTER_S",
    "Reply",
    "accepted",
    "deliver",
    "final",
    "preference_lines",
    "problem",
    "refused",
]

RETRY_AFTER_S = 2
"""When to ask the monitor again."""
_JITTER_S = 3
"""All that are handed over by one shutdown come back at times of their own."""
_AT_ONCE = 16 * 1024
"""Octets that every server hands to its transport without waiting for the client."""
JSON: FieldLine = (b"content-type", b"application/json")
NO_STORE: FieldLine = (b"cache-control", b"no-store")
_PROBLEM: FieldLine = (b"content-type", b"application/problem+json")
_FRAMING = frozenset({b"content-length", b"transfer-encoding", b"connection"})
_EMPTY = frozenset({204, 205, 304})
"""Status codes of responses without content: RFC 9110 §15.3.5, §15.3.6, §15.4.5."""
_TYPES = {422: "urn:interim:idempotency-key-reused", 410: "urn:interim:operation-expired"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A response, to be sent by whoever can. Content-Length is not among the fields."""

    status: int
    lines: tuple[FieldLine, ...]
    content: bytes


def final(operation: Operation, place: Place, decision: Decision | None = None, *, replayed: bool = False) -> Reply:
    """The final response that an operation which has ended has left.

    Args:
        operation: in a final state, with its content.
        place: of its monitor.
        decision: about the request that is answered; None for one that asked for the result itself.
        replayed: the operation had ended before this request came.
    """
    lines = [line for line in operation.lines if line[0].lower() not in _FRAMING]
    lines.append(place.link(operation.id))
    if decision is not None:
        lines += preference_lines(decision, detached=False)
    if replayed:
        lines.append((b"idempotency-replayed", b"true"))
    if operation.state is State.CANCELLED or operation.status is None:
        detail = "the operation was cancelled" if operation.state is State.CANCELLED else "the operation has no result"
        made = problem(409, detail, lines=lines, state=operation.state.value)
        return Reply(status=made.status, lines=(*made.lines, NO_STORE), content=made.content)
    if not any(name.lower() == b"cache-control" for name, _ in lines):
        lines.append(NO_STORE)
    content = b"" if operation.status in _EMPTY else operation.content or b""
    return Reply(status=operation.status, lines=tuple(lines), content=content)


def accepted(operation: Operation, place: Place, decision: Decision | None, *, drained: bool = False) -> Reply:
    """202: the operation goes on, and its monitor tells how.

    Args:
        operation: as it is now.
        place: of its monitor.
        decision: about the request that is answered.
        drained: the server shuts down, so that many are answered at the same moment.
    """
    after_s = RETRY_AFTER_S + (random.randint(0, _JITTER_S) if drained else 0)  # noqa: S311 - it need not be secret
    lines = [
        JSON,
        (b"location", place.of(operation.id).encode()),
        (b"operation-location", (place.origin + place.of(operation.id)).encode()),
        place.link(operation.id),
        (b"retry-after", b"%d" % after_s),
        NO_STORE,
    ]
    if decision is not None:
        lines += preference_lines(decision, detached=True)
    content = json.dumps(operation_json(operation, place.path)).encode() + b"\n"
    return Reply(status=202, lines=tuple(lines), content=content)


async def deliver(send: Send, reply: Reply, *more: FieldLine) -> None:
    """Send a reply, and return when its client has taken it or has left, as far as the server can tell.

    A server waits for a slow client before it takes the next message, and not after the last one.

    Args:
        send: of the request.
        reply: what to send.
        more: fields beside those of the reply.
    """
    lines = [*reply.lines, *more]
    if len(reply.content) <= _AT_ONCE or reply.status == 204:
        await respond(send, reply.status, lines, reply.content)
        return
    lines.append((b"content-length", b"%d" % len(reply.content)))
    await send({"type": "http.response.start", "status": reply.status, "headers": lines})
    await send({"type": "http.response.body", "body": reply.content, "more_body": True})
    # A connection that broke under this is told of in the next round of the event loop, and not after the last message.
    await asyncio.sleep(0)
    await send({"type": "http.response.body", "body": b""})


def problem(status: int, detail: str, *, lines: Sequence[FieldLine] = (), **members: Any) -> Reply:
    """Problem details (RFC 9457)."""
    if status in _TYPES:
        members = {"type": _TYPES[status], **members}
    content = problem_content(status, reason_phrase(status), detail, **members)
    return Reply(status=status, lines=(_PROBLEM, *lines), content=content)


def refused(error: InterimError) -> Reply:
    """What an error of ours answers: a key that cannot be used, an operation that cannot be started or is not there.

    Raises:
        InterimError: the error itself, where no client can have caused it.
    """
    match error:
        case InvalidInput():
            refusal = refused_input(error)
            return problem(refusal.status, refusal.detail, lines=(NO_STORE,), **refusal.members)
        case StoreUnavailable():
            lines = ((b"retry-after", b"%d" % error.retry_after_s), NO_STORE)
            return problem(error.status, str(error), lines=lines)
        case OperationError():
            return problem(error.status, str(error), lines=(NO_STORE,))
        case _:
            raise error


def preference_lines(decision: Decision, *, detached: bool) -> list[FieldLine]:
    """What a response says of the preferences of its request (RFC 7240 §2 and §3).

    Args:
        decision: about the request.
        detached: the response is a 202 in place of the final one.
    """
    lines: list[FieldLine] = []
    applied = decision.preference_applied(detached=detached)
    if applied:
        lines.append((b"preference-applied", applied.encode()))
    if decision.vary_prefer:
        lines.append((b"vary", b"prefer"))
    return lines
