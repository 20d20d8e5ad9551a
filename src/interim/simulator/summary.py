"""The summary: what was asked, what was sent and what the request looked like, as the content of an answer.

The JSON is put together from text, most of it prepared once for each scenario: this is most of the work of an answer,
and going through a dictionary would double it.
"""

import functools
import html
import json
from json.encoder import encode_basestring_ascii as quoted
from urllib.parse import quote

from interim.asgi.channel import Scope
from interim.codes.registry import REGISTRY, by_class, reason_phrase
from interim.simulator.forms import Form
from interim.simulator.performance import Performance
from interim.simulator.played import Played
from interim.simulator.redaction import REDACTED, SECRET

__all__ = ["Prepared", "in_form", "short_summary", "summary", "target_of"]

_REDACTED = json.dumps(REDACTED)
_VERSIONS = {"2.0": "HTTP/2", "3.0": "HTTP/3"}
"""As ASGI servers write them; the others are HTTP/ and what they write."""
_CACHED_BYTES = 256


class Prepared:
    """The parts of a summary that are the same for many requests.

    Attributes:
        opening: the beginning, to the interim responses.
        nothing_sent: the beginning, when none were sent.
        version: the member of the request that says which HTTP it was.
        links: the links behind that to itself, without the origin that stands before them.
    """

    __slots__ = ("links", "nothing_sent", "opening", "version")

    def __init__(self, asked: int, final: int, http_version: str, root_path: str) -> None:
        known = REGISTRY.get(asked)
        kin = known or next(iter(by_class(asked // 100)), None)
        status = {
            "code": asked,
            "name": reason_phrase(asked),
            "class": kin.class_name if kin is not None else "outside 100-599",
            "spec": known.url if known is not None else None,
            "deprecated": known is not None and known.deprecated,
        }
        self.opening = f'{{"status":{json.dumps(status, separators=(",", ":"))},"sent":{{"final":{final},"interims":'
        self.nothing_sent = f'{self.opening}[],"interim_count":0,"delay_ms":0}}'
        self.version = f'"version":{quoted(_VERSIONS.get(http_version, "HTTP/" + http_version))}'
        reference = quoted(f"{quote(root_path)}/api/codes/{asked}")[1:]
        self.links = f'{reference},"specification":{json.dumps(status["spec"])}'


def summary(scope: Scope, host: bytes, head: Prepared, played: Played) -> str:
    """The summary as JSON, ASCII only. `host` is the authority that the client used, or nothing."""
    fields = [
        f"[{quoted(name.decode('latin-1'))},{quoted(value.decode('latin-1')) if name not in SECRET else _REDACTED}]"
        for name, value in scope["headers"]
    ]
    client = scope.get("client")
    peer = f'{{"host":{quoted(client[0])},"port":{client[1] or 0}}}' if client else "null"
    target = quoted(target_of(scope))
    origin = _origin(scope["scheme"], host) if len(host) < _CACHED_BYTES else '"'
    sent = head.nothing_sent if played.performance is None else _sent(head, played, played.performance)
    return (
        f'{sent},"request":{{"method":{quoted(scope["method"])},"target":{target},{head.version},"client":{peer},'
        f'"fields":[{",".join(fields)}],"content_bytes":{played.content_bytes}}},'
        f'"links":{{"self":{origin}{target[1:]},"reference":{origin}{head.links}}},'
        f'"notes":{json.dumps(played.notes) if played.notes else "[]"}}}\n'
    )


def _sent(head: Prepared, played: Played, performance: Performance) -> str:
    interims, count = performance.to_json()
    return f'{head.opening}{interims},"interim_count":{count},"delay_ms":{played.delay_ms}}}'


@functools.lru_cache(maxsize=64)
def _origin(scheme: str, host: bytes) -> str:
    """The origin that links begin with, as the beginning of a JSON string."""
    return quoted(f"{scheme}://{host.decode('latin-1')}")[:-1] if host else '"'


def short_summary(text: str) -> bytes:
    """The summary in so few octets that a field can carry it, for an answer without content."""
    whole = json.loads(text)
    interims = whole["sent"]["interims"]
    request = whole["request"]
    short = {
        "status": whole["status"]["code"],
        "final": whole["sent"]["final"],
        "interims": [[item["code"], item["at_ms"], item["outcome"]] for item in interims[:10]],
        "interim_count": whole["sent"]["interim_count"],
        "delay_ms": whole["sent"]["delay_ms"],
        "request": f"{request['method'][:20]} {request['version']}",
        "content_bytes": request["content_bytes"],
        "notes": whole["notes"],
    }
    return json.dumps(short, separators=(",", ":")).encode()


def in_form(text: str, form: Form) -> bytes:
    """The summary in a form."""
    if form is Form.JSON:
        return text.encode()
    whole = json.loads(text)
    status, final = whole["status"], whole["sent"]["final"]
    title = f"{status['code']} {status['name']}".strip()
    if form is Form.PROBLEM:
        problem = {
            "type": "about:blank",
            "title": reason_phrase(final) or f"Status {final}",
            "status": final,
            "detail": f"The simulator was asked for {title}.",
            "simulated": whole,
        }
        return json.dumps(problem, separators=(",", ":")).encode() + b"\n"
    if form is Form.MULTISTATUS:
        return _multistatus(whole["request"]["target"])
    pretty = json.dumps(whole, indent=2)
    if form is Form.TEXT:
        return f"{title}\n\n{pretty}\n".encode()
    return _PAGE.format(title=html.escape(title), summary=html.escape(pretty)).encode()


def target_of(scope: Scope) -> str:
    """The path and query of a request, as they came."""
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    query = scope["query_string"]
    return (raw + b"?" + query if query else raw).decode("latin-1")


def _multistatus(target: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<D:multistatus xmlns:D="DAV:"><D:response><D:href>{html.escape(target)}</D:href>'
        "<D:status>HTTP/1.1 200 OK</D:status></D:response></D:multistatus>\n"
    ).encode()


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>This answer is simulated.</p><pre>{summary}</pre></body></html>
"""
