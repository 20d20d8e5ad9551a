"""A group of commands that imports a command only when it is run, so that help costs next to nothing."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from interim.cli.entry import not_installed
from interim.cli.failure import Failure

__all__ = ["Deferred", "LazyGroup"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """A command that is not imported yet.

    Attributes:
        place: ``module:name`` of the command.
        summary: its line in the help of the group.
    """

    place: str
    summary: str


class LazyGroup(click.Group):
    """A group whose commands are given by place, and listed in the order given."""

    def __init__(self, *args: Any, deferred: Mapping[str, Deferred], **kwargs: Any) -> None:
        self.deferred = deferred
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.deferred)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported.

        Raises:
            Failure: it needs a package that is not installed.
        """
        if cmd_name not in self.deferred:
            return None
        module, _, name = self.deferred[cmd_name].place.partition(":")
        try:
            command: click.Command = getattr(importlib.import_module(module), name)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.startswith("interim"):
                raise
            raise Failure(not_installed(error.name)) from error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of the commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.summary) for name, one in self.deferred.items()])
