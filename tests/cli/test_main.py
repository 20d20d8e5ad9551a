"""``interim``: its help costs little, and says what the commands say."""

import json
import os
import subprocess
import sys

import click
import pytest

from interim.cli.lazy import LazyGroup
from interim.cli.main import cli

CONTEXT = click.Context(cli)

LOADED = """
import json, sys
from interim.cli.entry import main
sys.argv = ["interim", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\0" + json.dumps(sorted(sys.modules)))
"""


def loaded(*args: str) -> set[str]:
    """The modules that are imported once the command has run."""
    # Under coverage a process measures itself, and imports what that takes.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-c", LOADED, *args]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(json.loads(done.stdout.rpartition("\0")[2]))


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_help_and_version_import_next_to_nothing(option: str) -> None:
    modules = loaded(option)
    assert not modules & {"rich", "uvicorn", "asyncio", "ssl", "socket", "httplint", "hpack"}
    ours = {name for name in modules if name.startswith("interim.")}
    assert ours == {"interim.cli", "interim.version", "interim.errors"} | {
        f"interim.cli.{name}" for name in ("entry", "failure", "lazy", "main")
    }


def test_a_command_imports_what_it_needs_and_no_more() -> None:
    modules = loaded("codes", "--format", "json")
    assert "interim.codes.registry" in modules
    assert not modules & {"uvicorn", "asyncio", "interim.rules.catalogue", "interim.simulator.app"}


def test_the_rules_are_shown_without_httplint_and_without_a_server() -> None:
    modules = loaded("rules", "--format", "json")
    assert "interim.rules.catalogue" in modules
    assert not modules & {"uvicorn", "asyncio", "httplint", "interim.simulator.app"}


@pytest.mark.parametrize("name", cli.list_commands(CONTEXT))
def test_the_line_of_a_command_says_what_its_help_says(name: str) -> None:
    command = cli.get_command(CONTEXT, name)
    assert command is not None
    assert command.name == name
    assert command.help
    assert isinstance(cli, LazyGroup)
    summary = cli.deferred[name].summary
    assert summary.endswith(".")
    assert len(summary) <= 68, "does not fit a line of the help"
    assert command.help.split()[0] == summary.split()[0]
