"""The API page: the OpenAPI document as one HTML page, without scripts and without anything from elsewhere."""

from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

from interim.asgi.channel import Scope
from interim.asgi.origin import origin_of
from interim.asgi.respond import Send, respond
from interim.exchange.fields import FieldLine
from interim.simulator.config import Config
from interim.simulator.openapi import describe
from interim.simulator.site import Receive, Site

__all__ = ["draw", "page"]

Json = dict[str, Any]

_LINES: tuple[FieldLine, ...] = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"vary", b"host"),
)


async def page(site: Site, scope: Scope, receive: Receive, send: Send, tail: str) -> None:
    """`/` and `/docs`: the API page, with examples for the address that the client used."""
    await respond(send, 200, _LINES, _drawn(site.config, scope.get("root_path", ""), origin_of(scope)))
    site.metrics.answered(200)


def draw(document: Json, origin: str) -> str:
    """An OpenAPI document as HTML.

    Args:
        document: what `interim.simulator.openapi.describe` gives.
        origin: scheme and authority of the examples.
    """
    base = origin + document["servers"][0]["url"].rstrip("/")
    sections = [_section(document, tag, base) for tag in document["tags"]]
    template = Template((files("interim.simulator") / "page.html").read_text("utf-8"))
    return template.substitute(
        title=escape(document["info"]["title"]),
        version=escape(document["info"]["version"]),
        summary=escape(document["info"]["summary"]),
        description="".join(f"<p>{escape(text)}</p>" for text in document["info"]["description"].split("\n\n")),
        openapi=escape(base + "/openapi.json"),
        first=escape(_curl(base, "/api/status/102?count=3&interval=1s")),
        sections="\n".join(sections),
    )


@lru_cache(maxsize=16)
def _drawn(config: Config, root_path: str, origin: str) -> bytes:
    return draw(describe(config, root_path), origin).encode()


def _section(document: Json, tag: Json, base: str) -> str:
    drawn: set[str] = set()
    paths = [
        _path(document, path, base, drawn)
        for path, item in document["paths"].items()
        if item["get"]["tags"] == [tag["name"]]
    ]
    return f'<section id="{escape(tag["name"])}"><h2>{escape(tag["description"])}</h2>{"".join(paths)}</section>'


def _path(document: Json, path: str, base: str, drawn: set[str]) -> str:
    """A path with all its methods: they take and answer the same, and GET is among them.

    Shared parameters that were `drawn` above are not drawn again; the others are added to them.
    """
    item = document["paths"][path]
    methods = " ".join(method.upper() for method in item if method != "parameters")
    get = item["get"]
    shown = [parameter for parameter in item["parameters"] if parameter.get("$ref") not in drawn]
    drawn |= {parameter["$ref"] for parameter in shown if "$ref" in parameter}
    parameters = [_resolved(document, parameter) for parameter in shown]
    return (
        f"<article><h3><code>{escape(path)}</code> <small>{escape(methods)}</small></h3>"
        f"<p>{escape(get['description'])}</p><pre>{escape(_curl(base, get['x-example']))}</pre>"
        f"{_parameters(parameters, base)}{_responses(document, get['responses'])}</article>"
    )


def _resolved(document: Json, element: Json) -> Json:
    """The element, or the component that it refers to."""
    if "$ref" not in element:
        return element
    kind, name = element["$ref"].split("/")[2:]
    found: Json = document["components"][kind][name]
    return found


def _parameters(parameters: list[Json], base: str) -> str:
    if not parameters:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(parameter['in'])}</td>"
        f"<td>{escape(parameter['description'])}</td><td>{_example(parameter, base)}</td></tr>"
        for parameter in parameters
    )
    head = "<tr><th>Parameter</th><th>In</th><th>Meaning</th><th>Example</th></tr>"
    return f'<div class="wide"><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def _responses(document: Json, responses: Json) -> str:
    meanings = {status: _resolved(document, response)["description"] for status, response in responses.items()}
    items = "".join(f"<li><code>{escape(status)}</code> {escape(meaning)}</li>" for status, meaning in meanings.items())
    return f"<ul>{items}</ul>"


def _example(parameter: Json, base: str) -> str:
    """The value, which leads to a URL that has it, where there is one to try."""
    example = parameter["example"]
    value = f"<code>{escape(str(example[0] if isinstance(example, list) else example))}</code>"
    return f'<a href="{escape(base + parameter["x-example"])}">{value}</a>' if "x-example" in parameter else value


def _curl(base: str, target: str) -> str:
    return f"curl -i '{base}{target}'"
