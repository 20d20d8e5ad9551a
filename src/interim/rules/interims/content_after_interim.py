"""INT004: content, trailers or the end of the stream after a 1xx."""

from collections.abc import Iterator

from interim.exchange.fault import FaultKind
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.evidence import fault_found, faults_of
from interim.rules.reading.received import is_http1
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for fault in faults_of(case, FaultKind.AFTER_INTERIM):
        index = fault.index
        known = index is not None and 0 <= index < len(case.exchange.interims)
        what = f"The {case.exchange.interims[index].status}" if index is not None and known else "A 1xx"
        if is_http1(case.exchange):
            after = f"octets that start no response: {shown(fault.excerpt, 40)}"
        else:
            after = shown(fault.detail) or "frames that no 1xx has"
        yield fault_found(fault, f"{what} is followed by {after}")


RULE = Rule(
    id="INT004",
    name="content_after_interim",
    severity=Severity.ERROR,
    summary="Content, trailers or the end of the stream follow the header section of a 1xx response",
    spec=("RFC 9110 §15.2", "RFC 9112 §6.3", "RFC 9113 §8.1"),
    codes=INTERIM_CODES,
    why=(
        "A 1xx response ends with the empty line after its header section. Whatever follows is the next response. "
        "Clients that handle a 1xx well take the stray octets for a malformed status line and fail the request. On "
        "HTTP/2 the stream is reset."
    ),
    hurts=(
        "requests-urllib3-future",
        "httpx",
        "httpx2",
        "aiohttp",
        "niquests",
        "tornado",
        "pycurl",
        "curl",
        "curl-max-time",
        "wget",
        "node-http",
        "node-fetch",
        "undici-request",
        "axios",
        "got-socket",
        "got-response",
        "node-fetch-package",
        "superagent",
        "go-1.19",
        "go-1.19-client-timeout",
        "go-1.27",
        "java-httpclient",
        "ruby-net-http",
        "php-curl",
        "chromium",
    ),
    bad='HTTP/1.1 102 Processing\r\nContent-Type: application/json\r\n\r\n{"progress": 40}HTTP/1.1 200 OK\r\n...',
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n...",
    fix=(
        "Send nothing but the header section. If a client has to see progress, put it in a field of the 1xx, or answer "
        "202 and offer a status monitor."
    ),
    check=_check,
)
