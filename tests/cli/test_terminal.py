"""The screen of a terminal, drawn into a string."""

import io
import re

import pytest

from interim.cli.terminal import TerminalScreen
from interim.inspector.formats.lines import Kind, Line


class Terminal(io.StringIO):
    """A string that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def drawn() -> str:
    terminal = Terminal()
    with TerminalScreen(terminal) as screen:
        screen.show(Line("  [bold]102\x1b[2J Processing :smile:", Kind.INTERIM))
        screen.status("waiting \x1b[2J")
    return terminal.getvalue()


def test_lines_have_colour_and_are_shown_as_they_are() -> None:
    shown = drawn()
    assert "\x1b[36m  [bold]102\\x1b[2J Processing :smile:\x1b[0m" in shown
    assert "\x1b[2J" not in shown


def test_the_moving_line_says_how_long_it_has_been_silent() -> None:
    terminal = Terminal()
    with TerminalScreen(terminal) as screen:
        screen.status("1,000 octets of content")
        screen.show(Line("x"))
    assert re.search(r"1,000 octets of content, 0\.\d s since the last octets", terminal.getvalue())


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in drawn()


def test_the_cursor_is_there_again_at_the_end() -> None:
    shown = drawn()
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
