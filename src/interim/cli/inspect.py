"""``interim inspect``: make one request, show what happens, judge it."""

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from interim.cli.failure import BriefCommand, Failure, reported
from interim.cli.file_to_write import FileToWrite
from interim.cli.inquire import inquiry_of
from interim.cli.inspect_options import REQUEST_OPTIONS, with_inspect_options
from interim.cli.judgement import Judgement, judgement
from interim.cli.standard_output import write_document
from interim.cli.timeline import Screen, Timeline, open_screen
from interim.errors import InvalidInput
from interim.inspector.formats.lines import Kind, Line
from interim.inspector.inquiry import Inquiry
from interim.inspector.report import Report
from interim.wire.events import Event

__all__ = ["inspect"]

_FOUND = 1
_NO_VERDICT = 4


class _Interrupted(Failure):
    exit_code = 130
    """As a shell has it for SIGINT."""


@click.command(cls=BriefCommand)
@click.argument("url", required=False)
@with_inspect_options
@click.pass_context
@reported()
def inspect(
    context: click.Context,
    /,
    url: str | None,
    *,
    form: str,
    output: Path | None,
    save: Path | None,
    replay: Path | None,
    quiet: bool,
    profile: str | None,
    select: str | None,
    ignore: str | None,
    thresholds: tuple[str, ...],
    config: Path | None,
    fail_on: str | None,
    **request: Any,
) -> None:
    """Make one request, show every interim response with its time, and judge the whole exchange.

    \b
      interim inspect localhost:8102/api/status/102?count=3
      interim inspect -X POST -d @order.json -H 'Content-Type: application/json' https://example.com/orders
      interim inspect --replay capture.json --format sarif --output findings.sarif

    Exit status: 0 when there is no finding from --fail-on on, 1 when there is, 2 for bad input, 3 when no exchange
    came about (DNS, connect, TLS), 4 when there is no such finding, but we stopped before the response was complete,
    5 when the address is not allowed.
    """  # noqa: D301 - click wants the backspace itself
    # A command that makes one exchange is over before there is much to collect; the imports alone start it fifty times.
    gc.set_threshold(50_000)
    judged_by = judgement(
        profile=profile, select=select, ignore=ignore, thresholds=thresholds, fail_on=fail_on, config=config
    )
    report_file = None if output is None else FileToWrite("--output", output)
    capture_file = None if save is None else FileToWrite("--save", save)
    if output is not None and save is not None and output.resolve() == save.resolve():
        raise InvalidInput("--save", save, "another file than that of --output")
    if replay is not None:
        _refuse_requests(context, url)
        reports = _replayed(replay, judged_by)
        _save(capture_file, reports)
        _show_replayed(reports, form, report_file, judged_by, quiet=quiet)
    elif url is None:
        raise InvalidInput("URL", "nothing", "a URL to inspect, or --replay FILE")
    else:
        inquiry = inquiry_of(url, request, judged_by.settings)
        reports = [_inspected(inquiry, form, report_file, judged_by, quiet=quiet)]
        _save(capture_file, reports)
    context.exit(_exit_code(reports, judged_by))


def _refuse_requests(context: click.Context, url: str | None) -> None:
    if url is not None:
        raise InvalidInput("--replay", f"with the URL {url}", "one of the two: a replay makes no request")
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name in REQUEST_OPTIONS:
            raise InvalidInput("--replay", f"with {parameter.opts[0]}", "no options of a request: a replay makes none")


def _replayed(path: Path, judged_by: Judgement) -> list[Report]:
    from interim.inspector.judge import judge
    from interim.inspector.replay import load_replay

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise InvalidInput("--replay", path, f"a file that can be read: {error.strerror}") from error
    return [judge(exchange, judged_by.settings) for exchange in load_replay(data, str(path))]


def _show_replayed(
    reports: Sequence[Report], form: str, file: FileToWrite | None, judged_by: Judgement, *, quiet: bool
) -> None:
    if form != "text" or file is not None:
        _deliver(form, reports, file, judged_by)
        return
    from interim.inspector.formats.text import finding_lines, timeline_lines

    with open_screen(sys.stdout) as screen:
        for number, report in enumerate(reports):
            if number:
                screen.show(Line(""))
            for line in () if quiet else (*timeline_lines(report), Line("")):
                screen.show(line)
            for line in finding_lines(report):
                screen.show(line)


def _inspected(inquiry: Inquiry, form: str, file: FileToWrite | None, judged_by: Judgement, *, quiet: bool) -> Report:
    if form == "jsonl" and file is None:
        return _streamed(inquiry)
    on_stdout = form == "text" and file is None
    with contextlib.ExitStack() as stack:
        screen: Screen | None = None
        if on_stdout or (sys.stderr.isatty() and not quiet):
            screen = stack.enter_context(open_screen(sys.stdout if on_stdout else sys.stderr))
        if screen is None or quiet:
            report = _run(inquiry, None, None)
        else:
            screen.show(Line(f"{inquiry.method} {inquiry.url}", Kind.TITLE))
            timeline = Timeline(screen)
            report = _run(inquiry, timeline.watch, timeline.notice)
        if screen is not None:
            for line in _ending(report, full=on_stdout, quiet=quiet):
                screen.show(line)
    if not on_stdout:
        _deliver(form, [report], file, judged_by)
    return report


def _ending(report: Report, *, full: bool, quiet: bool) -> Iterator[Line]:
    from interim.inspector.formats.text import finding_lines, verdict_line

    if not quiet:
        yield Line("")
    yield from finding_lines(report) if full else [verdict_line(report)]


def _streamed(inquiry: Inquiry) -> Report:
    """Every event as a line of JSON on the standard output when it happens."""
    from interim.inspector.formats.jsonl import EventLines, closing_lines, notice_line

    events = EventLines()

    def watch(event: Event) -> None:
        for line in events.of(event):
            write_document(f"{line}\n")

    report = _run(inquiry, watch, lambda text: write_document(f"{notice_line(text)}\n"))
    for line in closing_lines(report):
        write_document(f"{line}\n")
    return report


def _run(inquiry: Inquiry, watch: Callable[[Event], None] | None, notice: Callable[[str], None] | None) -> Report:
    import asyncio

    from interim.inspector.inspect import inspect as make

    try:
        return asyncio.run(make(inquiry, watch=watch, notice=notice))
    except KeyboardInterrupt as error:
        raise _Interrupted("interrupted before the end, so there are no findings") from error


def _deliver(form: str, reports: Sequence[Report], file: FileToWrite | None, judged_by: Judgement) -> None:
    from interim.cli.report_document import report_document

    document = report_document(form, reports, judged_by)
    if file is None:
        write_document(document)
    else:
        file.write(document.encode())


def _save(file: FileToWrite | None, reports: Sequence[Report]) -> None:
    if file is None:
        return
    if len(reports) != 1:
        raise InvalidInput("--save", file.path, f"a replay of one exchange, not of {len(reports)}")
    from interim.inspector.formats.printable import in_json
    from interim.inspector.replay import capture_of

    file.write(in_json(capture_of(reports[0].exchange, file.path.stem).to_json(), indent=1).encode() + b"\n")


def _exit_code(reports: Sequence[Report], judged_by: Judgement) -> int:
    if judged_by.fail_on is not None and any(report.at_or_above(judged_by.fail_on) for report in reports):
        return _FOUND
    return 0 if all(report.has_verdict for report in reports) else _NO_VERDICT
