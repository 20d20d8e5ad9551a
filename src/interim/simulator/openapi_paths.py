"""The operations of a simulator: one for each path and method that the OpenAPI document describes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from interim.simulator.config import SECOND_NS, Config
from interim.simulator.openapi_schemas import SPEC, ref

__all__ = ["Operation", "operations"]

Json = dict[str, Any]

_METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
_WITH_CONTENT = frozenset({"post", "put", "patch"})
_BAD_VALUE = {"400": ref("responses", "BadValue")}
_REFUSED = {"405": ref("responses", "ReadOnly")}
_SIMULATED = {"default": ref("responses", "Simulated")} | _BAD_VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation.

    Attributes:
        identifier: unique.
        example: a path and query to try.
        takes_all: the query parameters of a simulated status apply.
    """

    path: str
    method: str
    identifier: str
    tag: str
    summary: str
    example: str
    description: str = ""
    parameters: tuple[Json, ...] = ()
    takes_all: bool = False
    takes_content: bool = False
    responses: Mapping[str, Json] = field(default_factory=dict)


def operations(config: Config) -> tuple[Operation, ...]:
    """All of them, in the order in which a reader wants them."""
    return (*_status(), *_codes(), *_habits(config), *_service())


def _status() -> list[Operation]:
    spec = _in_path(
        "spec",
        SPEC,
        "503",
        "A code 503, a choice 200,500 or 200:0.9,500:0.1, or a range 500-504. A 1xx is sent as an interim response, "
        "and a final response follows.",
    )
    meaning = "Simulate a status. Any method is answered alike; what follows the spec in the path is ignored."
    described = _any_method(
        Operation(
            path="/api/status/{spec}",
            method="get",
            identifier="status",
            tag="status",
            summary="Simulate a status",
            description=meaning,
            example="/api/status/102?count=3&interval=1s",
            parameters=(spec,),
            takes_all=True,
            responses=_SIMULATED,
        )
    )
    alias = Operation(
        path="/status/{spec}",
        method="get",
        identifier="get_status_alias",
        tag="status",
        summary="The same, as httpbin writes it",
        description="All that /api/status/{spec} takes, this path takes too.",
        example="/status/418",
        parameters=(spec,),
        takes_all=True,
        responses=_SIMULATED,
    )
    return [*described, alias]


def _codes() -> list[Operation]:
    code = _in_path("code", {"type": "integer", "minimum": 100, "maximum": 999}, 404, "A status code.")
    one = {"200": _answer("The code.", ref("schemas", "StatusCode")), "404": ref("responses", "Unknown")} | _BAD_VALUE
    whole = {
        "type": "object",
        "properties": {"codes": {"type": "array", "items": ref("schemas", "StatusCode")}},
    }
    return [
        _get("/api/codes", "codes", "All known status codes", {"200": _answer("The registry.", whole)}),
        _get("/api/codes/{code}", "codes", "What is known about a status code", one, (code,), "/api/codes/404"),
    ]


def _habits(config: Config) -> list[Operation]:
    most = config.max_hold_ns / SECOND_NS
    seconds = {"type": "number", "minimum": 0, "maximum": most}
    anything = Operation(
        path="/anything",
        method="get",
        identifier="anything",
        tag="habits",
        summary="The request as JSON",
        description="Any method, and any path below /anything/. What identifies the sender is redacted.",
        example="/anything?a=1",
        responses=_ok(),
    )
    delay = Operation(
        path="/delay/{n}",
        method="get",
        identifier="delay",
        tag="habits",
        summary="An echo after n seconds. Any method.",
        example="/delay/0.5",
        parameters=(_in_path("n", seconds, 0.5, "Seconds."),),
        responses=_ok() | _BAD_VALUE,
    )
    number = {"type": "integer", "minimum": 1, "maximum": 100}
    return [
        _habit("/headers", "The fields of the request", "/headers"),
        *_any_method(anything),
        *_any_method(delay),
        _habit(
            "/drip",
            "Octets over a duration, after a delay",
            "/drip?duration=2&numbytes=10&delay=0",
            _in_query("duration", seconds, 2, "Seconds from the first octet to the last; 2 if not given."),
            _in_query(
                "numbytes", {"type": "integer", "minimum": 1, "maximum": config.max_body_bytes}, 10, "Octets; 10."
            ),
            _in_query("code", {"type": "integer", "minimum": 200, "maximum": 599}, 200, "The status; 200."),
            _in_query("delay", seconds, 0, "Seconds before the first octet; 2 if not given."),
            answers={"default": {"description": "The status that code= asked for."}},
        ),
        _habit("/stream/{n}", "Lines of JSON", "/stream/3", _in_path("n", number, 3, "How many lines.")),
        _habit(
            "/redirect/{n}",
            "A chain of redirects to /anything",
            "/redirect/3",
            _in_path("n", number, 3, "How many."),
            answers={"302": {"description": "The next of the chain."}},
        ),
        _habit(
            "/basic-auth/{user}/{password}",
            "Basic authentication for this user",
            "/basic-auth/user/secret",
            _in_path("user", {"type": "string", "pattern": "^[a-z]+$"}, "user", "The user it asks for."),
            _in_path("password", {"type": "string", "pattern": "^[a-z]+$"}, "secret", "The password it asks for."),
            answers={"401": {"description": "Other credentials, or none."}},
        ),
        _habit("/cache", "200 with validators, or 304 to any condition", "/cache", answers=_NOT_MODIFIED),
        _habit(
            "/cache/{n}",
            "An answer that may be kept for n seconds",
            "/cache/60",
            _in_path("n", {"type": "integer", "minimum": 0, "maximum": 999_999_999}, 60, "Seconds."),
        ),
        _habit(
            "/etag/{etag}",
            "An answer with this entity tag: 304 and 412 as RFC 9110 has it",
            "/etag/v1",
            _in_path("etag", {"type": "string", "pattern": "^[A-Za-z0-9]+$"}, "v1", "The entity tag."),
            answers=_NOT_MODIFIED | {"412": {"description": "If-Match names another."}},
        ),
    ]


_NOT_MODIFIED = {"304": {"description": "A condition says that the client has it."}}


def _service() -> list[Operation]:
    text = {"200": {"description": "The counts.", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    return [
        _get("/openapi.json", "service", "This document", _ok()),
        _get("/healthz", "service", "Whether the simulator answers", _ok()),
        _get("/metrics", "service", "Counts for Prometheus", text),
    ]


def _any_method(template: Operation) -> list[Operation]:
    return [
        replace(
            template,
            method=method,
            identifier=f"{method}_{template.identifier}",
            takes_content=method in _WITH_CONTENT,
        )
        for method in _METHODS
    ]


def _get(
    path: str, tag: str, summary: str, responses: Json, parameters: tuple[Json, ...] = (), example: str = ""
) -> Operation:
    return Operation(
        path=path,
        method="get",
        identifier="get_" + "_".join(part.strip("{}") for part in path.replace(".", "/").split("/") if part),
        tag=tag,
        summary=summary,
        example=example or path,
        parameters=parameters,
        responses=responses | _REFUSED,
    )


def _habit(path: str, summary: str, example: str, *parameters: Json, answers: Json | None = None) -> Operation:
    bad_value = _BAD_VALUE if parameters else {}
    return _get(path, "habits", summary, _ok() | (answers or {}) | bad_value, parameters, example)


def _in_path(name: str, schema: Json, example: Any, description: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
        "example": example,
    }


def _in_query(name: str, schema: Json, example: Any, description: str) -> Json:
    return _in_path(name, schema, example, description) | {"in": "query", "required": False}


def _ok() -> Json:
    return {"200": _answer("As asked.", {"type": "object"})}


def _answer(description: str, schema: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
