"""Replies: JSON as httpbin writes it, open to every origin, counted and marked as simulated."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from interim.asgi.respond import Send, respond
from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine
from interim.simulator.cors import OPEN
from interim.simulator.lines import MARK
from interim.simulator.site import Site

__all__ = ["NO_STORE", "marked", "reply", "text_of"]

NO_STORE: FieldLine = (b"cache-control", b"no-store")
_JSON: FieldLine = (b"content-type", b"application/json")


async def reply(site: Site, send: Send, status: int, document: Any, lines: Sequence[FieldLine] = (NO_STORE,)) -> None:
    """Answer with JSON, sorted and indented as httpbin's; with a document of None, without content."""
    if document is not None:
        content = json.dumps(document, indent=2, sort_keys=True).encode() + b"\n"
        await respond(send, status, marked(status, [_JSON, *lines]), content)
    elif status == 304:
        # RFC 9110 §8.6: a Content-Length in a 304 would have to be that of the 200.
        await send({"type": "http.response.start", "status": status, "headers": marked(status, lines)})
        await send({"type": "http.response.body", "body": b""})
    else:
        await respond(send, status, marked(status, lines), b"")
    site.metrics.answered(status)


def marked(status: int, lines: Sequence[FieldLine]) -> list[FieldLine]:
    """The fields of an answer, with those that all of ours have."""
    return [*lines, (MARK, b"%d" % status), *OPEN]


def text_of(parameter: str, segment: str) -> str:
    """A segment of a path, decoded.

    Raises:
        InvalidInput: what is percent-encoded in it is no UTF-8.
    """
    try:
        return unquote_to_bytes(segment).decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(parameter, segment, "UTF-8 behind the percent-encoding") from error
