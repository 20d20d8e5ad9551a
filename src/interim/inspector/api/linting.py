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
from interim.inspector.formats.json_report import reports_json
from interim.inspector.judge import judge
from interim.inspector.replay import load_replay
from interim.rules.settings import Settings

__all__ = ["answer_lint"]

_PARAMETERS = ("profile", "select", "ignore")


async def answer_lint(config: Config, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request.

    Raises:
        InvalidInput: the content is no capture, report or HAR, or a parameter is unknown.
        Refusal: it is no JSON, or too long.
    """
    check_json(scope)
    settings = _settings(scope["query_string"])
    content = await read_content(receive, config.max_content_bytes)
    # Judging megabytes takes a while, and others are being held on this loop.
    answer = await asyncio.to_thread(_judged, content, settings)
    await respond(send, 200, [(b"content-type", b"application/json"), *PLAIN], answer)


def _judged(content: bytes, settings: Settings) -> bytes:
    reports = [judge(exchange, settings) for exchange in load_replay(content, "content")]
    return json.dumps(reports_json(reports)).encode() + b"\n"


def _settings(query_string: bytes) -> Settings:
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
    return read_settings(root)
