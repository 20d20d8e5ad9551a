"""The samples of the interim codes and of 101. Each is written by hand, since no two stacks do it alike."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from interim.web.samples.sample import Recipe
from interim.web.samples.stacks import CLIENTS, RAN, SERVERS

__all__ = ["CLIENT_FOLDER", "INTERIM_PATHS", "INTERIM_SAMPLES", "folder_of"]

CLIENT_FOLDER = "1xx"
"""Of the clients that are the same for each interim response."""

INTERIM_PATHS: Mapping[int, str] = MappingProxyType(
    {
        102: "/api/status/102?count=3&interval=1s",
        103: "/api/status/103?header.103=Link:%20%3C/a.css%3E;rel=preload",
        104: "/api/status/104",
    }
)
"""What clients ask the simulator for."""

_SERVER = {recipe.id: recipe for recipe in SERVERS}
_CLIENT = {recipe.id: recipe for recipe in CLIENTS}
_RUN = "interim run server:app --port 8000"
_TRY = "EVERY_S=1 TASK_S=3.5 "
"""Shorter than what the file says, so that a reader, and a test, need not wait."""
_ASYNC = "TASK_S=3.5 "

_NODE_CLIENT = Recipe(
    id="node-client",
    title="Node http",
    side="client",
    language="javascript",
    template="node-client.mjs",
    file_name="ask.mjs",
    command="node ask.mjs",
    ran=RAN["node"],
)
_WEBSOCKETS = Recipe(
    id="websockets",
    title="Python websockets",
    side="client",
    language="python",
    template="websockets.py",
    file_name="ask.py",
    command="python ask.py",
    ran=RAN["websockets"],
)
_JETTY = Recipe(
    id="jetty",
    title="Jetty servlet",
    side="server",
    language="java",
    template="jetty.java",
    file_name="Processing.java",
    command="",
    remark=(
        "An extension of Jetty 12; other containers take `sendError(102)` and `setStatus(102)` for the final response. "
        "Inspect yours before you rely on it."
    ),
)


def _on_interim(stack: str, prefix: str = "", remark: str = "") -> Recipe:
    return replace(_SERVER[stack], command=prefix + _RUN, remark=remark)


def _accepted(stack: str, remark: str) -> Recipe:
    """The way round: 202 and a status monitor."""
    recipe = _SERVER[stack]
    command = _ASYNC + recipe.command if recipe.ran else recipe.command
    return replace(
        recipe,
        id=f"accepted-{stack}",
        title=f"{recipe.title}: 202 instead",
        template=f"accepted-{recipe.template}",
        command=command,
        remark=remark,
    )


def _tried(stack: str, remark: str = "") -> Recipe:
    recipe = _SERVER[stack]
    return replace(recipe, command=_TRY + recipe.command, remark=remark)


_PLAIN_ASGI = (
    "With `interim run` the event becomes a 102. Plain uvicorn does not know it and answers 500; gunicorn 27 knows it."
)

INTERIM_SAMPLES: Mapping[int, tuple[Recipe, ...]] = MappingProxyType(
    {
        100: (
            _SERVER["node-http"],
            _SERVER["asgi"],
            _SERVER["fastapi"],
            _SERVER["go"],
            _CLIENT["curl"],
            replace(
                _NODE_CLIENT,
                remark="`fetch`, requests and httpx cannot wait for a 100: they send the content at once.",
            ),
            _CLIENT["go-client"],
        ),
        101: (
            _SERVER["node-http"],
            _SERVER["asgi"],
            _SERVER["fastapi"],
            _SERVER["aspnet"],
            _SERVER["nginx"],
            replace(_CLIENT["curl"], remark="It ends after two seconds, with exit status 28: that is the plan."),
            _NODE_CLIENT,
            _WEBSOCKETS,
        ),
        102: (
            _tried("node-http"),
            _tried(
                "express", "`response.status(102).json(...)`, as some tutorials have it, lets the client wait for ever."
            ),
            _on_interim("asgi", _TRY, _PLAIN_ASGI),
            _on_interim("fastapi", _TRY),
            _on_interim("django", _TRY, "Not with WSGI: there, a response has one status and nothing goes before it."),
            _tried(
                "go", "Before Go 1.19 this ended the response, which is why old tutorials say that Go cannot send it."
            ),
            _JETTY,
            replace(
                _SERVER["nginx"],
                remark=(
                    "nginx sends no 102, and loses the final response behind one that it hears over HTTP/1.1. "
                    "Over HTTP/1.0 a server must send none; those that `interim run` starts obey, Node and Go do not."
                ),
            ),
            _accepted("fastapi", "For clients and proxies that you do not know, this is the safer way."),
            _accepted("flask", "Not possible with WSGI: a response has one status, and nothing goes before it."),
            _accepted(
                "php",
                "Not possible with `php -S`, php-fpm or Apache: a response has one status, and nothing goes before it.",
            ),
            _accepted("rack", "Rack knows 103 only; `rack.early_hints` takes no other code."),
            _accepted(
                "spring-boot",
                "A servlet has no way to send 102: after `setStatus(102)` and `flushBuffer()` the container has sent "
                "its final response, with a framing field that no 1xx may have, and the client waits for another.",
            ),
            _accepted("aspnet", "Kestrel sends no interim response but 100."),
            _CLIENT["curl"],
            replace(
                _CLIENT["requests"],
                remark=(
                    "requests, urllib3 and `http.client` take the 102 for the answer, and give the real one to the "
                    "next request on the connection."
                ),
            ),
            _CLIENT["httpx"],
            _CLIENT["fetch"],
            _NODE_CLIENT,
            replace(
                _CLIENT["go-client"],
                remark=(
                    "Before Go 1.24 the sixth interim response is an error, so a long wait may need a 202. "
                    "Neither `Client.Timeout` nor `ResponseHeaderTimeout` is prolonged by a 102."
                ),
            ),
        ),
        103: (
            _SERVER["node-http"],
            _SERVER["express"],
            _on_interim("asgi"),
            _on_interim("fastapi"),
            _on_interim("django", "", "Not with WSGI: there, a response has one status and nothing goes before it."),
            _SERVER["go"],
            replace(_SERVER["rack"], command="puma --early-hints -b tcp://127.0.0.1:8000 config.ru"),
            replace(_SERVER["nginx"], ran="", remark="Needs nginx 1.29 or later."),
            _CLIENT["curl"],
            replace(
                _CLIENT["requests"],
                remark="requests takes the 103 for the answer, and gives the real one to the next request.",
            ),
            _CLIENT["httpx"],
            _CLIENT["fetch"],
            _NODE_CLIENT,
            _CLIENT["go-client"],
        ),
        104: (
            _on_interim("asgi"),
            _SERVER["go"],
            _CLIENT["curl"],
            _NODE_CLIENT,
            _CLIENT["go-client"],
        ),
    }
)
"""By code, servers first."""


def folder_of(code: int, recipe: Recipe) -> str:
    """Where the file of a recipe is."""
    return CLIENT_FOLDER if recipe.side == "client" and code in INTERIM_PATHS else str(code)
