"""The capture: an exchange as JSON, version 1. It keeps the octets and their times, not our reading of them.

::

    {"name": "...", "description": "...", "protocol": "http/1.1" | "h2",
     "clock_at_request_end": "Sun, 22 Nov 2026 16:00:00 GMT",
     "request": {"method", "target", "version", "headers": [[name, value], ...], "content"},
     "events": [{"at": seconds, "text" | "bytes_b64": ...}, ..., {"at": seconds, "event": "close" | ...}]}

Times are seconds since the end of the request, negative before it. Optional are ``url``, the absolute URI, ``known``,
and, between the events, those for content that was not kept; `left` is what the chunk or frame still had to go::

    {"at": seconds, "until": seconds, "elided": octets, "content": octets of it, "left": octets left in it}

Octets that are ISO-8859-1 text without control characters other than CR, LF and tab are written as `text`, others as
`bytes_b64`; the reader takes both.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, cast, get_args

from interim.errors import InvalidInput
from interim.exchange.fields import Fields
from interim.exchange.messages import Request, Version
from interim.exchange.timeline import Elided, End, Octets, Timeline

__all__ = ["Capture", "Protocol"]

Protocol = Literal["http/1.1", "h2", "h3"]

_T = TypeVar("_T")
_JSON_NAMES = {"dict": "an object", "list": "an array", "str": "a string"}
_TEXT = frozenset(range(0x20, 0x7F)) | {0x09, 0x0A, 0x0D}


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A stored exchange.

    Attributes:
        clock_at_request_end: the recorder's wall clock as an IMF-fixdate (RFC 9110 §5.6.7); empty when unknown. Rules
            on Date and Retry-After need it.
        url: the absolute URI that was asked; empty when unknown.
        known: facts from elsewhere that rules may use, such as the length of the full representation.
    """

    request: Request
    timeline: Timeline
    protocol: Protocol = "http/1.1"
    name: str = ""
    description: str = ""
    clock_at_request_end: str = ""
    url: str = ""
    known: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The capture as values that `json.dumps` takes."""
        document: dict[str, Any] = {
            "name": self.name,
            "description": self.description,
            "protocol": self.protocol,
            "clock_at_request_end": self.clock_at_request_end,
            "request": {
                "method": self.request.method,
                "target": self.request.target,
                "version": self.request.version,
                "headers": self.request.fields.to_json(),
                "content": self.request.content.decode("latin-1"),
            },
            "events": [
                *(_event_to_json(item) for item in self.timeline.octets),
                {"at": _seconds(self.timeline.end_at_ns), "event": self.timeline.end.value},
            ],
        }
        if self.url:
            document["url"] = self.url
        if self.known is not None:
            document["known"] = dict(self.known)
        return document

    @classmethod
    def from_json(cls, document: object) -> "Capture":
        """The capture that `to_json` wrote, or that a person did.

        Raises:
            InvalidInput: a member is missing or has the wrong type or value; it is named by its path.
        """
        root = _member(document, "capture", dict)
        request = _member(root.get("request"), "request", dict)
        headers = _member(request.get("headers"), "request.headers", list)
        return cls(
            name=_member(root.get("name", ""), "name", str),
            description=_member(root.get("description", ""), "description", str),
            protocol=cast("Protocol", _choice(root.get("protocol"), "protocol", get_args(Protocol))),
            clock_at_request_end=_member(root.get("clock_at_request_end", ""), "clock_at_request_end", str),
            request=Request(
                method=_member(request.get("method"), "request.method", str),
                target=_member(request.get("target"), "request.target", str),
                version=cast("Version", _choice(request.get("version"), "request.version", get_args(Version))),
                fields=Fields.of(_pair(line, f"request.headers[{at}]") for at, line in enumerate(headers)),
                content=_latin(_member(request.get("content", ""), "request.content", str), "request.content"),
            ),
            timeline=_timeline(_member(root.get("events"), "events", list)),
            url=_member(root.get("url", ""), "url", str),
            known=_member(root["known"], "known", dict) if root.get("known") is not None else None,
        )

    @classmethod
    def read(cls, text: str | bytes) -> "Capture":
        """A capture from the text of its file.

        Raises:
            InvalidInput: it is not JSON, or not a capture.
        """
        try:
            return cls.from_json(json.loads(text))
        except ValueError as error:
            if isinstance(error, InvalidInput):
                raise
            raise InvalidInput("capture", str(error), "a JSON document") from error


def _timeline(events: list[Any]) -> Timeline:
    if not events:
        raise InvalidInput("events", "[]", "at least the event that ends the exchange")
    octets: list[Octets | Elided] = []
    for at, item in enumerate(events[:-1]):
        octets.append(_event(_member(item, f"events[{at}]", dict), f"events[{at}]"))
    where = f"events[{len(events) - 1}]"
    last = _member(events[-1], where, dict)
    end = _choice(last.get("event"), f"{where}.event", [kind.value for kind in End])
    return Timeline(octets=tuple(octets), end=End(end), end_at_ns=_nanoseconds(last, where))


def _event(event: dict[str, Any], where: str) -> Octets | Elided:
    at_ns = _nanoseconds(event, where)
    if "elided" not in event:
        return Octets(at_ns=at_ns, data=_data(event, where))
    return Elided(
        at_ns=at_ns,
        until_ns=_nanoseconds(event, where, "until"),
        octets=_count(event["elided"], f"{where}.elided"),
        content_octets=_count(event.get("content"), f"{where}.content"),
        left=_count(event.get("left", 0), f"{where}.left", least=-1),
    )


def _event_to_json(item: Octets | Elided) -> dict[str, Any]:
    if isinstance(item, Octets):
        return {"at": _seconds(item.at_ns)} | _data_to_json(item.data)
    return {
        "at": _seconds(item.at_ns),
        "until": _seconds(item.until_ns),
        "elided": item.octets,
        "content": item.content_octets,
        "left": item.left,
    }


def _data(event: dict[str, Any], where: str) -> bytes:
    if "text" in event:
        return _latin(_member(event["text"], f"{where}.text", str), f"{where}.text")
    encoded = _member(event.get("bytes_b64"), f"{where}.bytes_b64", str)
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise InvalidInput(f"{where}.bytes_b64", encoded[:40], "base64 (RFC 4648 §4)") from error


def _data_to_json(data: bytes) -> dict[str, str]:
    if _TEXT.issuperset(data):
        return {"text": data.decode("ascii")}
    return {"bytes_b64": base64.b64encode(data).decode("ascii")}


def _seconds(at_ns: int) -> float:
    return at_ns / 1_000_000_000


def _nanoseconds(event: dict[str, Any], where: str, name: str = "at") -> int:
    at = event.get(name)
    if isinstance(at, bool) or not isinstance(at, int | float) or not -1e9 < at < 1e9:
        raise InvalidInput(f"{where}.{name}", at, "seconds since the end of the request, a number")
    return round(at * 1_000_000_000)


def _count(value: object, where: str, *, least: int = 0) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise InvalidInput(where, value, f"a number of octets, from {least}")
    return value


def _latin(text: str, where: str) -> bytes:
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError as error:
        raise InvalidInput(where, text[:40], "ISO-8859-1 text; use bytes_b64 for other octets") from error


def _pair(line: object, where: str) -> tuple[str, str]:
    match line:
        case [str() as name, str() as value]:
            return name, value
        case _:
            raise InvalidInput(where, line, "[name, value], both strings")


def _choice(value: object, where: str, allowed: "list[str] | tuple[str, ...]") -> str:
    if value not in allowed:
        raise InvalidInput(where, value, "one of " + ", ".join(allowed))
    return cast("str", value)


def _member(value: object, where: str, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise InvalidInput(where, value, _JSON_NAMES[kind.__name__])
    return value
