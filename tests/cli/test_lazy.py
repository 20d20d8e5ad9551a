"""A command is imported when it is run, and not before."""

import click
import pytest
from click.testing import CliRunner

from interim.cli.lazy import Deferred, LazyGroup


@click.group(
    cls=LazyGroup,
    deferred={
        "codes": Deferred(place="interim.cli.codes:codes", summary="List the codes."),
        "foreign": Deferred(place="no_such_package.module:command", summary="Needs what is not there."),
        "ours": Deferred(place="interim.cli.no_such_module:command", summary="A mistake of ours."),
    },
)
def group() -> None:
    """Some commands."""


def test_the_help_lists_the_commands_in_their_order_without_importing_them() -> None:
    result = CliRunner().invoke(group, ["--help"])
    assert result.exit_code == 0
    listed = result.stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split(maxsplit=1) for line in listed] == [
        ["codes", "List the codes."],
        ["foreign", "Needs what is not there."],
        ["ours", "A mistake of ours."],
    ]


def test_a_command_is_run() -> None:
    result = CliRunner().invoke(group, ["codes", "--class", "1"])
    assert "102  Processing" in result.stdout


def test_an_unknown_command_is_an_error_with_status_2() -> None:
    result = CliRunner().invoke(group, ["code"])
    assert result.exit_code == 2
    assert "No such command" in result.stderr


def test_a_package_that_is_missing_is_named_with_what_to_install() -> None:
    result = CliRunner().invoke(group, ["foreign"])
    assert result.exit_code == 2
    assert result.stderr == "Error: no_such_package is not installed; run: pip install 'interim[cli]'\n"


def test_a_module_of_ours_that_is_missing_is_not_blamed_on_the_user() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        CliRunner().invoke(group, ["ours"], catch_exceptions=False)
