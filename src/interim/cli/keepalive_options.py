"""The options that put `KeepAlive` around the application of ``interim run``: the words of its settings."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click
from click.core import ParameterSource

from interim.asgi.keepalive_settings import Body, KeepAliveSettings
from interim.cli.duration import duration_ns
from interim.errors import InvalidInput
from interim.protocol.policy import MOST_INTERIMS, Clients, PathWord
from interim.servers.config import Wrap

__all__ = ["keepalive_of", "with_keepalive_options"]

_F = TypeVar("_F", bound=Callable[..., Any])

_DURATIONS = ("first_after", "every")
_NAMES = ("path", "clients", "first_after", "every", "max_interims", "status", "body", "progress_field")


def _option(name: str, **more: Any) -> Callable[[Any], Any]:
    variable = "INTERIM_" + name.lstrip("-").replace("-", "_").upper()
    return click.option(name, envvar=variable, show_envvar=True, **more)


_OPTIONS = (
    _option("--keepalive", is_flag=True, help="Tell waiting clients by interim responses that their request is alive."),
    _option(
        "--path",
        type=click.Choice(get_args(PathWord)),
        help="direct: nothing in front breaks on 1xx, and nginx, for one, does. Default: unknown, and none are sent.",
    ),
    _option("--clients", type=click.Choice(get_args(Clients)), help="Who gets them. Default: those known to be good."),
    _option("--first-after", metavar="DURATION", help="Silence before the first. Default: 15s."),
    _option("--every", metavar="DURATION", help="Silence between two. Default: 25s."),
    _option("--max-interims", type=click.IntRange(0, MOST_INTERIMS), metavar="N", help="Per request. Default: 4."),
    _option("--status", type=click.IntRange(102, 199), metavar="CODE", help="Of the interim responses. Default: 102."),
    _option("--body", type=click.Choice(get_args(Body)), help="Send content instead; see docs/keepalive.md."),
    _option("--progress-field", metavar="NAME", help="Field that says how far a request is, such as X-Progress."),
)


def with_keepalive_options(command: _F) -> _F:
    """Add the options to a command, which hands them to `keepalive_of`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def keepalive_of(values: dict[str, Any]) -> Wrap | None:
    """What to put around the application; None without ``--keepalive``. It takes its options out of `values`.

    Settings that come from the environment may stand there without it: they speak of the machine, not of the command.

    Raises:
        InvalidInput: a setting cannot be used, or has no effect without ``--keepalive``.
    """
    wanted = values.pop("keepalive")
    given = {name: value for name in _NAMES if (value := values.pop(name)) is not None}
    if not wanted:
        context = click.get_current_context()
        for name, value in given.items():
            if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                raise InvalidInput(_spelled(name), value, "only together with --keepalive")
        return None
    settings: dict[str, Any] = {
        f"{name}_s" if name in _DURATIONS else name: _seconds(name, value) if name in _DURATIONS else value
        for name, value in given.items()
    }
    try:
        KeepAliveSettings().changed(**settings)
    except InvalidInput as error:
        raise InvalidInput(_spelled(error.parameter.removesuffix("_s")), error.got, error.allowed) from error
    from interim.asgi.keepalive import (
        KeepAlive,
    )  # with all that is known of clients; without --keepalive it is not needed

    return functools.partial(KeepAlive, **settings)


def _seconds(name: str, value: str) -> float:
    return duration_ns(_spelled(name), value) / 1e9


def _spelled(name: str) -> str:
    return "--" + name.replace("_", "-")
