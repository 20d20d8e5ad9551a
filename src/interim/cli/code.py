"""``interim code CODE``: everything known about one status code, as a page or as JSON."""

import json
import re

import click
from rich.console import Console
from rich.text import Text

from interim.cli.failure import reported
from interim.cli.paragraph import page_width, wrapped
from interim.codes.page import addresses, code_json, facts, sections
from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import lookup
from interim.codes.status import StatusCode
from interim.errors import InvalidInput

__all__ = ["code"]

_INDENT = "  "
_LABEL_WIDTH = 11


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
@click.option("--long", "long", is_flag=True, help="With its history, when to use it, effects and mistakes.")
@reported()
def code(number: str, format_: str, *, long: bool) -> None:
    """Show what is known about one HTTP status code, with the clauses that say so."""
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise InvalidInput("code", number, "a status code in digits, such as 102")
    status = lookup(int(number))
    if format_ == "json":
        click.echo(json.dumps(code_json(status), indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    _print_page(console, status, page_width(console), long=long)


def _print_page(console: Console, status: StatusCode, width: int, *, long: bool) -> None:
    console.print(Text(f"{status.code} {status.name}", style="bold"), soft_wrap=True)
    console.print()
    _print_paragraph(console, PROSE[status.code].answer, width)
    room = width - len(_INDENT) - _LABEL_WIDTH
    for fact in facts(status):
        lines = [line for value in fact.values for line in wrapped(value, room)]
        for number, line in enumerate(lines):
            head = (fact.label if number == 0 else "").ljust(_LABEL_WIDTH)
            console.print(Text.assemble(_INDENT, (head, "dim"), line), soft_wrap=True)
    console.print()
    _print_paragraph(console, status.note, width)
    for section in sections(status.code) if long else ():
        console.print(Text(_INDENT + section.heading, style="bold"), soft_wrap=True)
        console.print()
        for paragraph in section.paragraphs:
            _print_paragraph(console, paragraph, width)
    # An address stays whole, even where it is wider than the page: it has to work when copied.
    for address in addresses(status):
        console.print(Text.assemble(_INDENT, (address, "underline")), soft_wrap=True)


def _print_paragraph(console: Console, paragraph: str, width: int) -> None:
    for line in wrapped(paragraph, width - len(_INDENT)):
        console.print(Text(_INDENT + line), soft_wrap=True)
    console.print()
