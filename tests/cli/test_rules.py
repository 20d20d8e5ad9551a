"""``interim rules``: the table, its filter, its JSON and its width."""

import json

import click
import pytest
from click.testing import CliRunner, Result

from interim.cli.rules import rules
from interim.rules.catalogue import FAMILIES, RULES
from interim.rules.page import rule_json

PIPE: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"))
"""The surroundings of the test run must not reach the command."""


def run(*args: str, **environment: str) -> Result:
    return CliRunner(env={**PIPE, **environment}).invoke(rules, args)


def shown(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [line.split()[0] for line in result.stdout.splitlines()[1:]]


def test_all_rules_are_listed_in_the_order_of_the_catalogue() -> None:
    assert shown(run()) == list(RULES)


def test_a_line_has_the_id_the_severity_and_what_is_wrong() -> None:
    lines = run("--family", "INT").stdout.splitlines()
    assert lines[0].split() == ["ID", "SEVERITY", "WHAT"]
    assert "INT002  error     A 1xx response carries Content-Length" in lines


@pytest.mark.parametrize("name", ["TIM", "tim", "Tim"])
def test_a_family_can_be_asked_for_in_any_case(name: str) -> None:
    assert shown(run("--family", name)) == [rule_id for rule_id in RULES if rule_id.startswith("TIM")]


@pytest.mark.parametrize("name", ["", "XYZ", "INT001", "I"])
def test_an_unknown_family_is_one_line_and_status_2(name: str) -> None:
    result = run("--family", name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"Error: --family: got '{name}', allowed: one of INT, TIM, LRO, STA, FRM, CAC, HDR\n"


def test_a_pipe_gets_full_lines_without_colour_or_trailing_space() -> None:
    result = run(COLUMNS="40")
    assert "\N{ESCAPE}" not in result.stdout
    assert "…" not in result.stdout
    assert all(line == line.rstrip() for line in result.stdout.splitlines())
    assert all(rule.summary in result.stdout for rule in RULES.values())


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_terminal_gets_lines_of_its_width(columns: int) -> None:
    result = run(FORCE_COLOR="1", TERM="xterm", COLUMNS=str(columns))
    lines = click.unstyle(result.stdout).splitlines()
    assert max(map(len, lines)) == columns
    assert any(line.endswith("…") for line in lines)


def test_a_terminal_gets_a_colour_by_severity() -> None:
    result = run(FORCE_COLOR="1", TERM="xterm", COLUMNS="200")
    assert "\N{ESCAPE}[31mINT001" in result.stdout
    assert "\N{ESCAPE}[33mINT012" in result.stdout
    assert "\N{ESCAPE}[36mINT009" in result.stdout


def test_no_color_is_obeyed() -> None:
    result = run(FORCE_COLOR="1", NO_COLOR="1", TERM="xterm", COLUMNS="200")
    assert "\N{ESCAPE}[3" not in result.stdout


def test_the_json_holds_the_families_and_the_rules() -> None:
    document = json.loads(run("--format", "json").stdout)
    assert document == {"families": dict(FAMILIES), "rules": [rule_json(rule) for rule in RULES.values()]}


def test_the_json_of_a_family_holds_its_rules_only() -> None:
    document = json.loads(run("--format", "json", "--family", "CAC").stdout)
    assert {rule["family"] for rule in document["rules"]} == {"Caching"}
