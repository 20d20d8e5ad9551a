"""What a client of the API may ask for: a JSON object to an `Inquiry`, within the limits of the server."""

import base64
import binascii
import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar, cast, get_args

from interim.errors import InvalidInput
from interim.exchange.fields import FieldLine, Fields
from interim.inspector.config import Config
from interim.inspector.inquiry import Active, Inquiry
from interim.rules.settings import Settings
from interim.wire.recording import HttpChoice

__all__ = ["MEMBERS", "read_inquiry", "read_settings"]

_T = TypeVar("_T")
_SECOND_NS = 1_000_000_000
_FRAMING = frozenset({"content-length", "transfer-encoding"})
_JSON_NAMES = {"str": "a string", "bool": "true or false", "list": "an array", "dict": "an object"}

MEMBERS: Mapping[str, str] = {
    "url": "an absolute http or https URL, or a path of this server, such as /api/status/102",
    "method": "a method; POST with content and GET without",
    "headers": "fields to send, [[name, value], ...]",
    "content": "content to send, as text",
    "content_b64": "content to send, in base64, instead of `content`",
    "expect": "hold the content back until a 100 comes",
    "prefer": "a value for Prefer, such as 'respond-async, wait=10'",
    "http": "1.0, 1.1, 2 or auto",
    "watch": "seconds to wait for the end of the final response",
    "linger": "seconds to read on after it",
    "follow": "follow redirects",
    "insecure": "do not check the certificate",
    "active": "further requests: none, safe or all",
    "compare": "the URL of the same resource on another path",
    "poll_monitor": "ask the status monitor of a 202 until it ends",
    "profile": "default, longrun or webdav",
    "select": "ids or prefixes of the rules that count",
    "ignore": "ids or prefixes of the rules that do not",
}
"""What the object may hold, in words. All but `url` are optional."""


def read_inquiry(document: object, config: Config) -> Inquiry:
    """The inquiry of a JSON object, without the policy, which is not for a client to choose.

    Raises:
        InvalidInput: a member is unknown, missing, of the wrong type or beyond a limit; it is named.
    """
    root = _typed(document, "content", dict)
    for name in root:
        if name not in MEMBERS:
            raise InvalidInput(str(name)[:100], root[name], "one of " + ", ".join(MEMBERS))
    if "url" not in root:
        raise InvalidInput("url", "nothing", MEMBERS["url"])
    limits = dataclasses.replace(
        config.limits,
        watch_ns=_duration(root, "watch", config.limits.watch_ns, longest_ns=config.limits.watch_ns),
        linger_ns=_duration(root, "linger", config.limits.linger_ns, longest_ns=config.limits.watch_ns, least_ns=0),
    )
    return Inquiry(
        url=_member(root, "url", ""),
        method=_member(root, "method", ""),
        fields=_fields(root),
        content=_content(root),
        expect=_member(root, "expect", False),
        http=cast("HttpChoice", _choice(root, "http", "auto", get_args(HttpChoice))),
        follow=_member(root, "follow", False),
        verify=not _member(root, "insecure", False),
        active=cast("Active", _choice(root, "active", "safe", get_args(Active))),
        compare=_member(root, "compare", ""),
        poll_monitor=_member(root, "poll_monitor", False),
        limits=limits,
        settings=read_settings(root),
        deadline_ns=config.deadline_ns,
    )


def read_settings(root: Mapping[str, Any]) -> Settings:
    """Which rules count, from the members profile, select and ignore.

    Raises:
        InvalidInput: there is no such profile, or a value has the wrong type.
    """
    settings = Settings(select=_names(root, "select"), ignore=_names(root, "ignore"))
    return settings.under(_member(root, "profile", "default"))


def _fields(root: Mapping[str, Any]) -> Fields:
    lines: list[FieldLine] = []
    for at, line in enumerate(_typed(root.get("headers", []), "headers", list)):
        match line:
            case [str() as name, str() as value]:
                if name.lower() in _FRAMING:
                    raise InvalidInput(f"headers[{at}]", name, "no framing fields; they follow from the content")
                lines.extend(Fields.checked([(name, value)]))
            case _:
                raise InvalidInput(f"headers[{at}]", line, "[name, value], both strings")
    prefer = _member(root, "prefer", "")
    return Fields.checked([*lines, *([("Prefer", prefer)] if prefer else [])])


def _content(root: Mapping[str, Any]) -> bytes:
    if "content_b64" not in root:
        return _member(root, "content", "").encode()
    if "content" in root:
        raise InvalidInput("content_b64", "both", "content or content_b64, not both")
    encoded = _member(root, "content_b64", "")
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("content_b64", encoded[:40], "base64 (RFC 4648 §4)") from error


def _duration(root: Mapping[str, Any], name: str, default_ns: int, *, longest_ns: int, least_ns: int = 1) -> int:
    if name not in root:
        return default_ns
    value = root[name]
    allowed = f"seconds, a number from {'0' if least_ns == 0 else 'above 0'} to {longest_ns // _SECOND_NS}"
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value * _SECOND_NS <= longest_ns:
        raise InvalidInput(name, value, allowed)
    if round(value * _SECOND_NS) < least_ns:
        raise InvalidInput(name, value, allowed)
    return round(value * _SECOND_NS)


def _names(root: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _typed(root.get(name, []), name, list)
    return tuple(_typed(value, f"{name}[{at}]", str).strip().upper() for at, value in enumerate(values))


def _choice(root: Mapping[str, Any], name: str, default: str, allowed: tuple[str, ...]) -> str:
    value = _member(root, name, default)
    if value not in allowed:
        raise InvalidInput(name, value, "one of " + ", ".join(allowed))
    return value


def _member(root: Mapping[str, Any], name: str, default: _T) -> _T:
    return _typed(root[name], name, type(default)) if name in root else default


def _typed(value: object, name: str, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise InvalidInput(name, str(value)[:100], _JSON_NAMES[kind.__name__])
    return value
