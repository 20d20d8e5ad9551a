"""The options that every command that serves has, and what they make."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from interim.servers.run import ServerOptions

__all__ = ["server_options", "with_server_options"]

_F = TypeVar("_F", bound=Callable[..., Any])

_FILE = click.Path(dir_okay=False, path_type=Path)


def with_server_options(*, port: int) -> Callable[[_F], _F]:
    """Add the options to a command, which gets them as keyword arguments and hands them to `server_options`."""
    options: list[Callable[[Any], Any]] = [
        click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to bind."),
        click.option(
            "--port", type=click.IntRange(0, 65535), default=port, show_default=True, help="0 picks a free one."
        ),
        click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that serve."),
        click.option("--tls-cert", type=_FILE, help="Certificate chain, PEM. With --tls-key; serves HTTPS."),
        click.option("--tls-key", type=_FILE, help="Private key of the certificate, PEM."),
        click.option(
            "--http2", is_flag=True, help="Serve HTTP/2 too: by ALPN over TLS, by prior knowledge without (uses zttp)."
        ),
        click.option(
            "--h2-ping",
            type=float,
            metavar="SECONDS",
            help="Send an HTTP/2 PING this often while a request is held; without an answer the client is dead.",
        ),
        click.option(
            "--graceful",
            type=click.FloatRange(0),
            default=30.0,
            show_default=True,
            metavar="SECONDS",
            help="How long held requests may take to be answered at shutdown.",
        ),
        click.option(
            "--proxy-headers", is_flag=True, help="Believe X-Forwarded-For and -Proto of a proxy on this machine."
        ),
        click.option(
            "--limit-concurrency",
            type=click.IntRange(1),
            metavar="N",
            help="Answer 503 beyond so many connections or requests.",
        ),
        click.option(
            "--access-log/--no-access-log", default=None, help="A line per request. Default: only on a terminal."
        ),
        click.option(
            "--log-level",
            type=click.Choice(["critical", "error", "warning", "info", "debug", "trace"]),
            default="info",
            show_default=True,
        ),
    ]

    def add(command: _F) -> _F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def server_options(values: dict[str, Any], **more: Any) -> ServerOptions:
    """What the options of `with_server_options` ask for.

    Raises:
        InvalidInput: two options do not go together.
    """
    access_log = values["access_log"]
    if access_log is None:
        access_log = sys.stdout.isatty()
    return ServerOptions(
        host=values["host"],
        port=values["port"],
        workers=values["workers"],
        tls_cert=values["tls_cert"],
        tls_key=values["tls_key"],
        http2=values["http2"],
        h2_ping_s=values["h2_ping"],
        graceful_s=values["graceful"],
        proxy_headers=values["proxy_headers"],
        limit_concurrency=values["limit_concurrency"],
        access_log=access_log,
        log_level=values["log_level"],
        **more,
    )
