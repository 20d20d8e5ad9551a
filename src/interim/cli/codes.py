"""``interim codes``: the registry as a table, or as JSON."""

import json
from collections.abc import Callable, Sequence

import click
from rich.console import Console
from rich.text import Text

from interim.cli.failure import reported
from interim.codes.registry import REGISTRY, REGISTRY_DATE, by_class, unofficial
from interim.codes.status import StatusCode
from interim.errors import InvalidInput

__all__ = ["codes"]

_GAP = "  "
# The heading CODE is wider than any code: one space after it keeps all columns within 80.
_CODE_GAP = " "
_NARROWEST_SPEC = 17
"""Wide enough for ``RFC 9110 §15.5.20``: a table with less room leaves the column out."""

_COLUMNS: Sequence[tuple[str, Callable[[StatusCode], str]]] = (
    ("CODE", lambda status: str(status.code)),
    ("NAME", lambda status: status.name),
    ("KIND", lambda status: _kind(status)),
    ("STATUS", lambda status: status.assignment.value),
    ("SPEC", lambda status: _where(status)),
)


@click.command
@click.option(
    "--class",
    "class_",
    metavar="CLASS",
    help="Only these: 1xx to 5xx, or 1 to 5, or unofficial.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table for people, or JSON for programs.",
)
@reported()
def codes(class_: str | None, format_: str) -> None:
    """List the known HTTP status codes.

    The registered ones are those of the IANA registry; the unofficial ones are what well-known
    products use besides. KIND is interim or final, or unsent for a code that no response carries.
    """
    chosen = _choose(class_)
    if format_ == "json":
        document = {
            "registry_date": REGISTRY_DATE,
            "codes": [status.to_json() for status in chosen],
        }
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    console = Console(highlight=False)
    # A pipe has no width: a program behind it gets every line in full.
    lines = _table(chosen, width=console.width if console.is_terminal else None)
    for number, line in enumerate(lines):
        style = "bold" if number == 0 else _style(chosen[number - 1])
        console.print(Text(line, style=style), soft_wrap=True)


def _choose(class_: str | None) -> tuple[StatusCode, ...]:
    if class_ is None:
        return tuple(REGISTRY.values())
    wanted = class_.lower()
    if wanted == "unofficial":
        return unofficial()
    if wanted.removesuffix("xx") in {"1", "2", "3", "4", "5"}:
        return by_class(int(wanted[0]))
    raise InvalidInput("--class", class_, "1xx to 5xx, 1 to 5, or unofficial")


def _table(chosen: Sequence[StatusCode], *, width: int | None) -> list[str]:
    rows = [[name for name, _ in _COLUMNS]]
    rows += [[cell(status) for _, cell in _COLUMNS] for status in chosen]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    shown = len(_COLUMNS) if width is None else _fitting(widths, width)
    lines = []
    for row in rows:
        cells = [cell.ljust(widths[column]) for column, cell in enumerate(row[:shown])]
        line = (cells[0] + _CODE_GAP + _GAP.join(cells[1:])).rstrip()
        lines.append(line if width is None or len(line) <= width else line[: width - 1] + "…")
    return lines


def _fitting(widths: Sequence[int], width: int) -> int:
    """How many columns fit; the last may be cut, and code and name are never left out."""
    needed = [*widths[:-1], min(widths[-1], _NARROWEST_SPEC)]
    shown = len(needed)
    while shown > 2 and _total(needed[:shown]) > width:
        shown -= 1
    return shown


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + len(_CODE_GAP) + len(_GAP) * (len(widths) - 2)


def _kind(status: StatusCode) -> str:
    if not status.on_wire:
        return "unsent"
    return "interim" if status.interim else "final"


def _where(status: StatusCode) -> str:
    if status.spec is not None:
        return str(status.spec)
    return ", ".join(dict.fromkeys(meaning.vendor for meaning in status.vendors))


def _style(status: StatusCode) -> str:
    if status.interim:
        return "cyan"
    return "" if status.registered and not status.deprecated else "dim"
