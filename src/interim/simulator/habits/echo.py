"""Echoes: a request as JSON, in the shapes of httpbin's `/headers` and `/anything`."""

import base64
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from interim.asgi.channel import Scope
from interim.asgi.refusal import Refusal
from interim.asgi.respond import Send
from interim.exchange.fields import FieldLine
from interim.simulator.habits.reply import reply
from interim.simulator.redaction import REDACTED, SECRET
from interim.simulator.site import Receive, Site
from interim.simulator.summary import target_of

__all__ = ["anything", "echo_of", "headers", "read_content"]

_FORM = "application/x-www-form-urlencoded"


async def headers(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/headers`: the fields of the request; what identifies its sender is redacted."""
    await reply(site, send, 200, {"headers": _headers(scope["headers"])})


async def anything(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/anything`: the whole request, with its content. Any method, and any path below."""
    content = await read_content(site, scope, receive)
    if content is None:
        return
    document = echo_of(scope) | {"method": scope["method"]} | _content_of(scope, content)
    try:
        json.dumps(document, allow_nan=False, indent=2)
    except (ValueError, RecursionError):
        # JSON that Python reads and cannot write: numbers such as 1e999, or arrays nested too deeply.
        document["json"] = None
    await reply(site, send, 200, document)


def echo_of(scope: Scope) -> dict[str, Any]:
    """What httpbin tells of a request without content."""
    return {
        "args": _grouped(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        "headers": _headers(scope["headers"]),
        "origin": scope["client"][0] if scope.get("client") else "",
        "url": _url(scope),
    }


async def read_content(site: Site, scope: Scope, receive: Receive) -> bytes | None:
    """The content of a request; None when the client left before its end.

    Raises:
        Refusal: 413, it is longer than the limit.
    """
    limit_bytes = site.config.max_body_bytes
    content = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        content += message.get("body", b"")
        if len(content) > limit_bytes:
            # What was not read cannot be skipped on HTTP/1: the connection ends.
            closing = [(b"connection", b"close")] if scope["http_version"].startswith("1") else []
            detail = f"the content of the request is longer than {limit_bytes} octets; send less"
            raise Refusal(413, detail, lines=closing, limit="max_body_bytes")
        if not message.get("more_body", False):
            return bytes(content)


def _content_of(scope: Scope, content: bytes) -> dict[str, Any]:
    """The members for the content: text, a data URL where it is none, a form, and JSON if it is that."""
    media_type = b"".join(value for name, value in scope["headers"] if name == b"content-type")
    is_form = media_type.partition(b";")[0].strip().lower() == _FORM.encode()
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "data:application/octet-stream;base64," + base64.b64encode(content).decode()
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        parsed = None
    form = parse_qsl(text, keep_blank_values=True) if is_form else ()
    return {"data": "" if is_form else text, "files": {}, "form": _grouped(form), "json": parsed}


def _headers(lines: Iterable[FieldLine]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for raw_name, raw_value in lines:
        name = "-".join(part.capitalize() for part in raw_name.decode("latin-1").split("-"))
        value = REDACTED if raw_name in SECRET else raw_value.decode("latin-1")
        shown[name] = f"{shown[name]},{value}" if name in shown else value
    return shown


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """One value as text, several of one name as a list."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return {name: those[0] if len(those) == 1 else those for name, those in values.items()}


def _url(scope: Scope) -> str:
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    if not host and scope.get("server"):
        address, port = scope["server"]
        host = address if port is None else f"{address}:{port}"
    return f"{scope.get('scheme', 'http')}://{host}{target_of(scope)}"
