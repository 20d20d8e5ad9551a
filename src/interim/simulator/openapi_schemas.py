"""Schemas of the OpenAPI document: the values of the parameters, and what answers look like."""

from collections.abc import Mapping
from typing import Any

from interim.simulator.scenario import Fault
from interim.simulator.table import MAX_KEY_CHARACTERS

__all__ = ["QUERY_SCHEMAS", "SPEC", "components", "ref"]

Json = dict[str, Any]

_TIME = r"[0-9]{1,9}(\.[0-9]{1,3})?(ms|s)?"
_STEP = rf"1[0-9]{{2}}(\*[1-9][0-9]{{0,5}})?(@{_TIME})?"
_FINAL = "[2-9][0-9]{2}"
_LINES = {
    "type": "array",
    "items": {"type": "string", "pattern": "^[A-Za-z-]+: ?[!-~]([ -~]{0,50}[!-~])?$"},
    "maxItems": 64,
}


def _text(pattern: str | None = None, **more: Any) -> Json:
    return {"type": "string", **({"pattern": f"^{pattern}$"} if pattern else {}), **more}


SPEC: Json = _text(r"[1-5][0-9]{2}(-[1-5][0-9]{2})?(:[0-9]{1,6}(\.[0-9]{1,6})?)?(,[1-5][0-9]{2})*")
"""A status spec, roughly: the parser is stricter, and says what it wants."""

QUERY_SCHEMAS: Mapping[str, Json] = {
    "count": {"type": "integer", "minimum": 1},
    "interval": _text(_TIME),
    "final": _text(f"{_FINAL}(,{_FINAL})*"),
    "interim": _text(rf"{_STEP}(,{_STEP})*"),
    "header.1NN": _LINES,
    "expect": _text(rf"(100|417|delay:{_TIME})"),
    "sleep": _text(rf"{_TIME}(-{_TIME})?"),
    "delay": _text(rf"{_TIME}(-{_TIME})?"),
    "sleep_after_headers": _text(rf"{_TIME}(-{_TIME})?"),
    "drip": _text(rf"[1-9][0-9]{{0,8}}@{_TIME}"),
    "body": _text(),
    "b64": _text("[A-Za-z0-9+/_-]*={0,2}"),
    "size": {"type": "integer", "minimum": 0},
    "type": _text("[a-z]+/[a-z0-9.+-]+(; ?charset=utf-8)?"),
    "header": _LINES,
    "retry_after": _text("([0-9]{1,9}|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT)"),
    "location": _text("/[A-Za-z0-9/._~-]*"),
    "allow": _text("([A-Z]+(,[A-Z]+)*)?"),
    "etag": _text('(W/)?"[!#-~]*"'),
    "cache": _text("[a-z-]+(=[0-9]{1,9})?(, ?[a-z-]+)*"),
    "strict": _text(enum=["0", "1"]),
    "seed": _text(minLength=1, maxLength=128),
    "seq": _text(f"{_FINAL}(,{_FINAL})*"),
    "rate": _text("[1-9][0-9]{0,2}/[1-9][0-9]{0,2}(ms|s)"),
    "key": _text(minLength=1, maxLength=min(MAX_KEY_CHARACTERS, 128)),
    "fault": _text(enum=[fault.value for fault in Fault]),
}
"""What a value of each parameter looks like. A test holds the names against `interim.simulator.parameters`."""


def ref(kind: str, name: str) -> Json:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def components() -> Json:
    """The schemas and responses that operations refer to."""
    return {
        "schemas": {"Problem": _PROBLEM, "Summary": _SUMMARY, "StatusCode": _STATUS_CODE},
        "responses": {
            "BadValue": _problem("A value that cannot be used: what it was given for, what it was, what is allowed."),
            "ReadOnly": _problem("Another method than GET or HEAD."),
            "Unknown": _problem("The registry does not hold it; the nearest codes are named."),
            "Simulated": {
                "description": "What was asked for: any status from 200 on, marked by X-Simulated-Status.",
                "headers": {
                    "X-Simulated-Status": {
                        "description": "The status that was asked for.",
                        "schema": {"type": "integer"},
                    },
                    "X-Sim-Info": {
                        "description": "The summary in short, where there is no content to carry it.",
                        "schema": {"type": "string"},
                    },
                },
                "content": {
                    "application/json": {"schema": ref("schemas", "Summary")},
                    "application/problem+json": {"schema": {"type": "object"}},
                    "text/plain": {"schema": {"type": "string"}},
                    "text/html": {"schema": {"type": "string"}},
                },
            },
        },
    }


def _problem(description: str) -> Json:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": ref("schemas", "Problem")}},
    }


def _object(required: str, **properties: Json) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


_STRING: Json = {"type": "string"}
_INTEGER: Json = {"type": "integer"}

_PROBLEM = _object(
    "type title status detail",
    type=_STRING,
    title=_STRING,
    status=_INTEGER,
    detail={"type": "string", "description": "What is wrong and what to do."},
    parameter={"type": "string", "description": "What the value was given for."},
    got=_STRING,
    allowed={"type": "string", "description": "What would have been accepted, in words."},
)
_SUMMARY = _object(
    "status sent request links notes",
    status=_object("code name", code=_INTEGER, name=_STRING),
    sent=_object(
        "final interims interim_count delay_ms",
        final=_INTEGER,
        interims={
            "type": "array",
            "items": _object("code at_ms outcome", code=_INTEGER, at_ms=_INTEGER, outcome=_STRING),
        },
        interim_count=_INTEGER,
        delay_ms=_INTEGER,
    ),
    request={"type": "object"},
    links={"type": "object"},
    notes={"type": "array", "items": _STRING},
)
_STATUS_CODE = _object(
    "code name class registered note",
    code=_INTEGER,
    name=_STRING,
    registered={"type": "boolean"},
    note=_STRING,
    **{"class": _INTEGER},
)
