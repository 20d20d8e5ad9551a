"""Time: `/delay/{n}`, `/drip` and `/stream/{n}`. Bare numbers are seconds here, as httpbin has it."""

import json
import re
import time
from urllib.parse import parse_qsl

from interim.asgi.channel import Scope
from interim.asgi.respond import Send
from interim.asgi.rest import Woken
from interim.errors import InvalidInput
from interim.simulator.config import SECOND_NS
from interim.simulator.durations import in_words, parse_duration
from interim.simulator.habits.echo import echo_of, read_content
from interim.simulator.habits.reply import NO_STORE, marked, reply, text_of
from interim.simulator.held import Held
from interim.simulator.site import Receive, Site

__all__ = ["delay", "drip", "stream"]

_MAX_LINES = 100
_NUMBER = re.compile(r"[0-9]{1,9}")
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PIECE_BYTES = 65_536
_DRIP = {"duration": "2", "numbytes": "10", "code": "200", "delay": "2"}


async def delay(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/delay/{n}`: an echo after n seconds. Any method.

    Raises:
        InvalidInput: it is no duration, or longer than a request may be held. httpbin shortens it to 10 s in silence.
    """
    wait_ns = _seconds("delay", text_of("delay", tail.rstrip("/")), site.config.max_hold_ns)
    content = await read_content(site, scope, receive)
    if content is None:
        return
    if wait_ns:
        async with Held(site, scope, receive) as rest:
            if await rest.until(time.monotonic_ns() + wait_ns) is Woken.LEFT:
                return
    more = {"data": content.decode("utf-8", "replace"), "files": {}, "form": {}}
    await reply(site, send, 200, echo_of(scope) | more)


async def drip(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/drip?duration=&numbytes=&code=&delay=`: so many octets over so many seconds, after a delay.

    Raises:
        InvalidInput: a parameter is unknown or cannot be used, or it takes longer than a request may be held.
    """
    limit_ns = site.config.max_hold_ns
    values = _values(scope)
    count = _number("numbytes", values["numbytes"], 1, site.config.max_body_bytes)
    status = _number("code", values["code"], 200, 599)
    if status in {204, 205, 304}:
        raise InvalidInput("code", status, "a code from 200 to 599 whose response has content")
    wait_ns = _seconds("delay", values["delay"], limit_ns)
    duration_ns = _seconds("duration", values["duration"], limit_ns)
    if wait_ns + duration_ns > limit_ns:
        raise InvalidInput("duration", values["duration"], f"at most {in_words(limit_ns)} together with delay")
    if await read_content(site, scope, receive) is None:
        return
    lines = [(b"content-type", b"application/octet-stream"), (b"content-length", b"%d" % count), NO_STORE]
    async with Held(site, scope, receive) as rest:
        begin_ns = time.monotonic_ns() + wait_ns
        if wait_ns and await rest.until(begin_ns) is Woken.LEFT:
            return
        await send({"type": "http.response.start", "status": status, "headers": marked(status, lines)})
        sent = 0
        while sent < count:
            # The first octet goes at once, and the others are due in equal steps: all that are due go together.
            due = _due(time.monotonic_ns() - begin_ns, duration_ns, count) if not rest.drained else count
            due = min(due, sent + _PIECE_BYTES)
            if due > sent:
                await send({"type": "http.response.body", "body": b"*" * (due - sent), "more_body": True})
                sent = due
            elif await rest.until(begin_ns + -(-sent * duration_ns // count)) is Woken.LEFT:
                return
        await send({"type": "http.response.body", "body": b""})
    site.metrics.answered(status)


async def stream(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/stream/{n}`: n echoes, a line of JSON each, with an `id` from 0.

    Raises:
        InvalidInput: it is no number, or more than a hundred. httpbin sends a hundred then, in silence.
    """
    count = _number("stream", text_of("stream", tail.rstrip("/")), 0, _MAX_LINES)
    document = echo_of(scope)
    pieces = [json.dumps(document | {"id": number}).encode() + b"\n" for number in range(count)]
    lines = [(b"content-type", b"application/json"), NO_STORE]
    if scope["http_version"] == "1.0":
        # Else uvicorn would send it chunked, which RFC 9112 §6.1 forbids to a client of HTTP/1.0.
        lines.append((b"content-length", b"%d" % sum(len(piece) for piece in pieces)))
    await send({"type": "http.response.start", "status": 200, "headers": marked(200, lines)})
    for piece in pieces:
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
    site.metrics.answered(200)


def _due(elapsed_ns: int, duration_ns: int, count: int) -> int:
    """How many octets are due after a time."""
    if elapsed_ns >= duration_ns:
        return count
    return 1 + elapsed_ns * count // duration_ns


def _values(scope: Scope) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True):
        if name not in _DRIP:
            raise InvalidInput(name[:_MAX_LINES], value[:_MAX_LINES], "one of " + ", ".join(_DRIP))
        given[name] = value
    return _DRIP | given


def _seconds(parameter: str, text: str, limit_ns: int) -> int:
    """The ns of a duration whose bare number is seconds. With a unit it is what it says."""
    in_seconds = text + "s" if _SECONDS.fullmatch(text) else text
    try:
        return parse_duration(parameter, in_seconds, limit_ns)
    except InvalidInput as error:
        allowed = f"seconds such as 1 or 0.25, or 250ms, at most {limit_ns / SECOND_NS:g} s"
        raise InvalidInput(parameter, text, allowed) from error


def _number(parameter: str, text: str, low: int, high: int) -> int:
    if not _NUMBER.fullmatch(text) or not low <= int(text) <= high:
        raise InvalidInput(parameter, text, f"a number from {low} to {high}")
    return int(text)
