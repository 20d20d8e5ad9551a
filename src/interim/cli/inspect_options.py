"""The options of ``interim inspect``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from interim.cli.judgement import FAIL_ON
from interim.rules.settings import PROFILES

__all__ = ["FORMATS", "REQUEST_OPTIONS", "with_inspect_options"]

_F = TypeVar("_F", bound=Callable[..., Any])

_FILE = click.Path(path_type=Path)
FORMATS = ("text", "json", "jsonl", "har", "sarif", "github", "junit")

_REQUEST = (
    click.option("-X", "--request", "method", metavar="METHOD", help="GET, or POST with -d."),
    click.option("-H", "--header", "headers", multiple=True, metavar="'NAME: VALUE'", help="A field; repeatable."),
    click.option(
        "-d",
        "--data",
        "data",
        multiple=True,
        metavar="DATA|@FILE|@-",
        help="Content; of a file, octet for octet, with @. Implies POST and, unless -H gives another, Content-Type: "
        "application/x-www-form-urlencoded. Several are joined by &.",
    ),
    click.option("--expect", is_flag=True, help="Hold the content back until a 100 (Continue) comes, 1s at most."),
    click.option("--prefer", metavar="VALUE", help="A Prefer field, such as 'respond-async, wait=10'."),
    click.option(
        "--http",
        type=click.Choice(["auto", "1.0", "1.1", "2"]),
        default="auto",
        show_default=True,
        help="2 is by ALPN, or by prior knowledge for http://.",
    ),
    click.option("--watch", metavar="DURATION", help="How long to wait for the whole final response. Default: 300s."),
    click.option("--linger", metavar="DURATION", help="How long to read on after it. Default: 200ms."),
    click.option("--follow", is_flag=True, help="Follow redirects, ten at most; the last exchange is judged."),
    click.option("--insecure", is_flag=True, help="Accept any certificate."),
    click.option("--cacert", type=_FILE, metavar="FILE", help="Trust these certificates (PEM), not the system's."),
    click.option(
        "--resolve", multiple=True, metavar="HOST:PORT:ADDRESS", help="Connect to this address instead; repeatable."
    ),
    click.option(
        "--active",
        type=click.Choice(["none", "safe", "all"]),
        default="safe",
        show_default=True,
        help="Further requests: none, repeats of a GET, HEAD or OPTIONS, or of any method.",
    ),
    click.option("--compare", metavar="URL", help="The same resource on another path: which interims got lost?"),
    click.option("--poll-monitor", is_flag=True, help="Ask the status monitor of a 202 until it ends."),
    click.option("--public-only", is_flag=True, help="Connect to public addresses on ports 80 and 443 only."),
)

_JUDGING = (
    click.option("--select", metavar="IDS", help="Only these rules or families, such as INT,TIM001."),
    click.option("--ignore", metavar="IDS", help="Not these; a longer prefix wins over --select."),
    click.option("--profile", type=click.Choice(list(PROFILES)), help="Severities for a kind of server."),
    click.option(
        "--set", "thresholds", multiple=True, metavar="NAME=VALUE", help="A threshold, such as first-102=30s."
    ),
    click.option("--config", type=_FILE, metavar="FILE", help="TOML with profile, select, ignore, fail-on, [timing]."),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        help="Exit 1 from this severity on. Default: error.",
        metavar="SEVERITY",
    ),
)

_SHOWING = (
    click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True),
    click.option("--output", type=_FILE, metavar="FILE", help="Write the report there, not to the standard output."),
    click.option("--replay", type=_FILE, metavar="FILE", help="Judge a capture, a report, a HAR or a raw response."),
    click.option("--save", type=_FILE, metavar="FILE", help="Write the capture of the exchange."),
    click.option("--quiet", is_flag=True, help="No timeline."),
)

REQUEST_OPTIONS = (
    "method",
    "headers",
    "data",
    "expect",
    "prefer",
    "http",
    "watch",
    "linger",
    "follow",
    "insecure",
    "cacert",
    "resolve",
    "active",
    "compare",
    "poll_monitor",
    "public_only",
)
"""The names under which the command gets what makes the request."""


def with_inspect_options(command: _F) -> _F:
    """Add the options to the command."""
    for option in reversed((*_REQUEST, *_JUDGING, *_SHOWING)):
        command = option(command)
    return command
