"""Exchanges from a file: a capture, a report that embeds captures, a HAR, or the octets of a server."""

import json
import re
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from typing import Any, TypeVar

from interim.errors import InvalidInput
from interim.exchange.capture import Capture, Protocol
from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.exchange.timeline import End, Octets, Timeline
from interim.inspector.har_replay import har_captures
from interim.wire.limits import Limits
from interim.wire.read import read_exchange

__all__ = ["capture_of", "load_replay"]

_T = TypeVar("_T")
_ALLOWED = "a capture, a report of interim or a HAR, in JSON, or the octets of an HTTP response"
_PROTOCOLS: dict[str, Protocol] = {"HTTP/2": "h2", "HTTP/3": "h3"}
_REQUEST_LINE = re.compile(rb"[!-~]{1,40} [!-~]+ HTTP/[0-9]")
# RFC 9113 §3.4: what a server sends first is a SETTINGS frame: a length, type 4, no ACK, stream 0.
_H2_PREFACE = re.compile(rb"\x00[\x00-\xff]{2}\x04\x00\x00\x00\x00\x00")


def load_replay(data: bytes, name: str, limits: Limits | None = None) -> list[Exchange]:
    """The exchanges that a file holds, at least one. What the file is, its content says, not its name.

    Octets of a server are taken as the answer to a GET over HTTP/1.1 (over HTTP/2 if they are its frames), all of them
    at time zero, followed by a close.

    Args:
        data: the whole file.
        name: of the file, for messages.
        limits: bounds of the reader, as for a recording.

    Raises:
        InvalidInput: the file is none of these; it says what was found, and where.
    """
    captures = _captures(data, name)
    return [read_exchange(capture, limits or Limits()) for capture in captures]


def capture_of(exchange: Exchange, name: str = "") -> Capture:
    """The capture that keeps this exchange: its octets and times, the request, and what is known of it."""
    clock = exchange.clock
    return Capture(
        name=name,
        protocol=_PROTOCOLS.get(exchange.request.version, "http/1.1"),
        clock_at_request_end=format_datetime(clock.astimezone(UTC), usegmt=True) if clock is not None else "",
        request=exchange.request,
        timeline=exchange.timeline,
        url=exchange.url,
        known=dict(exchange.known) or None,
    )


def _captures(data: bytes, name: str) -> list[Capture]:
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if not text:
        raise InvalidInput(name, "an empty file", _ALLOWED)
    if text.startswith((b"{", b"[")):
        return _json_captures(text, name)
    return [_raw_capture(data, name)]


def _json_captures(text: bytes, name: str) -> list[Capture]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(name, f"no JSON: {error}", _ALLOWED) from error
    match document:
        case {"log": _}:
            return _naming(name, har_captures, document)
        case {"reports": [_, *_] as reports}:
            return [_embedded(report, f"{name}: reports[{at}].capture") for at, report in enumerate(reports)]
        case {"capture": _}:
            return [_embedded(document, f"{name}: capture")]
        case {"events": _} | {"protocol": _}:
            return [_naming(name, Capture.from_json, document)]
        case dict():
            members = ", ".join(sorted(map(str, document))[:8]) or "none"
            raise InvalidInput(name, f"a JSON object with the members {members}", _ALLOWED)
        case _:
            raise InvalidInput(name, f"a JSON {_kind(document)}", _ALLOWED)


def _embedded(report: object, where: str) -> Capture:
    capture = report.get("capture") if isinstance(report, dict) else None
    return _naming(where, Capture.from_json, capture)


def _naming(name: str, read: Callable[[Any], _T], document: object) -> _T:
    try:
        return read(document)
    except InvalidInput as error:
        raise InvalidInput(f"{name}: {error.parameter}", error.got[:200], error.allowed) from error


def _raw_capture(data: bytes, name: str) -> Capture:
    is_h2 = _H2_PREFACE.match(data) is not None
    if _REQUEST_LINE.match(data):
        raise InvalidInput(name, "an HTTP request", _ALLOWED)
    if not is_h2 and b"HTTP/" not in data:
        raise InvalidInput(name, f"{len(data)} octets without any HTTP response", _ALLOWED)
    return Capture(
        name=name,
        protocol="h2" if is_h2 else "http/1.1",
        request=Request(method="GET", target="/", version="HTTP/2" if is_h2 else "HTTP/1.1", fields=Fields()),
        timeline=Timeline(octets=(Octets(at_ns=0, data=data),), end=End.CLOSE),
    )


def _kind(document: object) -> str:
    return "array" if isinstance(document, list) else type(document).__name__
