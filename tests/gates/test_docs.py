"""What a person can ask for is described where they look for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from interim.cli.main import cli
from interim.simulator.parameters import PARAMETERS

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
PAGES += sorted((ROOT / "docs").glob("*.md"))
CONTEXT = click.Context(cli)


def command_of(name: str) -> click.Command:
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    return command


def options() -> Iterator[tuple[str, str]]:
    for name in cli.list_commands(CONTEXT):
        command = command_of(name)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield name, parameter.opts[0]


@pytest.mark.parametrize(("command", "option"), list(options()), ids=str)
def test_every_option_is_documented(command: str, option: str) -> None:
    assert f"`{option}" in (ROOT / "docs" / "cli.md").read_text()
    assert command_of(command).help


@pytest.mark.parametrize("command", cli.list_commands(CONTEXT))
def test_every_command_is_documented(command: str) -> None:
    assert f"`interim {command}" in (ROOT / "docs" / "cli.md").read_text()


@pytest.mark.parametrize("name", [parameter.name for parameter in PARAMETERS])
def test_every_parameter_of_the_simulator_is_documented(name: str) -> None:
    assert re.search(rf"`{re.escape(name)}[`=.]", (ROOT / "docs" / "simulator.md").read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_our_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
