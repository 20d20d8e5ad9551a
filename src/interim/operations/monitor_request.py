"""What a request to the monitor asks for, by its path, method and fields."""

import enum
import re
from dataclasses import dataclass
from urllib.parse import quote

from interim.asgi.channel import Scope
from interim.asgi.path import local_path
from interim.asgi.refusal import Refusal
from interim.exchange.field_list import split_list
from interim.exchange.fields import Fields
from interim.protocol.prefer import parse_prefer

__all__ = ["Action", "MonitorRequest", "read_request"]

_LONGEST_WAIT_S = 60
_PATH = re.compile(r"/(?P<id>[^/:]+)(?:/(?P<part>result|cancel)|:(?P<verb>cancel))?/?")
_WEIGHT = re.compile(r"(?:^|;)\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)")
# RFC 9110 §8.8.3; compared weakly (§13.1.2).
_ENTITY_TAG = re.compile(r'(?:W/)?("[!#-~\x80-\xff]*")')


class Action(enum.Enum):
    """What is asked for."""

    LIST = "list"
    SHOW = "show"
    STREAM = "stream"
    PAGE = "page"
    RESULT = "result"
    CANCEL = "cancel"


_FORMS = {"application/json": Action.SHOW, "text/event-stream": Action.STREAM, "text/html": Action.PAGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorRequest:
    """A request, read.

    Attributes:
        id: of the operation; "" for the list.
        wait_s: how long to wait for a change, 0 for no wait.
        version: that the client has, by Last-Event-ID; None for none.
        tags: of the versions that it has, by If-None-Match; ``*`` for any.
    """

    action: Action
    id: str = ""
    wait_s: int = 0
    version: int | None = None
    tags: frozenset[str] = frozenset()

    def has(self, version: int) -> bool:
        """Whether the client has this version (RFC 9110 §13.1.2)."""
        return not self.tags.isdisjoint({"*", f'"v{version}"'})


def read_request(scope: Scope, base: str) -> MonitorRequest:
    """What is asked for.

    Args:
        scope: of the request.
        base: where the monitor is, in case that whoever passed the request on did not add it to the root path.

    Raises:
        Refusal: 404 or 405.
    """
    path, base = local_path(scope), quote(base)
    if path == base or path.startswith(f"{base}/"):
        path = path[len(base) :]
    if path in {"", "/"}:
        _allow(scope, "GET", "HEAD")
        return MonitorRequest(action=Action.LIST)
    match = _PATH.fullmatch(path)
    if match is None:
        raise Refusal(404, f"nothing is at {path[:100]}; an operation is at /ID, its result at /ID/result")
    id_ = match["id"]
    if match["part"] == "result":
        _allow(scope, "GET", "HEAD")
        return MonitorRequest(action=Action.RESULT, id=id_)
    if match["part"] or match["verb"]:
        _allow(scope, "POST")
        return MonitorRequest(action=Action.CANCEL, id=id_)
    if scope["method"] == "DELETE":
        return MonitorRequest(action=Action.CANCEL, id=id_)
    _allow(scope, "GET", "HEAD", "DELETE")
    return _shown(Fields(tuple((name, value) for name, value in scope["headers"])), id_, scope["method"])


def _shown(fields: Fields, id_: str, method: str) -> MonitorRequest:
    action = _preferred(fields.get("accept") or "")
    if action is Action.STREAM and method == "GET":
        last = fields.get("last-event-id") or ""
        version = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else None
        return MonitorRequest(action=Action.STREAM, id=id_, version=version)
    if action is Action.PAGE:
        return MonitorRequest(action=Action.PAGE, id=id_)
    none_match = fields.get("if-none-match") or ""
    tags = {"*"} if none_match.strip() == "*" else _ENTITY_TAG.findall(none_match)
    wait_s = parse_prefer(fields.get_all("prefer")).wait_s or 0
    return MonitorRequest(
        action=Action.SHOW,
        id=id_,
        wait_s=min(wait_s, _LONGEST_WAIT_S) if method == "GET" else 0,
        tags=frozenset(tags),
    )


def _preferred(accept: str) -> Action:
    """The form that Accept (RFC 9110 §12.5.1) weighs most, the first of those of a weight; JSON where none is named."""
    preferred, most = Action.SHOW, 0.0
    for member in split_list(accept.lower()):
        kind, _, parameters = member.partition(";")
        action = _FORMS.get(kind.strip())
        match = _WEIGHT.search(parameters)
        weight = float(match[1]) if match is not None else 1.0
        if action is not None and weight > most:
            preferred, most = action, weight
    return preferred


def _allow(scope: Scope, *methods: str) -> None:
    if scope["method"] not in methods:
        detail = f"{scope['method'][:20]} is not for this path; use {' or '.join(methods)}"
        raise Refusal(405, detail, lines=[(b"allow", ", ".join(methods).encode())])
