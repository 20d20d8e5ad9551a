"""`POST /api/lint`: judge a capture, without a network."""

import asyncio
import json
from urllib.parse import parse_qs

from interim.asgi.channel import Scope
from interim.asgi.respond import Send, respond
from interim.errors import InvalidInput
from interim.inspector.api.ask import read_settings
from interim.inspector.api.content import Receive, check_json, read_content
from interim.inspector.api.refusal import PLAIN
from interim.inspector.config import Config
from interim.inspector.formats.har import har_report
from interim.inspector.formats.json_report import reports_json
from interim.inspector.judge import judge
from interim.inspector.replay import load_replay
from interim.rules.settings import Settings

__all__ = ["answer_lint"]

_PARAMETERS = ("profile", "select", "ignore", "format")
_FORMATS = ("json", "har")


async def answer_lint(config: Config, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request.

    Raises:
        InvalidInput: the content is no capture, report or HAR, or a parameter is unknown.
        Refusal: it is no JSON, or too long.
    """
    check_json(scope)
    settings, form = _asked(scope["query_string"])
    content = await read_content(receive, config.max_content_bytes)
    # Judging megabytes takes a while, and others are being held on this loop.
    answer = await asyncio.to_thread(_judged, content, settings, form)
    await respond(send, 200, [(b"content-type", b"application/json"), *PLAIN], answer)


def _judged(content: bytes, settings: Settings, form: str) -> bytes:
    reports = [judge(exchange, settings) for exchange in load_replay(content, "content")]
    if form == "har":
        return har_report(reports).encode()
    return json.dumps(reports_json(reports)).encode() + b"\n"


def _asked(query_string: bytes) -> tuple[Settings, str]:
    """Which rules count, and the format of the answer."""
    query = parse_qs(query_string.decode("latin-1"), keep_blank_values=True)
    for name in query:
        if name not in _PARAMETERS:
            raise InvalidInput(name, query[name][0], "one of " + ", ".join(_PARAMETERS))
    root: dict[str, object] = {
        name: [item for value in query[name] for item in value.split(",")]
        for name in ("select", "ignore")
        if name in query
    }
    if "profile" in query:
        root["profile"] = query["profile"][-1]
    form = query.get("format", ["json"])[-1]
    if form not in _FORMATS:
        raise InvalidInput("format", form, "one of " + ", ".join(_FORMATS))
    return read_settings(root), form
