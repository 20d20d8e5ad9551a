"""The content of a request to the API: JSON, of a bounded length."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.errors import InvalidInput

__all__ = ["Receive", "check_json", "parse_json", "read_content"]

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def check_json(scope: Scope) -> None:
    """Refuse other media types. A form of another origin cannot send this one without asking first (Fetch §2.2.2).

    Raises:
        Refusal: 415.
    """
    types = [value for name, value in scope["headers"] if name == b"content-type"]
    essence = types[0].decode("latin-1").partition(";")[0].strip().lower() if types else ""
    if essence != "application/json":
        detail = f"Content-Type is {essence[:100]!r}; send application/json"
        raise Refusal(415, detail, lines=[(b"accept", b"application/json")])


async def read_content(receive: Receive, limit_bytes: int) -> bytes:
    """All of the content.

    Raises:
        Refusal: 413, it is longer than `limit_bytes`; or 400, the client left before its end.
    """
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "the content ended too early")
        content += message.get("body", b"")
        if len(content) > limit_bytes:
            # The rest would be read only to be thrown away.
            raise Refusal(
                413, f"the content is longer than {limit_bytes} octets; send less", lines=[(b"connection", b"close")]
            )
        if not message.get("more_body", False):
            return bytes(content)


def parse_json(content: bytes) -> Any:
    """The value of a JSON text.

    Raises:
        InvalidInput: it is none.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("content", content[:40].decode("latin-1"), "a JSON document") from error
