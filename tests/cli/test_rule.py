"""``interim rule ID``: the page, its JSON and its errors."""

import json

import click
import pytest
from click.testing import CliRunner, Result

from interim.cli.rule import rule
from interim.rules.catalogue import RULES
from interim.rules.page import rule_json

PIPE: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"))
"""The surroundings of the test run must not reach the command."""

HEADINGS = ("What", "Severity", "Spec", "Codes", "Why", "Who it hurts", "Bad", "Good", "Fix", "Settings", "Probes")


def run(*args: str, **environment: str) -> Result:
    return CliRunner(env={**PIPE, **environment}).invoke(rule, args)


def page(rule_id: str) -> list[str]:
    result = run(rule_id)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_the_page_of_int002_is_well_set() -> None:
    lines = page("INT002")
    assert lines[:12] == [
        "INT002 content_length_in_interim",
        "",
        "What",
        "  A 1xx response carries Content-Length.",
        "",
        "Severity",
        "  error",
        "",
        "Spec",
        "  RFC 9110 §8.6",
        "",
        "Links",
    ]
    bad = lines.index("Bad")
    assert lines[bad : bad + 6] == [
        "Bad",
        "  HTTP/1.1 102 Processing",
        "  Content-Length: 0",
        "",
        "  HTTP/1.1 200 OK",
        "  ...",
    ]


def test_the_page_lists_the_codes_that_the_rule_concerns() -> None:
    for rule_id, codes in (("TIM001", "102"), ("INT002", "100, 102, 103, 104"), ("FRM003", "every response")):
        lines = page(rule_id)
        assert lines[lines.index("Codes") + 1] == f"  {codes}"


def test_the_page_names_clients_with_what_was_measured() -> None:
    text = " ".join(line.strip() for line in page("INT002"))
    assert "curl 7.88.1, HTTP/2; Node http2 20.20.2; " in text
    assert "7.30.2, HTTP/2: Given a 102 with Content-Length and content, it fails." in text


def test_the_page_has_settings_with_defaults_and_units() -> None:
    lines = page("TIM001")
    assert lines[lines.index("Settings") + 1] == "  first-102: 20 s"


@pytest.mark.parametrize("rule_id", list(RULES))
def test_every_page_has_its_headings_and_is_plain_and_at_most_88_wide_in_a_pipe(rule_id: str) -> None:
    lines = page(rule_id)
    assert lines[0] == f"{rule_id} {RULES[rule_id].name}"
    at = [lines.index(heading) for heading in HEADINGS]
    assert at == sorted(at)
    prose = [*lines[: lines.index("Bad")], *lines[lines.index("Fix") :]]
    assert all(len(line) <= 88 or line.startswith("  https://") for line in prose)
    assert all(line == line.rstrip() for line in lines)
    assert "\N{ESCAPE}" not in "".join(lines)


@pytest.mark.parametrize(("columns", "widest"), [(200, 88), (60, 60), (10, 40)])
def test_a_terminal_gets_lines_of_its_width(columns: int, widest: int) -> None:
    result = run("INT002", FORCE_COLOR="1", TERM="xterm", COLUMNS=str(columns))
    lines = click.unstyle(result.stdout).splitlines()
    why = lines[lines.index("Why") : lines.index("Who it hurts")]
    assert widest - 12 <= max(map(len, why)) <= widest


def test_a_terminal_gets_a_bold_title_and_no_color_is_obeyed() -> None:
    assert run("INT002", FORCE_COLOR="1", TERM="xterm").stdout.startswith("\N{ESCAPE}[1mINT002")
    assert "\N{ESCAPE}[3" in run("INT002", FORCE_COLOR="1", TERM="xterm").stdout
    assert "\N{ESCAPE}[3" not in run("INT002", FORCE_COLOR="1", TERM="xterm", NO_COLOR="1").stdout


@pytest.mark.parametrize("rule_id", ["INT002", "int002", " Int002 "])
def test_an_id_is_taken_in_any_case(rule_id: str) -> None:
    assert page(rule_id)[0].startswith("INT002 ")


@pytest.mark.parametrize("rule_id", list(RULES))
def test_the_json_is_that_of_the_rule(rule_id: str) -> None:
    assert json.loads(run(rule_id, "--format", "json").stdout) == rule_json(RULES[rule_id])


def test_an_unknown_number_names_the_family_and_exits_2() -> None:
    result = run("INT999")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: rule: got 'INT999', allowed: INT001 to INT0")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("rule_id", ["", "abc", "102", "INT-001\N{ESCAPE}", "٣"])
def test_what_is_no_id_is_one_line_with_an_example_and_status_2(rule_id: str) -> None:
    result = run(rule_id)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "\N{ESCAPE}" not in result.stderr
