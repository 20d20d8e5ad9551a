"""``interim rule ID``: the page of one rule, or its JSON."""

import json

import click
from rich.console import Console
from rich.text import Text

from interim.cli.failure import reported
from interim.cli.paragraph import page_width, wrapped
from interim.cli.severity_style import severity_style
from interim.rules.catalogue import find_rule
from interim.rules.page import Section, rule_json, sections
from interim.rules.rule import Rule

__all__ = ["rule"]

_INDENT = "  "


@click.command
@click.argument("rule_id", metavar="ID")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A page for people, or JSON for programs.",
)
@reported()
def rule(rule_id: str, format_: str) -> None:
    """Show what a rule finds, why it matters, whom it hurts, an example of both ways, and the fix."""
    found = find_rule(rule_id)
    if format_ == "json":
        click.echo(json.dumps(rule_json(found), indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    _print_page(console, found, page_width(console))


def _print_page(console: Console, found: Rule, width: int) -> None:
    console.print(Text(f"{found.id} {found.name}", style="bold"), soft_wrap=True)
    for section in sections(found):
        console.print()
        console.print(Text(section.heading, style="dim"), soft_wrap=True)
        for line in _lines(section, width - len(_INDENT)):
            # An empty line of an example gets no indent: no line ends with a space.
            console.print(Text.assemble(_INDENT, (line, _style(section, found))) if line else "", soft_wrap=True)


def _style(section: Section, found: Rule) -> str:
    if section.heading == "Severity":
        return severity_style(found.severity)
    return "underline" if section.form == "links" else ""


def _lines(section: Section, room: int) -> list[str]:
    # An address and an example stay as they are, even where they are wider than the page: they are there to be copied.
    if section.form in {"links", "wire"}:
        return list(section.lines)
    if section.form == "text" or len(section.lines) == 1:
        return [line for paragraph in section.lines for line in wrapped(paragraph, room)]
    lines = []
    for entry in section.lines:
        first, *rest = wrapped(entry, room - len(_INDENT))
        lines += [f"- {first}", *(_INDENT + line for line in rest)]
    return lines
