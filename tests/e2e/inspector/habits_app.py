"""A small ASGI application with right and wrong habits of caching, one on each path."""

import gzip
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

__all__ = ["app"]

Message = MutableMapping[str, Any]
Fields = dict[str, str]

CONTENT = b"All work and no play makes a dull page. " * 60
MODIFIED = "Mon, 01 Jun 2026 00:00:00 GMT"


async def app(
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    if scope["type"] != "http":
        return
    request = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
    status, fields, content = answer(scope["path"].lstrip("/"), request)
    if scope["method"] == "HEAD":
        content = b""
    lines = [(name.encode(), value.encode("latin-1")) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": content})


def answer(path: str, request: Fields) -> tuple[int, Fields, bytes]:
    """The response to a GET on this path."""
    packed = "gzip" in request.get("accept-encoding", "") and path not in ("plain", "ranges-plain")
    content = gzip.compress(CONTENT, mtime=0) if packed else CONTENT
    fields = {
        "date": format_datetime(datetime.now(UTC), usegmt=True),
        "content-type": "text/plain",
        "cache-control": "max-age=60",
        "vary": "Accept-Encoding",
        "etag": '"g"' if packed and path != "same-etag" else '"p"',
        "last-modified": MODIFIED,
        "accept-ranges": "bytes",
    }
    if packed:
        fields["content-encoding"] = "gzip"
    if path == "no-vary":
        del fields["vary"]
    if path == "no-validators":
        del fields["etag"], fields["last-modified"]
    if path == "no-ranges":
        del fields["accept-ranges"]
    if not_modified(path, request, fields):
        kept = ("date",) if path == "bare-304" else ("date", "cache-control", "vary", "etag", "last-modified")
        return 304, {name: fields[name] for name in kept if name in fields}, b""
    span = wanted(request.get("range", ""), len(content))
    if span is not None and path not in ("ignores-range", "no-ranges"):
        return ranged(path, fields, content, span)
    return 200, fields | {"content-length": str(len(content))}, content


def not_modified(path: str, request: Fields, fields: Fields) -> bool:
    """RFC 9110 §13.2.2: If-Modified-Since counts only without If-None-Match."""
    if "if-none-match" in request:
        return path != "ignores-etag" and request["if-none-match"] == fields.get("etag")
    return path != "ignores-modified" and request.get("if-modified-since") == fields.get("last-modified", "")


def wanted(value: str, length: int) -> tuple[int, int] | None:
    if not value.startswith("bytes="):
        return None
    first, _, last = value.removeprefix("bytes=").partition("-")
    if not first:
        return length - int(last), length - 1
    return int(first), min(int(last or length), length - 1)


def ranged(path: str, fields: Fields, content: bytes, span: tuple[int, int]) -> tuple[int, Fields, bytes]:
    first, last = span
    if first >= len(content):
        return 416, {"date": fields["date"], "content-range": f"bytes */{len(content)}", "content-length": "0"}, b""
    part = content[first : last + 1]
    if path == "wrong-octets":
        part = part[::-1] if part[::-1] != part else bytes(len(part))
    length = len(content) + (7 if path == "wrong-length" else 0)
    more = {"content-range": f"bytes {first}-{last}/{length}", "content-length": str(len(part))}
    return 206, fields | more, part
