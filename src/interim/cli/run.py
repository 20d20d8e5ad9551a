"""``interim run``: serve any ASGI application, with interim responses."""

import sys
from typing import Any

import click

from interim.cli.failure import reported
from interim.cli.keepalive_options import keepalive_of, with_keepalive_options
from interim.cli.server_options import server_options, with_server_options
from interim.servers.run import run as run_server

__all__ = ["run"]


@click.command()
@click.argument("application", metavar="MODULE:APP")
@click.option("--factory", is_flag=True, help="APP is a function that makes the application.")
@click.option("--reload", is_flag=True, help="Start again when a file of the application changes.")
@with_server_options(port=8000)
@with_keepalive_options
@reported()
def run(application: str, *, factory: bool, reload: bool, **values: Any) -> None:
    """Serve an ASGI application so that it can send interim responses.

    \b
    The application may send, before its final response and as often as it likes:
      interim.send_interim(scope_or_request, 102)
      {"type": "http.response.informational", "status": 102, "headers": []}
      {"type": "http.response.early_hint", "links": [b"</a.css>; rel=preload"]}
      {"type": "http.response.start", "status": 102, "headers": []}

    With --keepalive an unchanged application does it for long requests: docs/keepalive.md.

    MODULE is looked for in the current folder first. Exit status: 1 when the application cannot be loaded or the port
    is taken, 2 for bad options.
    """  # noqa: D301 - click wants the backspace itself
    wrap = keepalive_of(values)
    sys.exit(run_server(application, server_options(values, reload=reload), factory=factory, wrap=wrap))
