"""The report as JSON lines: what happened, as it happens, then the findings, then a summary."""

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from interim.inspector.formats.events import ContentJoiner, events_of, phases_of
from interim.inspector.formats.messages import fault_json, in_seconds, interim_json
from interim.inspector.formats.printable import in_json
from interim.inspector.formats.summary import summary_json
from interim.inspector.report import Report
from interim.wire.events import (
    ContentSeen,
    Event,
    FaultSeen,
    FinalHead,
    Finished,
    InterimSeen,
    PhaseDone,
    RequestSent,
)

__all__ = ["EventLines", "closing_lines", "event_json", "event_line", "jsonl_report", "notice_line"]


def event_json(event: Event) -> tuple[str, dict[str, Any]]:
    """What an event is, in one word, and its members as values that `json.dumps` takes."""
    match event:
        case PhaseDone(phase=phase, took_ns=took_ns, detail=detail):
            return "phase", {"phase": phase.value, "took": in_seconds(took_ns), "detail": detail}
        case RequestSent():
            return "sent", {"at": 0.0}
        case InterimSeen(interim=interim, late=late):
            return "interim", interim_json(interim) | {"late": late}
        case FinalHead(final=final):
            return "final", {
                "at": in_seconds(final.head_at_ns),
                "status": final.status,
                "reason": final.reason,
                "version": final.version,
                "headers": final.fields.to_json(),
            }
        case ContentSeen(at_ns=at_ns, octets=octets):
            return "content", {"at": in_seconds(at_ns), "octets": octets}
        case FaultSeen(fault=fault):
            return "fault", fault_json(fault)
        case Finished(at_ns=at_ns, end=end):
            return "end", {"at": in_seconds(at_ns), "end": end.value}
        case _:
            assert_never(event)


def event_line(event: Event) -> dict[str, Any]:
    """An event as one object, in which `event` says what it is."""
    kind, document = event_json(event)
    return {"event": kind} | document


def notice_line(text: str) -> str:
    """A line, without its end, for what is tried beside the exchange itself."""
    return in_json({"event": "notice", "text": text})


class EventLines:
    """Events to lines, with content joined as `ContentJoiner` does."""

    __slots__ = ("_joiner",)

    def __init__(self) -> None:
        self._joiner = ContentJoiner()

    def of(self, event: Event) -> Iterator[str]:
        """The lines, without their ends, that this event makes."""
        return (in_json(event_line(due)) for due in self._joiner.of(event))


def closing_lines(report: Report) -> Iterator[str]:
    """The lines after the exchange, without their ends."""
    for finding in report.findings:
        yield in_json({"event": "finding"} | finding.to_json())
    yield in_json({"event": "summary"} | summary_json(report))


def jsonl_report(reports: Sequence[Report]) -> str:
    """All lines of finished reports."""
    lines: list[str] = []
    for report in reports:
        events = EventLines()
        for event in (*phases_of(report), *events_of(report.exchange)):
            lines += events.of(event)
        lines += closing_lines(report)
    return "".join(f"{line}\n" for line in lines)
