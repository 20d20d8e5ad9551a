"""``interim rules``: what an exchange is judged by, as a table or as JSON."""

import json
from collections.abc import Sequence

import click
from rich.console import Console
from rich.text import Text

from interim.cli.failure import reported
from interim.cli.severity_style import severity_style
from interim.errors import InvalidInput
from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.page import rule_json
from interim.rules.rule import Rule

__all__ = ["rules"]

_GAP = "  "
_HEADINGS = ("ID", "SEVERITY", "WHAT")


@click.command
@click.option("--family", metavar="FAMILY", help="Only this one: " + ", ".join(FAMILIES) + ".")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table for people, or JSON for programs.",
)
@reported()
def rules(family: str | None, format_: str) -> None:
    """List the rules that an exchange is judged by.

    An error breaks a MUST of a specification, or the framing. A warning breaks a SHOULD, or a limit that many clients
    and proxies have. A note is legal, and worth knowing.
    """
    chosen = _choose(family)
    if format_ == "json":
        document = {"families": dict(FAMILIES), "rules": [rule_json(rule) for rule in chosen]}
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    # A pipe has no width: a program behind it gets every line in full.
    width = console.width if console.is_terminal else None
    rows = [_HEADINGS, *((rule.id, rule.severity.word, rule.summary) for rule in chosen)]
    for number, line in enumerate(_table(rows, width)):
        style = "bold" if number == 0 else severity_style(chosen[number - 1].severity)
        console.print(Text(line, style=style), soft_wrap=True)


def _choose(family: str | None) -> Sequence[Rule]:
    if family is None:
        return tuple(RULES.values())
    if family.upper() not in FAMILIES:
        raise InvalidInput("--family", family, "one of " + ", ".join(FAMILIES))
    return tuple(rule for rule in RULES.values() if rule.id.startswith(family.upper()))


def _table(rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = [_GAP.join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [line if width is None or len(line) <= width else line[: width - 1] + "…" for line in lines]
