"""``interim serve``: the simulator, the reference, and the inspector for the pages and programs of this machine."""

import contextlib
import functools
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from interim.cli.failure import reported
from interim.cli.server_options import server_options, with_server_options
from interim.inspector.config import Config as InspectorConfig
from interim.servers.run import run as run_server
from interim.simulator.config import SECOND_NS, Config
from interim.simulator.durations import parse_duration
from interim.web.site import create_app

__all__ = ["serve"]

_LONGEST_HOLD_NS = 24 * 3600 * SECOND_NS


@click.command()
@with_server_options(port=8102)
@click.option("--max-hold", metavar="DURATION", help="Longest hold, such as 90s. Default: 60s; 1h on loopback.")
@click.option("--max-interims", type=click.IntRange(0), default=300, show_default=True, help="Per request.")
@click.option(
    "--max-body", type=click.IntRange(0), default=10 * 1024 * 1024, show_default=True, metavar="BYTES", help="Content."
)
@click.option(
    "--max-sleepers", type=click.IntRange(0), default=10_000, show_default=True, help="Held at once, per worker."
)
@click.option("--allow-location", multiple=True, metavar="HOST", help="A host that location= may lead to; repeatable.")
@click.option(
    "--allow-private", is_flag=True, help="Let /api/inspect reach private addresses; only on a loopback bind."
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="NAME",
    help="A name of this server that the inspector takes in Host; repeatable.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Of the line when ready.")
@reported()
def serve(
    *,
    form: str,
    max_hold: str | None,
    max_interims: int,
    max_body: int,
    max_sleepers: int,
    allow_location: tuple[str, ...],
    allow_private: bool,
    allow_host: tuple[str, ...],
    **values: Any,
) -> None:
    """Serve the simulator (any HTTP status, any interim responses, any fault, by URL), the site and the inspector.

    \b
      curl -i 'localhost:8102/api/status/102?count=3&interval=1s'
      curl -i 'localhost:8102/api/status/503?interim=102*2@1s&retry_after=5'
      curl -i 'localhost:8102/api/status/200?fault=late_interim'

    A page for each status code, and the inspector as a page, are at http://localhost:8102/, every parameter at /docs.
    """  # noqa: D301 - click wants the backspace itself
    options = server_options(values)
    limits: dict[str, Any] = {
        "max_interims": max_interims,
        "max_body_bytes": max_body,
        "max_sleepers": max_sleepers,
        "allowed_location_hosts": frozenset(host.lower() for host in allow_location),
    }
    if max_hold is not None:
        limits["max_hold_ns"] = parse_duration("--max-hold", max_hold, _LONGEST_HOLD_NS)

    inspector = InspectorConfig.for_bind(
        options.host,
        options.port,
        scheme=options.scheme,
        allow_private=allow_private,
        allowed_hosts=frozenset(name.lower() for name in allow_host),
    )

    def ready(url: str) -> None:
        if form == "json":
            click.echo(json.dumps({"event": "ready", "url": url}))
        else:
            click.echo(
                f"Ready. Open {url}/ in a browser, or try:\n  curl -i '{url}/api/status/102?count=3&interval=1s'"
            )

    with _shared_between(options.workers) as table_path:
        config = Config.for_bind(options.host, table_path=table_path, **limits)
        app = functools.partial(create_app, config, inspector)
        sys.exit(run_server(app, options, factory=True, ready=ready))


@contextlib.contextmanager
def _shared_between(workers: int) -> Iterator[str | None]:
    """A folder for what several workers share: sequences, rates and metrics. Gives the path of the table."""
    if workers == 1:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="interim-") as folder:
        # prometheus_client reads it when it is imported, so it has to be there before the workers start.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield str(Path(folder) / "table.sqlite")
