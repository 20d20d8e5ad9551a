"""``interim code CODE``: the page, its JSON and its errors."""

import json

import click
import pytest
from click.testing import CliRunner, Result

from interim.cli.code import code
from interim.codes.page import sections
from interim.codes.prose.catalogue import PROSE
from interim.codes.registry import REGISTRY, lookup

PIPE: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"))
"""The surroundings of the test run must not reach the command."""


def run(*args: str, **environment: str) -> Result:
    return CliRunner(env={**PIPE, **environment}).invoke(code, args)


def page(number: int) -> str:
    result = run(str(number))
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_page_of_102_is_well_set() -> None:
    assert page(102).splitlines() == [
        "102 Processing",
        "",
        "  The whole request has arrived and the server is still working on it: keep waiting, the",
        "  final response follows.",
        "",
        "  class      1xx informational",
        "  kind       interim response",
        "  registry   deprecated (IANA, as of 2025-09-15)",
        "  defined in RFC 2518 §10.1",
        "  content    forbidden (RFC 9110 §6.4.1)",
        "  fields     Status-URI: MAY (RFC 2518 §9.7)",
        "",
        "  Tells a client that the whole request has arrived and is still being worked on, so",
        "  that it does not time out; RFC 2518 suggests one when a method takes longer than 20",
        "  seconds, and demands a final response afterwards. RFC 4918 Appendix F.3 removed the",
        '  definition "due to lack of implementation" and left the registration with RFC 2518',
        "  (RFC 4918 §21.4). Every client still has to be able to parse it, as any 1xx",
        "  (RFC 9110 §15.2), but some take it for the final response and some proxies drop it:",
        "  send it only to clients, and along paths, known to be good.",
        "",
        "  https://www.rfc-editor.org/rfc/rfc2518.html#section-10.1",
    ]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (104, "  registry   temporary, expires 2026-11-13 (IANA, as of 2025-09-15)"),
        (301, "  redirect   permanent; POST may become GET (RFC 9110 §15.4.2)"),
        (303, "  redirect   temporary; the method becomes GET or HEAD (RFC 9110 §15.4.4)"),
        (308, "  redirect   permanent; the method stays (RFC 7538 §3)"),
        (404, "  cache      cacheable by default (RFC 9110 §15.1)"),
        (429, "  cache      must not be stored (RFC 6585 §4)"),
        (429, "             done by curl --retry; urllib3 Retry, when Retry-After is there"),
        (103, "  fields     Link: by convention (RFC 8297 §2)"),
        (499, "  registry   unofficial: not in the IANA registry"),
        (499, "  kind       never in a status line: only in logs, configuration or content"),
        (499, "             Token Required (Esri ArcGIS)"),
        (499, "  https://github.com/nginx/nginx/blob/master/src/http/ngx_http_request.h"),
        (405, "  fields     Allow: MUST (RFC 9110 §15.5.6)"),
        (205, "  content    must be empty (RFC 9110 §15.3.6)"),
        (999, "  class      9xx outside 100-599"),
    ],
)
def test_the_page_states_the_fact_in_a_row(number: int, line: str) -> None:
    assert line in page(number).splitlines()


def test_fields_asked_for_in_the_same_words_share_a_row() -> None:
    assert (
        "  fields     Content-Location, Date, ETag, Vary, Cache-Control, Expires: MUST, when it\n"
        "             would be in a 200 to the same request (RFC 9110 §15.4.5)\n"
    ) in page(304)


def test_a_forbidden_retry_is_said_plainly() -> None:
    assert "  retry      not automatically: if a user's action caused it" in page(507)


@pytest.mark.parametrize("number", list(REGISTRY))
def test_a_page_is_at_most_88_wide_and_plain_in_a_pipe(number: int) -> None:
    lines = page(number).splitlines()
    assert lines[0] == f"{number} {lookup(number).name}"
    assert all(len(line) <= 88 or line.startswith("  https://") for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert "\N{ESCAPE}" not in "".join(lines)
    assert "\N{NO-BREAK SPACE}" not in "".join(lines)


@pytest.mark.parametrize(("columns", "widest"), [(200, 88), (60, 60), (10, 40)])
def test_a_terminal_gets_lines_of_its_width(columns: int, widest: int) -> None:
    result = run("102", FORCE_COLOR="1", TERM="xterm", COLUMNS=str(columns))
    lines = click.unstyle(result.stdout).splitlines()
    text = [line for line in lines if "https://" not in line]
    assert widest - 12 <= max(map(len, text)) <= widest


def test_an_address_stays_whole_on_a_narrow_terminal() -> None:
    result = run("463", FORCE_COLOR="1", TERM="xterm", COLUMNS="40")
    assert lookup(463).url in result.stdout


def test_a_citation_is_never_broken() -> None:
    for columns in range(40, 89):
        result = run("101", FORCE_COLOR="1", TERM="xterm", COLUMNS=str(columns))
        assert "RFC 9113 §8.6" in result.stdout


def test_a_terminal_gets_a_bold_title() -> None:
    result = run("102", FORCE_COLOR="1", TERM="xterm")
    assert result.stdout.startswith("\N{ESCAPE}[1m102 Processing")


@pytest.mark.parametrize("number", list(REGISTRY))
def test_the_json_is_that_of_the_registry_and_the_prose(number: int) -> None:
    result = run(str(number), "--format", "json")
    assert json.loads(result.stdout) == lookup(number).to_json() | {"prose": PROSE[number].to_json()}


@pytest.mark.parametrize("number", list(REGISTRY))
def test_the_long_page_has_all_prose_under_its_headings(number: int) -> None:
    result = run(str(number), "--long")
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert all(f"  {section.heading}" in lines for section in sections(number))
    words = " ".join(result.stdout.split())
    assert all(" ".join(text.split()) in words for section in sections(number) for text in section.paragraphs)
    assert all(len(line) <= 88 or "https://" in line for line in lines)


def test_an_unknown_code_names_itself_and_the_nearest_and_exits_2() -> None:
    result = run("298")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == ("Error: code: got '298', allowed: a known status code; the nearest are 300, 301, 302\n")


@pytest.mark.parametrize("text", ["abc", "", "0102", "1.5", "+200", "²00", "٢٠٠", "9" * 5000])
def test_what_is_not_a_number_is_an_error_with_status_2(text: str) -> None:
    result = run(text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "a status code in digits, such as 102" in result.stderr


def test_a_number_of_the_wrong_length_is_an_unknown_code() -> None:
    assert "the nearest are 100, 101, 102" in run("7").stderr
    assert "the nearest are 599, 783, 999" in run("99999").stderr
