"""The OpenAPI document of a simulator: put together from the same tables that its parser and its limits have."""

import json
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from interim.asgi.channel import Scope
from interim.asgi.respond import Send, respond
from interim.simulator.config import Config
from interim.simulator.cors import OPEN
from interim.simulator.durations import in_words
from interim.simulator.openapi_paths import Operation, operations
from interim.simulator.openapi_schemas import QUERY_SCHEMAS, components, ref
from interim.simulator.parameters import PARAMETERS, Parameter
from interim.simulator.site import Receive, Site
from interim.version import __version__

__all__ = ["describe", "openapi"]

Json = dict[str, Any]

_SUMMARY = "Any HTTP status, any interim responses, any fault, by URL."


async def openapi(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/openapi.json`: the description of this simulator, for where it is mounted."""
    lines = [(b"content-type", b"application/json"), (b"cache-control", b"no-cache"), *OPEN]
    await respond(send, 200, lines, _encoded(site.config, scope.get("root_path", "")))
    site.metrics.answered(200)


def describe(config: Config, root_path: str = "") -> Json:
    """The OpenAPI 3.1 document of a simulator with these limits, mounted at `root_path`."""
    paths: dict[str, Json] = {}
    for operation in operations(config):
        item = paths.setdefault(operation.path, _path(operation))
        item[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "interim simulator",
            "version": __version__,
            "summary": _SUMMARY,
            "description": _description(config),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": quote(root_path) or "/"}],
        "tags": [
            {"name": "status", "description": "Simulate a status"},
            {"name": "codes", "description": "What status codes mean"},
            {"name": "habits", "description": "Habits of httpbin"},
            {"name": "service", "description": "About this simulator"},
        ],
        "paths": paths,
        "components": components()
        | {"parameters": {parameter.name: _query_parameter(parameter, config) for parameter in PARAMETERS}},
    }


@lru_cache(maxsize=16)
def _encoded(config: Config, root_path: str) -> bytes:
    return json.dumps(describe(config, root_path), indent=2).encode() + b"\n"


def _description(config: Config) -> str:
    return (
        "Every simulated answer has X-Simulated-Status, so that it is not taken for a real one, and Cache-Control: "
        "no-store unless cache= asks for another. A value that cannot be used is answered with 400 and problem "
        "details (RFC 9457) that name the parameter, what it was and what is allowed; nothing is shortened in "
        "silence. A bare number of a duration is milliseconds, except on the paths of httpbin.\n\n"
        f"Limits here: a request is held for at most {in_words(config.max_hold_ns)}, gets at most "
        f"{config.max_interims} interim responses, and content has at most {config.max_body_bytes} octets, either way."
    )


def _path(operation: Operation) -> Json:
    """A path; its methods take the same parameters."""
    shared = [ref("parameters", parameter.name) for parameter in PARAMETERS] if operation.takes_all else []
    return {"parameters": [*operation.parameters, *shared]}


def _operation(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.identifier,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description or operation.summary,
        "x-example": operation.example,
    }
    if operation.takes_content:
        described["requestBody"] = {
            "description": "Read, counted and thrown away." if operation.takes_all else "Any content.",
            "required": False,
            "content": {
                "application/json": {"schema": {}, "example": {"hello": "world"}},
                "application/octet-stream": {"schema": {"type": "string", "maxLength": 1000}},
            },
        }
    described["responses"] = dict(operation.responses)
    return described


def _query_parameter(parameter: Parameter, config: Config) -> Json:
    # OpenAPI has no patterns for names: header.103 stands for header.100 to header.199.
    name = "header.103" if parameter.name == "header.1NN" else parameter.name
    schema = dict(QUERY_SCHEMAS[parameter.name])
    if parameter.name == "count":
        schema["maximum"] = config.max_interims
    if parameter.name == "size":
        schema["maximum"] = config.max_body_bytes
    value = next(value for key, value in parse_qsl(urlsplit(parameter.example).query) if key == name)
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": f"{parameter.meaning} ({parameter.form})",
        "schema": schema,
        "x-example": parameter.example,
        "example": [value] if schema.get("type") == "array" else _typed(value, schema),
    }


def _typed(value: str, schema: Json) -> str | int:
    return int(value) if schema.get("type") == "integer" else value
