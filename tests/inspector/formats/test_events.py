"""The course of a finished exchange."""

from interim.exchange.exchange import Exchange
from interim.exchange.fault import Fault, FaultKind
from interim.exchange.messages import Final, Framing, Interim, Request
from interim.exchange.timeline import Elided, End, Octets, Timeline
from interim.inspector.formats.events import ContentJoiner, event_time_ns, events_of, phases_of
from interim.inspector.report import Report
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
from tests.fakes.reports import SECOND, odd_reports, plain_report

GET = Request(method="GET", target="/")


def test_events_stand_in_order_of_time() -> None:
    exchange = plain_report().exchange
    assert exchange.final is not None
    assert events_of(exchange) == [
        RequestSent(),
        InterimSeen(interim=exchange.interims[0]),
        InterimSeen(interim=exchange.interims[1]),
        FinalHead(final=exchange.final),
        ContentSeen(at_ns=3 * SECOND, octets=3),
        ContentSeen(at_ns=3 * SECOND + 500_000_000, octets=2),
        Finished(at_ns=4 * SECOND, end=End.DEADLINE, complete=True),
    ]


def test_what_came_while_the_request_was_sent_stands_before_its_end() -> None:
    kinds = [type(event) for event in events_of(odd_reports()[1].exchange)]
    assert kinds == [InterimSeen, RequestSent, FinalHead, Finished]


def test_late_interims_and_faults_have_their_places() -> None:
    fault = Fault(kind=FaultKind.INTERIM_AFTER_FINAL, at_ns=2 * SECOND, part="late", index=0)
    exchange = Exchange(
        request=GET,
        final=Final(status=204, framing=Framing.NONE, head_at_ns=SECOND, end_at_ns=SECOND),
        late=(Interim(status=102, at_ns=2 * SECOND),),
        faults=(fault,),
        end_at_ns=3 * SECOND,
    )
    assert events_of(exchange)[2:4] == [InterimSeen(interim=exchange.late[0], late=True), FaultSeen(fault=fault)]


def test_content_that_was_elided_has_its_times_too() -> None:
    final = Final(status=200, framing=Framing.CLOSE, content=b"x", content_octets=9, head_at_ns=0, end_at_ns=4 * SECOND)
    timeline = Timeline(
        octets=(
            Octets(at_ns=0, data=b"HTTP/1.1 200 OK\r\n\r\nx"),
            Elided(at_ns=3 * SECOND, until_ns=3 * SECOND, octets=8, content_octets=8),
        ),
        end_at_ns=4 * SECOND,
    )
    exchange = Exchange(request=GET, final=final, timeline=timeline, end_at_ns=4 * SECOND)
    assert [event for event in events_of(exchange) if isinstance(event, ContentSeen)] == [
        ContentSeen(at_ns=0, octets=1),
        ContentSeen(at_ns=3 * SECOND, octets=8),
    ]


def test_reading_again_ends_where_a_limit_ended_the_reading() -> None:
    flood = Octets(at_ns=0, data=b"HTTP/1.1 102 Processing\r\n\r\n" * 1_001)
    rest = Octets(at_ns=SECOND, data=b"HTTP/1.1 200 OK\r\n\r\nx")
    final = Final(status=200, framing=Framing.CLOSE, content=b"x", head_at_ns=SECOND, end_at_ns=SECOND)
    exchange = Exchange(request=GET, final=final, timeline=Timeline(octets=(flood, rest), end_at_ns=SECOND))
    seen = [event for event in events_of(exchange) if isinstance(event, ContentSeen)]
    assert seen == [ContentSeen(at_ns=SECOND, octets=1)]


def test_content_without_its_octets_is_told_once() -> None:
    final = Final(status=200, framing=Framing.CLOSE, content=b"xyz", head_at_ns=SECOND)
    exchange = Exchange(request=GET, final=final, end=End.RESET, end_at_ns=9 * SECOND)
    assert ContentSeen(at_ns=SECOND, octets=3) in events_of(exchange)


def test_content_that_flows_is_joined_and_stands_before_what_follows() -> None:
    joiner = ContentJoiner()
    end = Finished(at_ns=SECOND, end=End.CLOSE)
    parts: list[Event] = [ContentSeen(at_ns=at * 1_000_000, octets=10) for at in range(250)]
    due = [event for part in (*parts, end) for event in joiner.of(part)]
    assert due == [
        ContentSeen(at_ns=0, octets=1000),
        ContentSeen(at_ns=100_000_000, octets=1000),
        ContentSeen(at_ns=200_000_000, octets=500),
        end,
    ]


def test_the_phases_of_a_recording_are_told_with_what_they_led_to() -> None:
    assert list(phases_of(plain_report())) == [
        PhaseDone(phase=Phase.DNS, took_ns=1_000_000, detail="192.0.2.7"),
        PhaseDone(phase=Phase.CONNECT, took_ns=2_000_000, detail="192.0.2.7 port 8443"),
        PhaseDone(
            phase=Phase.TLS, took_ns=3_000_000, detail="TLSv1.3 TLS_AES_128_GCM_SHA256, certificate until 2027-01-01"
        ),
    ]


def test_a_replay_has_no_phases() -> None:
    assert list(phases_of(Report(exchange=Exchange(request=GET)))) == []


def test_a_phase_has_no_time_of_the_exchange() -> None:
    assert event_time_ns(PhaseDone(phase=Phase.DNS, took_ns=5)) is None
