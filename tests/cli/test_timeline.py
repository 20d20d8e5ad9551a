"""Lines on a screen."""

import io
from typing import Self

import pytest

from interim.cli.timeline import PlainScreen, Timeline, open_screen, said
from interim.exchange.messages import Final, Interim
from interim.exchange.timeline import End
from interim.inspector.formats.lines import Line
from interim.wire.events import ContentSeen, Event, FinalHead, Finished, InterimSeen, RequestSent


class Recorded:
    """A screen that keeps what it is shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.states: list[str] = []

    def show(self, line: Line) -> None:
        self.lines.append(line.text)

    def status(self, text: str) -> None:
        self.states.append(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


EVENTS: list[Event] = [
    RequestSent(),
    InterimSeen(interim=Interim(status=102, reason="Processing", at_ns=1)),
    FinalHead(final=Final(status=200, head_at_ns=2)),
    ContentSeen(at_ns=3, octets=1000),
    ContentSeen(at_ns=4, octets=500),
    Finished(at_ns=5, end=End.CLOSE),
]


def test_each_event_is_shown_when_it_happens_and_the_state_with_it() -> None:
    screen = Recorded()
    timeline = Timeline(screen)
    shown = []
    for event in EVENTS:
        timeline.watch(event)
        shown.append(len(screen.lines))
    assert shown == [1, 2, 3, 3, 3, 5]
    assert screen.states == ["waiting", "waiting", "waiting", "1,000 octets of content", "1,500 octets of content", ""]


def test_a_notice_is_a_line() -> None:
    screen = Recorded()
    Timeline(screen).notice("range: bytes=0-9\x1b")
    assert screen.lines == ["  check   range: bytes=0-9\\x1b"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", "RFC 9110 §15, é"), ("ascii", "RFC 9110 section 15, \\xe9"), ("latin-1", "RFC 9110 §15, é")],
)
def test_a_line_is_written_in_what_the_stream_can_say(encoding: str, text: str) -> None:
    octets = io.BytesIO()
    with PlainScreen(io.TextIOWrapper(octets, encoding=encoding)) as screen:
        screen.show(Line("RFC 9110 §15, é"))
        screen.status("never shown")
        assert octets.getvalue() == f"{text}\n".encode(encoding)


def test_a_stream_without_an_encoding_is_utf_8() -> None:
    assert said("§", None) == "§"


def test_a_stream_that_is_no_terminal_gets_plain_lines() -> None:
    assert isinstance(open_screen(io.StringIO()), PlainScreen)
