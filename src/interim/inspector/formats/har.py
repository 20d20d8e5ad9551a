"""The report as an HTTP Archive (HAR 1.2), which the developer tools of browsers open.

HAR knows no interim responses, nor findings: they are in members of our own, `_interim`, `_late` and `_findings`,
which other readers skip. `wait` ends with the head of the final response, so interims are within it; the time of each
is `at`, in seconds since the end of the request.
"""

import base64
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Final, Interim, Request
from interim.inspector.formats.messages import in_seconds
from interim.inspector.formats.printable import in_json
from interim.inspector.report import Report
from interim.version import __version__
from interim.wire.recording import Phases

__all__ = ["har_report"]

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_DECODED_BYTES = 4 * 1024 * 1024
_GZIP_OR_ZLIB = 47


def har_report(reports: Sequence[Report]) -> str:
    """The text of the archive, with one entry for each report."""
    log = {
        "version": "1.2",
        "creator": {"name": "interim", "version": __version__},
        "pages": [],
        "entries": [_entry(report) for report in reports],
    }
    return in_json({"log": log}, indent=2) + "\n"


def _entry(report: Report) -> dict[str, Any]:
    exchange = report.exchange
    timings = _timings(exchange, report.phases)
    before_ms = sum(max(0.0, timings[name]) for name in ("dns", "connect", "send"))
    started = (exchange.clock or _UNKNOWN_TIME) - timedelta(milliseconds=before_ms)
    entry: dict[str, Any] = {
        "startedDateTime": started.isoformat(timespec="milliseconds"),
        # HAR counts the time of TLS within that of the connection.
        "time": sum(max(0.0, took_ms) for name, took_ms in timings.items() if name != "ssl"),
        "request": _request(exchange.request, exchange.url),
        "response": _response(exchange),
        "cache": {},
        "timings": timings,
        "_interim": [_interim(interim) for interim in exchange.interims],
        "_late": [_interim(interim) for interim in exchange.late],
        "_end": exchange.end.value,
        "_findings": [finding.to_json() for finding in report.findings],
    }
    if report.connection is not None:
        entry["serverIPAddress"] = report.connection.address
        entry["connection"] = str(report.connection.port)
    return entry


def _timings(exchange: Exchange, phases: Phases | None) -> dict[str, float]:
    phases = phases or Phases()
    final = exchange.final
    head_ns = exchange.end_at_ns if final is None else final.head_at_ns
    end_ns = head_ns if final is None else final.end_at_ns or exchange.end_at_ns
    connect_ns = phases.connect_ns
    if connect_ns is not None:
        connect_ns += phases.tls_ns or 0
    return {
        "blocked": -1,
        "dns": _milliseconds(phases.dns_ns),
        "connect": _milliseconds(connect_ns),
        "ssl": _milliseconds(phases.tls_ns),
        "send": _milliseconds(phases.send_ns or 0),
        "wait": _milliseconds(max(0, head_ns)),
        "receive": _milliseconds(max(0, end_ns - max(0, head_ns))),
    }


def _request(request: Request, url: str) -> dict[str, Any]:
    document: dict[str, Any] = {
        "method": request.method,
        "url": url or _absolute(request),
        "httpVersion": request.version,
        "cookies": [
            {"name": name, "value": value} for line in request.fields.get_all("cookie") for name, value in _pairs(line)
        ],
        "headers": _headers(request.fields),
        "queryString": [
            {"name": name, "value": value}
            for name, value in parse_qsl(request.target.partition("?")[2], keep_blank_values=True)
        ],
        "headersSize": -1,
        "bodySize": len(request.content),
    }
    if request.content:
        document["postData"] = {
            "mimeType": request.fields.get("content-type") or "",
            "params": [],
            "text": request.content.decode("utf-8", "replace"),
        }
    return document


def _absolute(request: Request) -> str:
    """What the URL must have been, for a capture that does not say: readers of HAR want an absolute one."""
    return request.target if "://" in request.target else f"http://{request.fields.get('host') or ''}{request.target}"


def _response(exchange: Exchange) -> dict[str, Any]:
    final = exchange.final
    if final is None:
        # As browsers write a response that never came.
        return {
            "status": 0,
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "content": {"size": 0, "mimeType": ""},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
            "_error": f"no final response: {exchange.end.value}",
        }
    return {
        "status": final.status,
        "statusText": final.reason,
        "httpVersion": final.version,
        "cookies": [_set_cookie(line) for line in final.fields.get_all("set-cookie")],
        "headers": _headers(final.fields),
        "content": _content(final),
        "redirectURL": final.fields.get("location") or "",
        "headersSize": -1,
        "bodySize": final.content_octets,
    }


def _content(final: Final) -> dict[str, Any]:
    mime_type = final.fields.get("content-type") or ""
    document: dict[str, Any] = {"size": final.content_octets, "mimeType": mime_type}
    data, comment = final.content, ""
    coding = (final.fields.get("content-encoding") or "").strip().lower()
    if len(data) < final.content_octets:
        comment = f"the first {len(data)} octets"
    elif coding in ("gzip", "x-gzip", "deflate") and (decoded := _decoded(data)) is not None:
        # HAR wants it without its coding. Other codings stay, and the comment says so.
        document |= {"size": len(decoded), "compression": len(decoded) - len(data)}
        data, coding = decoded, ""
    if coding not in ("", "identity"):
        comment = ", ".join(filter(None, (comment, f"content coding {coding} not removed")))
    if data:
        try:
            document["text"] = data.decode("utf-8")
        except UnicodeDecodeError:
            document |= {"text": base64.b64encode(data).decode("ascii"), "encoding": "base64"}
    return document | ({"comment": comment} if comment else {})


def _decoded(data: bytes) -> bytes | None:
    decoder = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        decoded = decoder.decompress(data, _DECODED_BYTES)
    except zlib.error:
        return None
    # A bomb stays as it came.
    return decoded if decoder.eof else None


def _interim(interim: Interim) -> dict[str, Any]:
    return {
        "at": in_seconds(interim.at_ns),
        "status": interim.status,
        "statusText": interim.reason,
        "httpVersion": interim.version,
        "headers": _headers(interim.fields),
    }


def _headers(fields: Fields) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in fields.to_json()]


def _pairs(line: str) -> list[tuple[str, str]]:
    parts = (part.strip().partition("=") for part in line.split(";"))
    return [(name, value) for name, sign, value in parts if sign]


def _set_cookie(line: str) -> dict[str, Any]:
    """A cookie as RFC 6265 §5.2 reads it, but for its expiry, which HAR wants as a date of ISO 8601."""
    pair, *attributes = line.split(";")
    name, sign, value = pair.partition("=")
    known = {key.strip().lower(): text.strip() for key, _, text in (part.partition("=") for part in attributes)}
    return {
        "name": name.strip() if sign else "",
        "value": (value if sign else pair).strip(),
        "httpOnly": "httponly" in known,
        "secure": "secure" in known,
    } | {key: known[key] for key in ("path", "domain") if known.get(key)}


def _milliseconds(took_ns: int | None) -> float:
    # HAR writes -1 for what does not apply.
    return -1 if took_ns is None else took_ns / 1_000_000
