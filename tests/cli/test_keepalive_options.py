"""``interim run --keepalive``: its options make the settings, by the same words."""

from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from interim.asgi.keepalive import KeepAlive
from interim.cli.failure import reported
from interim.cli.keepalive_options import keepalive_of, with_keepalive_options


def made(*arguments: str, **environment: str) -> tuple[Result, KeepAlive | None]:
    wraps: list[Any] = []

    @click.command()
    @with_keepalive_options
    @reported()
    def command(**values: Any) -> None:
        wraps.append(keepalive_of(values))
        assert values == {}

    result = CliRunner().invoke(command, arguments, env={f"INTERIM_{name}": word for name, word in environment.items()})
    (wrap,) = wraps or [None]
    return result, wrap(None) if wrap is not None else None


def words_of(app: KeepAlive | None) -> dict[str, Any]:
    assert app is not None
    settings = app._keeper.settings
    policy = settings.policy
    paced = {name: getattr(policy, name) for name in ("path", "clients", "first_after_s", "every_s", "max_interims")}
    return {**paced, "status": policy.status, "body": settings.body, "progress_field": settings.progress_field}


DEFAULTS = {
    "path": "unknown",
    "clients": "known",
    "first_after_s": 15,
    "every_s": 25,
    "max_interims": 4,
    "status": 102,
    "body": None,
    "progress_field": "",
}
OTHERS = {
    "path": "direct",
    "clients": "all",
    "first_after_s": 0.5,
    "every_s": 120,
    "max_interims": 9,
    "status": 103,
    "body": "sse-comment",
    "progress_field": "X-Progress",
}


def test_without_the_option_nothing_is_put_around() -> None:
    assert made()[1] is None


def test_the_defaults_are_those_of_the_class() -> None:
    assert words_of(made("--keepalive")[1]) == DEFAULTS == words_of(KeepAlive(None))  # type: ignore[arg-type]


def test_every_setting_has_an_option_of_its_word() -> None:
    arguments = "--keepalive --path direct --clients all --first-after 500ms --every 2m --max-interims 9 --status 103"
    app = made(*arguments.split(), "--body", "sse-comment", "--progress-field", "X-Progress")[1]
    assert words_of(app) == OTHERS


def test_every_setting_has_a_variable_of_its_word() -> None:
    variables = {"KEEPALIVE": "1", "PATH": "direct", "CLIENTS": "all", "FIRST_AFTER": "0.5", "EVERY": "2m"}
    more = {"MAX_INTERIMS": "9", "STATUS": "103", "BODY": "sse-comment", "PROGRESS_FIELD": "X-Progress"}
    assert words_of(made(**variables, **more)[1]) == OTHERS


def test_the_command_line_has_the_last_word() -> None:
    assert words_of(made("--keepalive", "--path", "unknown", PATH="direct")[1])["path"] == "unknown"


def test_the_environment_may_tell_of_the_path_without_asking_for_it() -> None:
    result, app = made(PATH="direct", FIRST_AFTER="5s")
    assert (result.exit_code, app) == (0, None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--path", "direct"], "--path: got 'direct', allowed: only together with --keepalive"),
        (["--keepalive", "--first-after", "soon"], "--first-after: got 'soon', allowed: a duration"),
        (["--keepalive", "--every", "0"], "--every: got '0.0', allowed: 0.01 to 86400 seconds"),
        (["--keepalive", "--progress-field", "link"], "--progress-field: got 'link'"),
        (["--keepalive", "--status", "200"], "--status"),
        (["--keepalive", "--max-interims", "91"], "--max-interims"),
        (["--keepalive", "--path", "nginx"], "--path"),
    ],
    ids=str,
)
def test_a_bad_option_is_named_with_what_to_give_instead(arguments: list[str], says: str) -> None:
    result, _ = made(*arguments)
    assert result.exit_code == 2
    assert says in result.output
