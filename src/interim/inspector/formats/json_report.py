"""The report as one JSON document. Its schema is `docs/schemas/report-1.json`."""

from collections.abc import Sequence
from typing import Any

from interim.exchange.exchange import Exchange
from interim.inspector.formats.events import ContentJoiner, events_of
from interim.inspector.formats.jsonl import event_line
from interim.inspector.formats.messages import fault_json, final_json, in_seconds, interim_json, request_json
from interim.inspector.formats.printable import in_json
from interim.inspector.formats.summary import summary_json
from interim.inspector.replay import capture_of
from interim.inspector.report import Report
from interim.version import __version__
from interim.wire.recording import Connection, Phases

__all__ = ["SCHEMA", "exchange_json", "json_report", "report_json", "reports_json"]

SCHEMA = "interim-report-1"
"""The version of the document. A new member does not change it; a member that goes or means something else does."""


def json_report(reports: Sequence[Report]) -> str:
    """The text of the document."""
    return in_json(reports_json(reports), indent=2) + "\n"


def reports_json(reports: Sequence[Report]) -> dict[str, Any]:
    """One report as it is; several, or none, as the member `reports` of an object."""
    documents = [report_json(report) for report in reports]
    return documents[0] if len(documents) == 1 else {"schema": SCHEMA, "reports": documents}


def report_json(report: Report) -> dict[str, Any]:
    """A report as values that `json.dumps` takes. Times are seconds since the end of the request."""
    return {
        "schema": SCHEMA,
        "version": __version__,
        "summary": summary_json(report),
        "findings": [finding.to_json() for finding in report.findings],
        "exchange": exchange_json(report.exchange),
        "phases": None if report.phases is None else _phases(report.phases),
        "connection": None if report.connection is None else _connection(report.connection),
        "hops": [{"url": hop.url, "status": hop.status, "location": hop.location} for hop in report.hops],
        "probes": {name: [_probe(exchange) for exchange in several] for name, several in report.probes.items()},
        "skipped": dict(report.skipped),
        "capture": capture_of(report.exchange).to_json(),
    }


def exchange_json(exchange: Exchange) -> dict[str, Any]:
    """An exchange as read. Its octets are in the capture."""
    joiner = ContentJoiner()
    return {
        "url": exchange.url,
        "clock": None if exchange.clock is None else exchange.clock.isoformat(),
        "request": request_json(exchange.request),
        "interims": [interim_json(interim) for interim in exchange.interims],
        "final": None if exchange.final is None else final_json(exchange.final),
        "late": [interim_json(interim) for interim in exchange.late],
        "faults": [fault_json(fault) for fault in exchange.faults],
        "timeline": [event_line(due) for event in events_of(exchange) for due in joiner.of(event)],
        "end": exchange.end.value,
        "end_at": in_seconds(exchange.end_at_ns),
    }


def _phases(phases: Phases) -> dict[str, float | None]:
    named = {
        "dns": phases.dns_ns,
        "connect": phases.connect_ns,
        "tls": phases.tls_ns,
        "send": phases.send_ns,
        "first_byte": phases.first_byte_ns,
        "total": phases.total_ns,
    }
    return {name: None if took_ns is None else in_seconds(took_ns) for name, took_ns in named.items()}


def _connection(connection: Connection) -> dict[str, Any]:
    expires = connection.certificate_expires
    return {
        "address": connection.address,
        "port": connection.port,
        "alpn": connection.alpn,
        "tls_version": connection.tls_version,
        "cipher": connection.cipher,
        "certificate_expires": None if expires is None else expires.isoformat(),
        "certificate_error": connection.certificate_error,
    }


def _probe(exchange: Exchange) -> dict[str, Any]:
    final = exchange.final
    return {
        "method": exchange.request.method,
        "url": exchange.url,
        "version": exchange.request.version,
        "headers": exchange.request.fields.to_json(),
        "interims": [interim.status for interim in exchange.interims],
        "status": None if final is None else final.status,
        "response_headers": [] if final is None else final.fields.to_json(),
        "content_octets": 0 if final is None else final.content_octets,
        "end_at": in_seconds(exchange.end_at_ns),
    }
