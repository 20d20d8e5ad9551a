"""INT005: a 1xx for a client of HTTP/1.0, or labelled so."""

import re
from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import EVERY_1XX
from interim.rules.reading.received import arrived_ns, every_1xx
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_BEFORE_11 = re.compile(r"HTTP/(?:0(?:\.[0-9]+)?|1\.0)")


def _check(case: Case) -> Iterator[Found]:
    yield from _judge(case.exchange)
    probe = case.probe("http10")
    if probe is not None and probe.informational:
        statuses = ", ".join(str(interim.status) for interim in probe.informational[:5])
        yield Found(
            message=f"The same request as HTTP/1.0 was answered with {statuses} before the final response",
            probe="http10",
            at_ns=probe.informational[0].at_ns,
            data={"interims": len(probe.informational)},
        )


def _judge(exchange: Exchange) -> Iterator[Found]:
    for part, index, message in every_1xx(exchange):
        if exchange.request.version == "HTTP/1.0":
            text = f"The {message.status} was sent to an HTTP/1.0 request"
        elif _BEFORE_11.fullmatch(message.version):
            text = f"The {message.status} is labelled {shown(message.version)}"
        else:
            continue
        yield Found(message=text, part=part, index=index, at_ns=arrived_ns(message))


RULE = Rule(
    id="INT005",
    name="interim_to_http10",
    severity=Severity.ERROR,
    summary="A 1xx response was sent to an HTTP/1.0 request, or is labelled HTTP/1.0",
    spec=("RFC 9110 §15.2", "RFC 9110 §10.1.1"),
    codes=EVERY_1XX,
    why=(
        "HTTP/1.0 has no 1xx, so a server MUST NOT send one to an HTTP/1.0 client. Such a client takes it for the "
        "final response, and all that follows for its content. A proxy that speaks HTTP/1.0 to its servers, as older "
        "nginx does unless told otherwise, hands the 1xx and the final response on as one block at the end."
    ),
    hurts=("nginx-1.22-http10", "nginx-1.26-http10"),
    bad="GET /report HTTP/1.0\r\n\r\n\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="GET /report HTTP/1.0\r\n\r\n\nHTTP/1.1 200 OK\r\n...",
    fix="Look at the version of the request before you send a 1xx, and leave it out below HTTP/1.1.",
    probes=("http10",),
    check=_check,
)
