"""The ``interim`` command: it only gathers the others."""

import click

from interim.cli.code import code
from interim.cli.codes import codes
from interim.cli.run import run
from interim.cli.serve import serve
from interim.version import __version__

__all__ = ["cli"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """HTTP interim (1xx) responses: simulate them, send them from any ASGI application, know them.

    Exit status: 0 when all went well, 1 when a server or an application could not start, 2 for bad input.
    """


for command in (serve, run, codes, code):
    cli.add_command(command)
