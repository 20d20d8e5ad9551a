"""The small response writer: a final response in two ASGI messages, and problem details for what went wrong."""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine

__all__ = ["Receive", "Send", "problem", "problem_content", "problem_of_input", "respond"]

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def respond(send: Send, status: int, lines: Sequence[FieldLine], content: bytes) -> None:
    """Send a final response; Content-Length is added, so `lines` must not have it.

    A server leaves out the content for HEAD, 204 and 304; for those pass the content it would have, or none.
    """
    headers = list(lines)
    if status != 204 and (content or status != 304):
        # RFC 9110 §8.6: a 304 has the length that the 200 would have, if any.
        headers.append((b"content-length", b"%d" % len(content)))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


def problem_content(status: int, title: str, detail: str, **members: Any) -> bytes:
    """Problem details, RFC 9457: a JSON object with `members` as extensions."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    return json.dumps(document, ensure_ascii=False).encode()


async def problem(
    send: Send, status: int, title: str, detail: str, *, lines: Sequence[FieldLine] = (), **members: Any
) -> None:
    """Answer with problem details."""
    content = problem_content(status, title, detail, **members)
    await respond(send, status, [(b"content-type", b"application/problem+json"), *lines], content)


async def problem_of_input(send: Send, error: InvalidInput, *, lines: Sequence[FieldLine] = ()) -> None:
    """Answer 400 for a value that cannot be used, naming the parameter, what it was and what is allowed."""
    await problem(
        send,
        400,
        "Bad Request",
        str(error),
        lines=lines,
        parameter=error.parameter,
        got=error.got,
        allowed=error.allowed,
    )
