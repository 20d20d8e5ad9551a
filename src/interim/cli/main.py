"""The ``interim`` command: it only gathers the others."""

import click

from interim.cli.lazy import Deferred, LazyGroup
from interim.version import __version__

__all__ = ["cli"]

_COMMANDS = {
    "serve": Deferred(place="interim.cli.serve:serve", summary="Serve the simulator, the site and the inspector."),
    "run": Deferred(place="interim.cli.run:run", summary="Serve an ASGI application that sends interim responses."),
    "inspect": Deferred(place="interim.cli.inspect:inspect", summary="Make one request, and judge the whole exchange."),
    "codes": Deferred(place="interim.cli.codes:codes", summary="List the known HTTP status codes."),
    "code": Deferred(place="interim.cli.code:code", summary="Show what is known about one HTTP status code."),
    "rules": Deferred(place="interim.cli.rules:rules", summary="List the rules that an exchange is judged by."),
    "rule": Deferred(place="interim.cli.rule:rule", summary="Show one rule: what it finds, why, and the fix."),
}


@click.group(cls=LazyGroup, deferred=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """HTTP interim (1xx) responses: simulate them, send them from any ASGI application, know them.

    Exit status: 0 when all went well, 1 when a server or an application could not start, 2 for bad input.
    """
