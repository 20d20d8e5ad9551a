"""``interim codes``: the table, its filters, its JSON and its width."""

import json

import click
import pytest
from click.testing import CliRunner, Result

from interim.cli.codes import codes
from interim.codes.registry import REGISTRY, REGISTRY_DATE, by_class, unofficial

PIPE: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"))
"""The surroundings of the test run must not reach the command."""


def run(*args: str, **environment: str) -> Result:
    return CliRunner(env={**PIPE, **environment}).invoke(codes, args)


def shown(result: Result) -> list[int]:
    assert result.exit_code == 0, result.output
    return [int(line.split()[0]) for line in result.stdout.splitlines()[1:]]


def test_all_codes_are_listed_in_ascending_order() -> None:
    assert shown(run()) == list(REGISTRY)


def test_a_line_names_code_name_kind_status_and_spec() -> None:
    lines = run("--class", "1xx").stdout.splitlines()
    assert lines[0].split() == ["CODE", "NAME", "KIND", "STATUS", "SPEC"]
    assert lines[3] == ("102  Processing                   interim  deprecated  RFC 2518 §10.1")


def test_a_pipe_gets_full_lines_without_colour_or_trailing_space() -> None:
    result = run(COLUMNS="40")
    assert "\N{ESCAPE}" not in result.stdout
    assert "…" not in result.stdout
    assert "draft-ietf-httpbis-resumable-upload" in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("name", ["4xx", "4XX", "4"])
def test_a_class_is_named_by_its_digit_or_with_xx(name: str) -> None:
    assert shown(run("--class", name)) == [status.code for status in by_class(4)]


def test_the_unofficial_codes_can_be_asked_for() -> None:
    result = run("--class", "unofficial")
    assert shown(result) == [status.code for status in unofficial()]
    nginx = next(line for line in result.stdout.splitlines() if line.startswith("499"))
    assert "unsent" in nginx
    assert nginx.endswith("nginx, Esri ArcGIS")


@pytest.mark.parametrize("name", ["7xx", "0", "xx", "", "1x", "11xx", "4xxxx", "official"])
def test_an_unknown_class_is_an_error_with_status_2(name: str) -> None:
    result = run("--class", name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert repr(name) in result.stderr
    assert "1xx to 5xx, 1 to 5, or unofficial" in result.stderr


def test_the_json_holds_the_date_and_every_code() -> None:
    document = json.loads(run("--format", "json").stdout)
    assert document["registry_date"] == REGISTRY_DATE
    assert document["codes"] == [status.to_json() for status in REGISTRY.values()]


def test_the_json_obeys_the_filter() -> None:
    document = json.loads(run("--class", "1xx", "--format", "json").stdout)
    assert [entry["code"] for entry in document["codes"]] == [100, 101, 102, 103, 104]


def test_a_terminal_gets_colour() -> None:
    assert "\N{ESCAPE}[36m102" in run("--class", "1", FORCE_COLOR="1", TERM="xterm").stdout


def test_no_color_is_obeyed() -> None:
    result = run("--class", "1", FORCE_COLOR="1", TERM="xterm", NO_COLOR="1")
    assert "[36m" not in result.stdout


@pytest.mark.parametrize(
    ("columns", "headings"),
    [
        (200, ["CODE", "NAME", "KIND", "STATUS", "SPEC"]),
        (80, ["CODE", "NAME", "KIND", "STATUS", "SPEC"]),
        (70, ["CODE", "NAME", "KIND", "STATUS"]),
        (50, ["CODE", "NAME", "KIND"]),
        (20, ["CODE", "NAME"]),
    ],
)
def test_a_terminal_gets_the_columns_that_fit(columns: int, headings: list[str]) -> None:
    result = run(FORCE_COLOR="1", TERM="xterm", COLUMNS=str(columns))
    lines = click.unstyle(result.stdout).splitlines()
    assert lines[0].split() == headings
    assert len(lines) == len(REGISTRY) + 1
    assert max(map(len, lines)) <= columns


def test_what_does_not_fit_a_terminal_ends_with_an_ellipsis() -> None:
    result = run("--class", "1", FORCE_COLOR="1", TERM="xterm", COLUMNS="80")
    assert click.unstyle(result.stdout).rstrip().endswith("draft-ietf-httpbis-resum…")
