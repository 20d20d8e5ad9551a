"""``interim inspect`` on files, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from interim.cli.inspect import inspect
from interim.exchange.capture import Capture

CORPUS = Path(__file__).parents[1] / "data" / "corpus"
LOST = CORPUS / "int-102-then-close.json"
"""A 102, then a close: INT001."""
CLEAN = CORPUS / "ok-103-then-200.json"
STALL = CORPUS / "tim-body-stall.json"
"""Silence of 90 s: TIM003, a warning."""
PIPE: dict[str, str | None] = dict.fromkeys(("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"))


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner(env=PIPE).invoke(inspect, [str(argument) for argument in arguments], input=stdin)


def without_verdict(folder: Path) -> Path:
    """A capture that we stopped, of a request that asked nothing wrong."""
    document = json.loads(CLEAN.read_text())
    document["events"] = [document["events"][0], {"at": 2.0, "event": "deadline"}]
    path = folder / "stopped.json"
    path.write_text(json.dumps(document))
    return path


@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        (LOST, [], 1),
        (LOST, ["--fail-on", "never"], 0),
        (LOST, ["--ignore", "INT001"], 0),
        (CLEAN, ["--fail-on", "note"], 0),
        (STALL, [], 0),
        (STALL, ["--fail-on", "warning"], 1),
        (STALL, ["--fail-on", "warning", "--set", "proxy-idle=100s", "--set", "strict-idle=95s"], 0),
        (STALL, ["--fail-on", "warning", "--select", "INT"], 0),
    ],
    ids=str,
)
def test_the_exit_status_says_whether_there_are_findings(path: Path, options: list[str], status: int) -> None:
    result = run("--replay", path, *options)
    assert result.exit_code == status, result.output
    assert result.stderr == ""


def test_without_a_verdict_the_exit_status_is_4_unless_there_are_findings(tmp_path: Path) -> None:
    path = without_verdict(tmp_path)
    result = run("--replay", path)
    assert result.exit_code == 4
    assert "No verdict: " in result.stdout
    assert run("--replay", path, "--fail-on", "note").exit_code == 1


def test_text_has_the_timeline_and_the_findings() -> None:
    lines = run("--replay", LOST).stdout.splitlines()
    assert lines[0] == "GET /x HTTP/1.1"
    assert lines[2].split()[:4] == ["+0.100", "s", "102", "Processing"]
    assert "1 error" in lines
    assert next(line for line in lines if "INT001" in line).startswith("  INT001  ")
    assert any(line.endswith("; interim rule INT001") for line in lines)


def test_quiet_leaves_the_timeline_out() -> None:
    assert run("--replay", LOST, "--quiet").stdout.splitlines()[0] == "1 error"


def test_a_config_file_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "inspect.toml").write_text('ignore = ["INT001"]\n')
    assert run("--replay", LOST, "--config", tmp_path / "inspect.toml").exit_code == 0


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("json", '{\n  "schema": "interim-report-1"'),
        ("jsonl", '{"event": "sent"'),
        ("har", '{\n  "log": {'),
        ("sarif", '{\n  "$schema"'),
        ("github", "::error title=INT001::"),
        ("junit", "<?xml version"),
    ],
)
def test_every_format_is_the_whole_standard_output_and_the_same_in_a_file(
    tmp_path: Path, form: str, start: str
) -> None:
    shown = run("--replay", LOST, "--format", form)
    assert shown.stdout.startswith(start)
    written = run("--replay", LOST, "--format", form, "--output", tmp_path / "report")
    assert (written.exit_code, written.output) == (1, "")
    assert (tmp_path / "report").read_bytes() == shown.stdout_bytes


def test_text_can_go_to_a_file(tmp_path: Path) -> None:
    shown = run("--replay", LOST)
    assert run("--replay", LOST, "--output", tmp_path / "report").output == ""
    assert (tmp_path / "report").read_bytes() == shown.stdout_bytes


def test_a_replay_comes_from_the_standard_input_too() -> None:
    assert run("--replay", "-", stdin=LOST.read_bytes()).exit_code == 1


def test_a_raw_response_is_replayed_and_saved_as_a_capture(tmp_path: Path) -> None:
    (tmp_path / "a.http").write_bytes(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
    result = run("--replay", tmp_path / "a.http", "--save", tmp_path / "a.json", "--format", "json")
    assert json.loads(result.stdout)["findings"][0]["id"] == "STA001"
    assert Capture.read((tmp_path / "a.json").read_bytes()).name == "a"
    again = run("--replay", tmp_path / "a.json", "--format", "json")
    assert json.loads(again.stdout)["findings"] == json.loads(result.stdout)["findings"]


def archive(folder: Path, entries: int) -> Path:
    entry = json.loads(run("--replay", LOST, "--format", "har").stdout)["log"]["entries"][0]
    clean = json.loads(run("--replay", CLEAN, "--format", "har").stdout)["log"]["entries"][0]
    path = folder / "x.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "creator": {}, "entries": [clean, entry, clean][:entries]}}))
    return path


def test_a_har_of_several_exchanges_gives_several_reports(tmp_path: Path) -> None:
    path = archive(tmp_path, 3)
    reports = json.loads(run("--replay", path, "--format", "json").stdout)["reports"]
    assert all(report["exchange"]["final"]["status"] == 200 for report in reports[::2])
    text = run("--replay", path).stdout
    assert text.count("GET ") == len(reports)


def bad(name: str, *arguments: object, says: str) -> Any:
    return pytest.param(arguments, says, id=name)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        bad("nothing", says="URL: got 'nothing', allowed: a URL to inspect, or --replay FILE"),
        bad("unknown-option", "http://x", "--htpp", "2", says="No such option '--htpp'"),
        bad("bad-choice", "http://x", "--http", "3", says="Invalid value for '--http': '3' is not one of"),
        bad("bad-url", "ftp://x", says="URL: got 'ftp://x'"),
        bad("two-urls", "http://x", "http://y", says="Got unexpected extra argument (http://y)"),
        bad("bad-field", "http://x", "-H", "x", says="-H: got 'x'"),
        bad("bad-rule", "http://x", "--select", "NOPE", says="--select: got 'NOPE'"),
        bad("bad-threshold", "http://x", "--set", "a=b", says="--set: got 'a'"),
        bad("no-config", "http://x", "--config", "no.toml", says="--config: got 'no.toml'"),
        bad("no-replay", "--replay", "no.json", says="--replay: got 'no.json', allowed: a file that can be read"),
        bad("folder", "--replay", ".", says="--replay: got '.', allowed: a file that can be read"),
        bad("bad-replay", "--replay", CORPUS / "expected.json", says="expected.json: got "),
        bad("replay-url", "--replay", LOST, "http://x", says="--replay: got 'with the URL http://x'"),
        bad("replay-request", "--replay", LOST, "-X", "PUT", says="--replay: got 'with -X'"),
        bad("replay-active", "--replay", LOST, "--active", "safe", says="--replay: got 'with --active'"),
        bad("output-folder", "--replay", LOST, "--output", ".", says="--output: got '.'"),
        bad("save-nowhere", "--replay", LOST, "--save", "no/where", says="--save: got 'no/where'"),
        bad("twice", "--replay", LOST, "--save", "x", "--output", "./x", says="--save: got 'x', allowed: another file"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_2(arguments: tuple[object, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1
    assert not Path("x").exists()


def test_only_one_exchange_can_be_saved(tmp_path: Path) -> None:
    result = run("--replay", archive(tmp_path, 3), "--save", tmp_path / "a.json")
    assert result.exit_code == 2
    assert "a replay of one exchange, not of " in result.stderr
    assert not (tmp_path / "a.json").exists()


def test_what_a_message_quotes_is_escaped(tmp_path: Path) -> None:
    result = run("http://x", "--compare", "ftp://\x1b[2J")
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_what_comes_from_a_capture_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "a.http").write_bytes(b"HTTP/1.1 200 \x1b[2J\x9b1m\r\nX: \x07\r\nContent-Length: \x1b]0;x\x07\r\n\r\n")
    for form in ("text", "json", "jsonl", "har", "sarif", "github", "junit"):
        result = run("--replay", tmp_path / "a.http", "--format", form)
        assert result.exit_code in (0, 1), result.output
        assert all(line.isprintable() for line in result.output.split("\n")), form
