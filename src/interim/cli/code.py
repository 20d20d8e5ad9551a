"""``interim code CODE``: everything known about one status code, as a page or as JSON."""

import json
import re
from collections.abc import Sequence

import click
from rich.console import Console
from rich.text import Text

from interim.cli.failure import reported
from interim.cli.paragraph import page_width, wrapped
from interim.codes.registry import REGISTRY_DATE, lookup
from interim.codes.status import (
    Assignment,
    CacheRule,
    FieldRule,
    Level,
    Redirect,
    RetryRule,
    StatusCode,
)
from interim.errors import InvalidInput

__all__ = ["code"]

_INDENT = "  "
_LABEL_WIDTH = 11

_CACHE_WORDS = {
    CacheRule.HEURISTIC: "cacheable by default",
    CacheRule.EXPLICIT_ONLY: "cacheable only when the response says so",
    CacheRule.NEVER_STORE: "must not be stored",
}
_METHOD_WORDS = {
    "no": "the method stays",
    "may": "POST may become GET",
    "yes": "the method becomes GET or HEAD",
}


@click.command
@click.argument("number", metavar="CODE")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A page for people, or JSON for programs.",
)
@reported()
def code(number: str, format_: str) -> None:
    """Show what is known about one HTTP status code, with the clauses that say so."""
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise InvalidInput("code", number, "a status code in digits, such as 102")
    status = lookup(int(number))
    if format_ == "json":
        click.echo(json.dumps(status.to_json(), indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    _print_page(console, status, page_width(console))


def _print_page(console: Console, status: StatusCode, width: int) -> None:
    console.print(Text(f"{status.code} {status.name}", style="bold"), soft_wrap=True)
    console.print()
    for label, value in _rows(status):
        room = width - len(_INDENT) - _LABEL_WIDTH
        for number, line in enumerate(wrapped(value, room)):
            head = (label if number == 0 else "").ljust(_LABEL_WIDTH)
            console.print(Text.assemble(_INDENT, (head, "dim"), line), soft_wrap=True)
    console.print()
    for line in wrapped(status.note, width - len(_INDENT)):
        console.print(Text(_INDENT + line), soft_wrap=True)
    console.print()
    # An address stays whole, even where it is wider than the page: it has to work when copied.
    for address in _addresses(status):
        console.print(Text.assemble(_INDENT, (address, "underline")), soft_wrap=True)


def _rows(status: StatusCode) -> list[tuple[str, str]]:
    rows = [
        ("class", f"{status.status_class}xx {status.class_name}"),
        ("kind", _kind(status)),
        ("registry", _registry(status)),
    ]
    if status.spec is not None:
        rows.append(("defined in", str(status.spec)))
    rows.append(("content", f"{status.content.value} ({status.content_clause})"))
    if status.cache is not CacheRule.NOT_APPLICABLE:
        rows.append(("cache", f"{_CACHE_WORDS[status.cache]} ({status.cache_clause})"))
    if status.redirect is not None:
        rows.append(("redirect", _redirect(status.redirect)))
    if status.retry is not None:
        rows += _retry(status.retry)
    rows += _labelled("fields", _fields(status.fields))
    meanings = [f"{meaning.name} ({meaning.vendor})" for meaning in status.vendors]
    return rows + _labelled("used by", meanings)


def _labelled(label: str, values: list[str]) -> list[tuple[str, str]]:
    return [(label if number == 0 else "", value) for number, value in enumerate(values)]


def _kind(status: StatusCode) -> str:
    if not status.on_wire:
        return "never in a status line: only in logs, configuration or content"
    return "interim response" if status.interim else "final response"


def _registry(status: StatusCode) -> str:
    if status.assignment is Assignment.UNOFFICIAL:
        return "unofficial: not in the IANA registry"
    until = f", expires {status.expires.isoformat()}" if status.expires is not None else ""
    return f"{status.assignment.value}{until} (IANA, as of {REGISTRY_DATE})"


def _redirect(redirect: Redirect) -> str:
    lasting = "permanent" if redirect.permanent else "temporary"
    return f"{lasting}; {_METHOD_WORDS[redirect.changes_method]} ({redirect.clause})"


def _retry(retry: RetryRule) -> list[tuple[str, str]]:
    answer = "yes" if retry.allowed else "not automatically"
    rows = [("retry", f"{answer}: {retry.condition} ({retry.clause})")]
    if retry.retried_by:
        rows.append(("", "done by " + "; ".join(retry.retried_by)))
    return rows


def _fields(rules: Sequence[FieldRule]) -> list[str]:
    """One line for the fields that the same words of a clause ask for."""
    names: dict[tuple[Level, str, str], list[str]] = {}
    for rule in rules:
        names.setdefault((rule.level, rule.when, rule.clause), []).append(rule.name)
    lines = []
    for (level, when, clause), together in names.items():
        word = "by convention" if level is Level.CONVENTION else level.value
        condition = f", when {when}" if when else ""
        lines.append(f"{', '.join(together)}: {word}{condition} ({clause})")
    return lines


def _addresses(status: StatusCode) -> list[str]:
    spec = [status.spec.url] if status.spec is not None else []
    return list(dict.fromkeys([*spec, *(meaning.source for meaning in status.vendors)]))
