"""Which ASGI messages of an application are interim responses. The same for every server adapter."""

from collections.abc import Mapping, Sequence
from typing import Any

from interim.asgi.channel import EARLY_HINT, INFORMATIONAL
from interim.errors import LocalProtocolError
from interim.exchange.fields import FieldLine

__all__ = ["read_interim"]


def read_interim(message: Mapping[str, Any]) -> tuple[int, Sequence[FieldLine]] | None:
    """The status and field lines of an interim response, or None when the message is part of a final response.

    Taken are `http.response.informational`, the `http.response.early_hint` of the ASGI specification, and
    `http.response.start` with a status from 100 to 199, which a widely copied sample sends. Header pairs may be lists,
    as in that sample.

    Raises:
        LocalProtocolError: the message has one of these types, but not its members.
    """
    kind = message.get("type")
    if kind == "http.response.start":
        status = message.get("status")
        if not isinstance(status, int) or not 100 <= status <= 199:
            return None
    elif kind == INFORMATIONAL:
        status = message.get("status")
        if not isinstance(status, int):
            raise LocalProtocolError(
                f"{INFORMATIONAL}: 'status' is {status!r}, allowed: an int from 100 to 199, not 101"
            )
    elif kind == EARLY_HINT:
        links = message.get("links", ())
        if not all(isinstance(link, bytes) for link in links):
            raise LocalProtocolError(f"{EARLY_HINT}: 'links' is {links!r}, allowed: an iterable of bytes")
        return 103, [(b"link", link) for link in links]
    else:
        return None
    return status, _lines(message.get("headers", ()), status)


def _lines(headers: Any, status: int) -> Sequence[FieldLine]:
    lines: list[FieldLine] = []
    for pair in headers or ():
        match pair:
            case [bytes() as name, bytes() as value]:
                lines.append((name.lower(), value))
            case _:
                raise LocalProtocolError(f"headers of {status}: {pair!r}, allowed: pairs of bytes (name, value)")
    return lines
