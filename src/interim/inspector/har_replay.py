"""Exchanges from a HAR 1.2, as far as it goes: its makers keep what HTTP means, not the octets.

The octets are built again: status line and fields, interim responses from our own `_interim`, the content with a
Content-Length that fits. What a maker took off before it wrote the file (content coding, transfer coding, what followed
the response) is gone, and rules about it have nothing to say.
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import urldefrag, urlsplit

from interim.errors import InvalidInput
from interim.exchange.capture import Capture
from interim.exchange.fields import FieldLine, Fields
from interim.exchange.messages import Request, Version
from interim.exchange.timeline import End, Timeline
from interim.inspector.rebuilt import Rebuilt, Section, h1_octets, h2_octets

__all__ = ["har_captures"]

_SCHEMES = frozenset({"http", "https", "ws", "wss"})
_MS_NS = 1_000_000
_BEFORE_NS = -(10**18)
"""Earlier than any interim response."""
_NO_CONTENT = frozenset({204, 304})
_CODINGS = frozenset({b"content-encoding", b"transfer-encoding"})


def har_captures(document: Mapping[str, Any]) -> list[Capture]:
    """The captures of all entries that have a response, at least one.

    Raises:
        InvalidInput: a member that HAR 1.2 requires is missing or of the wrong type, or no entry has a response.
    """
    entries = _dict(document["log"], "log").get("entries")
    if not isinstance(entries, list):
        raise InvalidInput("log.entries", entries, "an array")
    captures = [capture for at, entry in enumerate(entries) for capture in _capture(entry, f"log.entries[{at}]")]
    if not captures:
        raise InvalidInput(
            "log.entries", f"{len(entries)} entries", "at least one with the response to an HTTP request"
        )
    return captures


def _capture(entry: object, where: str) -> Iterator[Capture]:
    root = _dict(entry, where)
    asked = _dict(root.get("request"), f"{where}.request")
    answer = _dict(root.get("response"), f"{where}.response")
    url, _ = urldefrag(_str(asked.get("url"), f"{where}.request.url"))
    status = answer.get("status")
    if isinstance(status, bool) or not isinstance(status, int) or not 0 <= status <= 999:
        raise InvalidInput(f"{where}.response.status", status, "a status code, or 0 for none")
    if url.partition(":")[0].lower() not in _SCHEMES or (status == 0 and not root.get("_interim")):
        return
    request = Request(
        method=_str(asked.get("method"), f"{where}.request.method"),
        target=_target(url, f"{where}.request.url"),
        version=_version(asked) if _version(answer) == "HTTP/1.1" else _version(answer),
        fields=Fields(tuple(_lines(asked.get("headers"), f"{where}.request.headers"))),
        content=_posted(asked.get("postData")),
    )
    timings = _dict(root.get("timings", {}), f"{where}.timings")
    wait_ns = _ns(timings.get("wait"))
    end_at_ns = wait_ns + _ns(timings.get("receive"))
    head: Section | None = None
    content, elided = b"", 0
    if status:
        head, content, elided = _final(request, root, status, wait_ns, where)
    rebuilt = Rebuilt(
        version="HTTP/1.0" if _version(answer) == "HTTP/1.0" else "HTTP/1.1",
        interims=_interims(root.get("_interim"), f"{where}._interim", _BEFORE_NS, wait_ns),
        head=head,
        content=content,
        elided=elided,
        # On HTTP/2 one can come amid the content.
        late=_interims(root.get("_late"), f"{where}._late", wait_ns if request.version == "HTTP/2" else end_at_ns),
        end_at_ns=end_at_ns,
    )
    octets = h2_octets(rebuilt) if request.version == "HTTP/2" else h1_octets(rebuilt)
    items = tuple(sorted(octets, key=lambda item: item.at_ns))
    last_ns = max((item.at_ns for item in items), default=0)
    yield Capture(
        protocol="h2" if request.version == "HTTP/2" else "http/1.1",
        request=request,
        timeline=Timeline(octets=items, end=_end(root), end_at_ns=max(last_ns, end_at_ns)),
        clock_at_request_end=_clock(root),
        url=url,
    )


def _end(entry: dict[str, Any]) -> End:
    """How the watching ended. Only our own files say; elsewhere it ended, and nobody knows whether a close followed."""
    ours = entry.get("_end")
    return End(ours) if ours in [end.value for end in End] else End.DEADLINE


def _final(request: Request, entry: dict[str, Any], status: int, at_ns: int, where: str) -> tuple[Section, bytes, int]:
    """The head of the final response, its content, and how many octets of it are not in the file."""
    answer, ours = entry["response"], "_end" in entry
    lines = list(_lines(answer.get("headers"), f"{where}.response.headers"))
    content, elided = b"", 0
    if request.method != "HEAD" and status not in _NO_CONTENT and not 100 <= status <= 199:
        content, elided = _content(answer.get("content"), f"{where}.response.content", ours=ours)
        coded = any(name.lower() in _CODINGS for name, _ in lines)
        if coded or not ours:
            # Our own files have what there was: a length that does not fit is evidence.
            lines = list(_consistent(lines, len(content) + elided, always=request.version != "HTTP/2"))
    reason = answer.get("statusText")
    head = Section(
        status=status,
        reason=_octets(reason) if isinstance(reason, str) else b"",
        lines=tuple(lines),
        at_ns=at_ns,
    )
    return head, content, elided


def _interims(value: object, where: str, from_ns: int, until_ns: int | None = None) -> tuple[Section, ...]:
    """Our own interim responses, in ascending order of time and within these bounds."""
    sections: list[Section] = []
    for at, item in enumerate(value if isinstance(value, list) else []):
        interim = _dict(item, f"{where}[{at}]")
        status = interim.get("status")
        if isinstance(status, bool) or not isinstance(status, int) or not 100 <= status <= 199:
            raise InvalidInput(f"{where}[{at}].status", status, "100 to 199")
        at_ns = max(_at_ns(interim.get("at"), max(0, from_ns)), sections[-1].at_ns if sections else from_ns)
        reason = interim.get("statusText")
        sections.append(
            Section(
                status=status,
                reason=_octets(reason) if isinstance(reason, str) else b"",
                lines=tuple(_lines(interim.get("headers", []), f"{where}[{at}].headers")),
                at_ns=at_ns if until_ns is None else min(at_ns, until_ns),
            )
        )
    return tuple(sections)


def _content(value: object, where: str, *, ours: bool) -> tuple[bytes, int]:
    """The content, and how many octets of it were not kept."""
    content = value if isinstance(value, dict) else {}
    text, size = content.get("text"), content.get("size")
    octets = size if isinstance(size, int) and 0 < size < 1 << 50 else 0
    if not isinstance(text, str):
        return b"", octets
    if content.get("encoding") != "base64":
        data = text.encode("utf-8", "surrogatepass")
    else:
        try:
            data = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise InvalidInput(f"{where}.text", text[:40], "base64 (RFC 4648 §4)") from error
    # Of others, the size is in octets of a charset that the text no longer shows.
    return data, max(0, octets - len(data)) if ours else 0


def _consistent(lines: list[FieldLine], length: int, *, always: bool) -> Iterator[FieldLine]:
    """The fields with a Content-Length that fits: the codings were taken off before the content was written down."""
    announced = False
    for name, value in lines:
        match name.lower():
            case b"content-encoding" | b"transfer-encoding":
                pass
            case b"content-length" if not announced:
                announced = True
                yield name, b"%d" % length
            case b"content-length":
                pass
            case _:
                yield name, value
    if always and not announced:
        yield b"Content-Length", b"%d" % length


def _lines(value: object, where: str) -> Iterator[FieldLine]:
    if not isinstance(value, list):
        raise InvalidInput(where, value, "an array")
    for at, item in enumerate(value):
        match item:
            case {"name": str() as name, "value": str() as text} | [str() as name, str() as text]:
                if not name.startswith(":"):
                    # Chromium joins the lines of one name with LF.
                    yield from ((_octets(name), _octets(line.strip(" \t"))) for line in text.split("\n"))
            case _:
                raise InvalidInput(f"{where}[{at}]", item, "an object with name and value, both strings")


def _octets(text: str) -> bytes:
    """Text as octets of a field: ISO-8859-1 where it can be, and no CR, LF or NUL, which the maker cannot have seen."""
    clean = text.replace("\r", " ").replace("\n", " ").replace("\0", " ")
    try:
        return clean.encode("latin-1")
    except UnicodeEncodeError:
        return clean.encode("utf-8", "replace")


def _version(message: dict[str, Any]) -> Version:
    label = str(message.get("httpVersion")).lower()
    if label.startswith(("h2", "http/2", "h3", "http/3", "quic")):
        # There is no other record of HTTP/3 than its meaning, and that is the same.
        return "HTTP/2"
    return "HTTP/1.0" if label == "http/1.0" else "HTTP/1.1"


def _target(url: str, where: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InvalidInput(where, url[:200], "an absolute URL") from error
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _posted(value: object) -> bytes:
    text = value.get("text") if isinstance(value, dict) else None
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else b""


def _clock(entry: dict[str, Any]) -> str:
    """When the request was sent, as an IMF-fixdate; "" when the entry does not say."""
    started, timings = entry.get("startedDateTime"), entry.get("timings")
    try:
        clock = datetime.fromisoformat(str(started))
        before = timings if isinstance(timings, dict) else {}
        # HAR 1.2: ssl is part of connect.
        clock += timedelta(microseconds=sum(_ns(before.get(n)) for n in ("blocked", "dns", "connect", "send")) / 1000)
        return format_datetime(clock.astimezone(UTC), usegmt=True)
    except (ValueError, OverflowError):
        return ""


def _ns(milliseconds: object) -> int:
    """HAR 1.2: -1 is for what there was not."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int | float):
        return 0
    return round(milliseconds * _MS_NS) if 0 < milliseconds < 1e9 else 0


def _at_ns(seconds: object, otherwise_ns: int) -> int:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not -1e9 < seconds < 1e9:
        return otherwise_ns
    return round(seconds * 1e9)


def _dict(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidInput(where, value, "an object")
    return value


def _str(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise InvalidInput(where, value, "a string")
    return value
