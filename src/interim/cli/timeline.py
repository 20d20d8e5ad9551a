"""Shows the lines of an inspection as they happen: plainly in a pipe, with colour and a moving line on a terminal."""

from types import TracebackType
from typing import Protocol, Self, TextIO

from interim.cli.standard_output import writing
from interim.inspector.formats.lines import Kind, Line, Lines
from interim.wire.events import Event

__all__ = ["PlainScreen", "Screen", "Timeline", "open_screen", "said"]


class Screen(Protocol):
    """Where lines go."""

    def show(self, line: Line) -> None:
        """Show one line, now."""
        ...

    def status(self, text: str) -> None:
        """Say what is going on, in a line that the next one replaces. A pipe has none."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class PlainScreen:
    """Lines as text, each written out at once."""

    __slots__ = ("_stream",)

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def show(self, line: Line) -> None:
        """Write a line."""
        with writing():
            self._stream.write(said(line.text, self._stream.encoding) + "\n")
            self._stream.flush()

    def status(self, text: str) -> None:
        """Nothing: a pipe keeps what it gets."""


class Timeline:
    """The lines of a live exchange on a screen. Its methods are what `inspect` takes as `watch` and `notice`."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._lines = Lines()

    def watch(self, event: Event) -> None:
        """Show what an event means."""
        for line in self._lines.of(event):
            self._screen.show(line)
        if not self._lines.waiting:
            self._screen.status("")
        elif self._lines.content_octets:
            self._screen.status(f"{self._lines.content_octets:,} octets of content")
        else:
            self._screen.status("waiting")

    def notice(self, text: str) -> None:
        """Show what is tried beside the exchange itself."""
        self._screen.show(Line(f"  check   {text}", Kind.REMARK))


def open_screen(stream: TextIO) -> Screen:
    """The screen for a stream."""
    if not stream.isatty():
        return PlainScreen(stream)
    from interim.cli.terminal import TerminalScreen

    return TerminalScreen(stream)


def said(text: str, encoding: str | None) -> str:
    """The text, in characters that the encoding has."""
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.replace("§", "section ").encode(encoding, "backslashreplace").decode(encoding)
    return text
