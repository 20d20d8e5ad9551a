"""Lines of a timeline, event by event."""

from collections.abc import Sequence

from interim.exchange.fault import Fault, FaultKind
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Interim
from interim.exchange.timeline import End
from interim.inspector.formats.lines import Kind, Line, Lines
from interim.wire.events import (
    ContentSeen,
    Event,
    FaultSeen,
    FinalHead,
    Finished,
    InterimSeen,
    Phase,
    PhaseDone,
    RequestSent,
)
from tests.fakes.reports import EVIL, SECOND


def told(events: Sequence[Event], lines: Lines | None = None) -> list[str]:
    lines = lines or Lines()
    return [line.text for event in events for line in lines.of(event)]


def interim(at_ns: int, status: int = 102, fields: Fields | None = None) -> InterimSeen:
    return InterimSeen(interim=Interim(status=status, reason="Processing", at_ns=at_ns, fields=fields or Fields()))


def test_an_interim_has_its_time_and_the_gap_before_it() -> None:
    first, second = told([RequestSent(), interim(SECOND), interim(3 * SECOND)])[1:]
    assert first.split() == ["+1.000", "s", "102", "Processing", "gap", "1.000", "s"]
    assert second.split() == ["+3.000", "s", "102", "Processing", "gap", "2.000", "s"]


def test_phases_come_first() -> None:
    lines = told([PhaseDone(phase=Phase.CONNECT, took_ns=1_234_567, detail="192.0.2.7 port 80"), RequestSent()])
    assert lines == ["  connect  1.2 ms  192.0.2.7 port 80", "  sent"]


def test_an_interim_before_the_end_of_the_request_says_so() -> None:
    (line,) = told([interim(5_000_000, status=100)])
    assert line.endswith("while the request was sent")


def test_fields_of_an_interim_follow_it_and_are_bounded() -> None:
    fields = Fields.of([("Link", "</a.css>")] + [("A", "b" * 300)] * 40)
    lines = told([RequestSent(), interim(0, 103, fields)])
    assert lines[2].strip() == "Link: </a.css>"
    assert lines[3].endswith("... (303 characters)")
    assert lines[-1].strip() == "... and 21 more fields"
    assert len(lines) == 2 + 20 + 1


def test_content_that_flows_is_one_line_at_its_end() -> None:
    lines = Lines()
    events: list[Event] = [ContentSeen(at_ns=at * 100_000_000, octets=1_000) for at in range(10)]
    assert told([RequestSent(), *events], lines) == ["  sent"]
    assert lines.content_octets == 10_000
    (content, end) = told([Finished(at_ns=SECOND, end=End.CLOSE)], lines)
    assert " ".join(content.split()) == "+0.000 s 10,000 octets of content until +0.900 s gap 0.000 s"
    assert " ".join(end.split()) == "+1.000 s the server closed the connection gap 0.100 s"


def test_content_that_stalls_is_a_line_for_each_burst() -> None:
    events: list[Event] = [ContentSeen(at_ns=at * SECOND, octets=1) for at in (0, 1, 3)]
    lines = told([RequestSent(), *events, Finished(at_ns=3 * SECOND, end=End.LIMIT)])
    assert [line.split()[0] for line in lines[1:]] == ["+0.000", "+1.000", "+3.000", "+3.000"]
    assert lines[3].endswith("gap 2.000 s")


def test_a_final_response_a_fault_and_a_late_interim_have_their_kinds() -> None:
    lines = Lines()
    kinds = [
        line.kind
        for event in (
            RequestSent(),
            interim(0),
            FinalHead(final=Final(status=200)),
            InterimSeen(interim=Interim(status=102), late=True),
            FaultSeen(fault=Fault(kind=FaultKind.SURPLUS, at_ns=0)),
        )
        for line in lines.of(event)
    ]
    assert kinds == [Kind.PLAIN, Kind.INTERIM, Kind.FINAL, Kind.FAULT, Kind.FAULT]


def test_a_fault_without_words_is_named_by_its_kind() -> None:
    (line,) = told([FaultSeen(fault=Fault(kind=FaultKind.SURPLUS, at_ns=0))])
    assert "fault: surplus" in line


def test_the_next_exchange_begins_anew() -> None:
    lines = Lines()
    told([RequestSent(), ContentSeen(at_ns=0, octets=5), Finished(at_ns=9 * SECOND, end=End.CLOSE)], lines)
    assert (lines.waiting, lines.content_octets) == (False, 0)
    assert told([RequestSent(), interim(SECOND)], lines)[1].endswith("gap 1.000 s")
    assert lines.waiting


def test_no_line_holds_a_character_that_does_not_print() -> None:
    evil = Interim(status=102, reason=EVIL, fields=Fields(((EVIL.encode(), EVIL.encode()),)))
    events: list[Event] = [
        PhaseDone(phase=Phase.TLS, took_ns=0, detail=EVIL),
        InterimSeen(interim=evil),
        FinalHead(final=Final(status=200, reason=EVIL)),
        FaultSeen(fault=Fault(kind=FaultKind.SURPLUS, at_ns=0, detail=EVIL)),
    ]
    lines = told(events)
    assert len(lines) == 5
    assert all(line.isprintable() for line in lines)


def test_a_line_is_printable_whatever_it_is_made_of() -> None:
    assert Line("a\x1b \n ").text == "a\\x1b \\n"


def test_the_end_after_a_complete_response_is_no_more_than_the_end_of_the_waiting() -> None:
    complete = told([RequestSent(), Finished(at_ns=SECOND, end=End.DEADLINE, complete=True)])
    assert "nothing more came" in complete[-1]
    cut = told([RequestSent(), Finished(at_ns=SECOND, end=End.DEADLINE)])
    assert "we stopped watching" in cut[-1]
