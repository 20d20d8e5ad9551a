"""A text or a number as it is written in a language, with the quotes that a person would choose."""

import json
import re
from collections.abc import Callable, Mapping

from interim.codes.registry import lookup

__all__ = ["LITERALS", "go_constant"]

_GO_NAMES: Mapping[int, str] = {
    203: "NonAuthoritativeInfo",
    407: "ProxyAuthRequired",
    413: "RequestEntityTooLarge",
    414: "RequestURITooLong",
    416: "RequestedRangeNotSatisfiable",
    418: "Teapot",
    422: "UnprocessableEntity",
}
"""Those that have another name in net/http than in the registry."""

_PLAIN = re.compile(r"[A-Za-z0-9/:.=_-]+")


def _escaped(value: str | int) -> str:
    """In double quotes, with backslashes: C#, Java and JSON."""
    return json.dumps(value, ensure_ascii=False)


def _either(value: str | int) -> str:
    """In single quotes where there are double ones inside: Python and JavaScript."""
    plain = isinstance(value, str) and '"' in value and "'" not in value
    return f"'{value}'" if plain else _escaped(value)


def _single(value: str | int) -> str:
    """In single quotes, for they mean what they say: PHP and shells have more in the others."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" if isinstance(value, str) else str(value)


def _nginx(value: str | int) -> str:
    """Without quotes where nginx needs none."""
    return str(value) if _PLAIN.fullmatch(str(value)) else _single(value)


def _go(value: str | int) -> str:
    return f"`{value}`" if isinstance(value, str) and '"' in value else _escaped(value)


LITERALS: Mapping[str, Callable[[str | int], str]] = {
    "py": _either,
    "js": _either,
    "rb": _either,
    "go": _go,
    "json": _escaped,
    "java": _escaped,
    "cs": _escaped,
    "php": _single,
    "nginx": _nginx,
}
"""By the name of the filter in the files."""


def go_constant(code: int) -> str:
    """What net/http calls a code, such as ``http.StatusNotFound``."""
    name = _GO_NAMES.get(code) or lookup(code).name.replace("-", " ")
    words = name.split(" ")
    return "http.Status" + "".join(word[0].upper() + word[1:] for word in words)
