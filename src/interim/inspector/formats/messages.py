"""The messages of an exchange as values that `json.dumps` takes."""

from typing import Any

from interim.exchange.fault import Fault
from interim.exchange.messages import Final, Interim, Request

__all__ = ["PREVIEW", "fault_json", "final_json", "in_seconds", "interim_json", "request_json"]

PREVIEW = 1000
"""How many characters of content a report shows. The capture has the octets."""


def in_seconds(at_ns: int) -> float:
    """Seconds, as every time in our JSON."""
    return at_ns / 1_000_000_000


def request_json(request: Request) -> dict[str, Any]:
    """A request, with a preview of its content."""
    return {
        "method": request.method,
        "target": request.target,
        "version": request.version,
        "headers": request.fields.to_json(),
        "content_octets": len(request.content),
        "content_preview": _preview(request.content),
    }


def interim_json(interim: Interim) -> dict[str, Any]:
    """An interim response. `octets` is its length on the wire; null where it is not known."""
    return {
        "at": in_seconds(interim.at_ns),
        "status": interim.status,
        "reason": interim.reason,
        "version": interim.version,
        "headers": interim.fields.to_json(),
        "octets": None if interim.span is None else interim.span[1] - interim.span[0],
    }


def final_json(final: Final) -> dict[str, Any]:
    """A final response, with a preview of its content. `end_at` is null when its content never was complete."""
    return {
        "at": in_seconds(final.head_at_ns),
        "end_at": None if final.end_at_ns is None else in_seconds(final.end_at_ns),
        "status": final.status,
        "reason": final.reason,
        "version": final.version,
        "headers": final.fields.to_json(),
        "trailers": final.trailers.to_json(),
        "framing": final.framing.value,
        "content_octets": final.content_octets,
        "content_preview": _preview(final.content),
    }


def fault_json(fault: Fault) -> dict[str, Any]:
    """A fault of the wire. Members that do not apply are left out."""
    document: dict[str, Any] = {
        "at": in_seconds(fault.at_ns),
        "kind": fault.kind.value,
        "offset": fault.offset,
        "detail": fault.detail,
        "excerpt": fault.excerpt.decode("latin-1"),
    }
    document |= {name: value for name, value in {"part": fault.part, "field": fault.field}.items() if value}
    if fault.index is not None:
        document["index"] = fault.index
    return document


def _preview(content: bytes) -> str:
    # A character of UTF-8 has at most four octets.
    return content[: 4 * PREVIEW].decode("utf-8", "replace")[:PREVIEW]
