"""Request-targets: which of them reach an application, and the answer to the others.

Applications believe in `scope["path"]`. A target whose path a parser reads otherwise than the client wrote it is
refused here, the same way by every adapter: httptools drops ``#`` and what follows, so that
``DELETE /folder#file`` would delete the folder.
"""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote

from interim.asgi.respond import Send, problem, problem_content

__all__ = ["FRAGMENT", "REFUSED", "check_octets", "check_target", "refusal", "refuse"]

REFUSED = "interim.refused"
"""The name of the scope member that says why the request-target is refused."""

# RFC 9112 §3.2.2: "a server MUST accept the absolute-form in requests even though most HTTP/1.1 clients will only send
# the absolute-form to a proxy." What is left of it is its origin-form.
_ABSOLUTE = re.compile(rb"https?://[^/?#]+", re.IGNORECASE)

FRAGMENT = (
    "the request-target has a '#', which no form of it allows (RFC 9112 §3.2); send the part before it, or %23 for "
    "the character itself"
)
_OCTETS = "the request-target has a character that must be percent-encoded (RFC 3986 §2)"
_NOT_OF_A_URI = re.compile(rb"[^!-~]")
_FORM = "the request-target is neither a path, an http URI nor, for OPTIONS, '*' (RFC 9112 §3.2)"


def check_target(scope: MutableMapping[str, Any]) -> str | None:
    """Why a request-target is refused, in words, or None.

    Brings an absolute-form into origin-form: `path` and `raw_path` of the scope are replaced.
    """
    raw_path: bytes = scope["raw_path"]
    if b"#" in raw_path or b"#" in scope["query_string"]:
        return FRAGMENT
    if raw_path[:1] == b"/" or (raw_path == b"*" and scope["method"] == "OPTIONS"):
        return None
    absolute = _ABSOLUTE.match(raw_path)
    if absolute is None:
        return _FORM
    scope["raw_path"] = raw_path[absolute.end() :] or b"/"
    scope["path"] = unquote(scope["raw_path"].decode("ascii"))
    return None


def check_octets(scope: Mapping[str, Any]) -> str | None:
    """Why a request-target is refused whose octets no parser has looked at, as in some HTTP/2 servers, or None."""
    odd = _NOT_OF_A_URI.search(scope["raw_path"]) or _NOT_OF_A_URI.search(scope["query_string"])
    return _OCTETS if odd else None


async def refuse(scope: Mapping[str, Any], receive: object, send: Send) -> None:
    """An ASGI application that answers 400 to a refused request-target, and closes the connection."""
    await problem(send, 400, "Bad Request", scope[REFUSED], lines=[(b"connection", b"close")])


def refusal(detail: str) -> bytes:
    """The octets of a whole 400 response in HTTP/1.1, for a request that did not get as far as a scope."""
    content = problem_content(400, "Bad Request", detail)
    return (
        b"HTTP/1.1 400 Bad Request\r\n"
        b"content-type: application/problem+json\r\n"
        b"content-length: %d\r\n"
        b"connection: close\r\n"
        b"\r\n"
        b"%s" % (len(content), content)
    )
