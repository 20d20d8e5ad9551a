"""A terminal: lines with colour, and below them one that says what is being waited for, and for how long."""

import time
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

from interim.cli.timeline import said
from interim.inspector.formats.lines import Kind, Line
from interim.inspector.formats.printable import printable

__all__ = ["TerminalScreen"]

_STYLES = {
    Kind.TITLE: "bold",
    Kind.PLAIN: "",
    Kind.INTERIM: "cyan",
    Kind.FIELD: "dim",
    Kind.FINAL: "green",
    Kind.FAULT: "red",
    Kind.ERROR: "red",
    Kind.WARNING: "yellow",
    Kind.NOTE: "blue",
    Kind.REMARK: "dim",
}
_REDRAWS_PER_SECOND = 8


class TerminalScreen:
    """Lines on a terminal. rich obeys NO_COLOR, TERM and the width."""

    def __init__(self, stream: TextIO) -> None:
        self._encoding = stream.encoding
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._waiting = _Waiting(self._encoding)
        self._live = Live(
            self._waiting,
            console=self._console,
            refresh_per_second=_REDRAWS_PER_SECOND,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._waiting.text = ""
        self._live.stop()

    def show(self, line: Line) -> None:
        """Show a line above the moving one."""
        text = Text(said(line.text, self._encoding), style=_STYLES[line.kind])
        self._console.print(text, soft_wrap=True)

    def status(self, text: str) -> None:
        """Say what is going on; the time since it last changed is shown with it."""
        self._waiting.text = printable(text)
        self._waiting.since_ns = time.monotonic_ns()


class _Waiting:
    """The moving line. rich asks for it again and again, from a thread of its own."""

    def __init__(self, encoding: str | None) -> None:
        self.text = ""
        self.since_ns = time.monotonic_ns()
        self._encoding = encoding

    def __rich__(self) -> Text:
        if not self.text:
            return Text("")
        silent_s = (time.monotonic_ns() - self.since_ns) / 1_000_000_000
        return Text(said(f"  {self.text}, {silent_s:.1f} s since the last octets", self._encoding), style="dim")
