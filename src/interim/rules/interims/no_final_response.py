"""INT001: interim responses and then no final one."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.duration import moment
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    exchange = case.exchange
    if exchange.final is None and exchange.interims and exchange.end.by_peer:
        count = len(exchange.interims)
        last = exchange.interims[-1]
        what = f"{count} interim responses came" if count > 1 else f"A {last.status} came"
        yield Found(
            message=f"{what}, and the exchange ended at {moment(exchange.end_at_ns)} with no final response",
            part="interim",
            index=count - 1,
            at_ns=exchange.end_at_ns,
            data={"interims": count, "end": exchange.end.value},
        )


RULE = Rule(
    id="INT001",
    name="no_final_response",
    severity=Severity.ERROR,
    summary="Interim responses came, and the exchange ended with no final response",
    spec=("RFC 9110 §15", "RFC 9110 §15.2", "RFC 2518 §10.1", "RFC 9113 §8.1"),
    codes=INTERIM_CODES,
    why=(
        "A 1xx only announces the answer; each request needs exactly one final response after it. Without one some "
        "clients report the 1xx as the result, with no content and no error. Others wait until a timeout, and one "
        "hangs for ever. A proxy turns it into a 502 or 504, or passes on the lone 1xx and closes."
    ),
    hurts=(
        "python-http-client",
        "python-urllib-request",
        "urllib3",
        "requests",
        "httplib2",
        "aiohttp",
        "java-httpurlconnection",
        "php-streams",
        "nginx-1.22-http10",
        "nginx-1.22-http11",
        "nginx-1.26-http10",
        "nginx-1.26-http11",
        "tinyproxy-1.11",
        "trafficserver-9.2",
    ),
    bad="+20.0 s  HTTP/1.1 102 Processing\n+31.0 s  connection closed",
    good="+20.0 s  HTTP/1.1 102 Processing\n+31.0 s  HTTP/1.1 500 Internal Server Error\n         Content-Length: 0",
    fix=(
        "Send a final response in every path of the handler, errors and cancellation included. Do not set 102 as the "
        "status of the response: a framework then sends it as the final one. Use its call for informational responses."
    ),
    check=_check,
)
