"""FRM005: Transfer-Encoding in a response to HTTP/1.0, or in one that says it is HTTP/1.0."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_OLD = "HTTP/1.0"


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None:
        return
    coding = final.fields.get("transfer-encoding")
    if coding is None or _OLD not in (case.exchange.request.version, final.version):
        return
    where = "is labelled HTTP/1.0" if final.version == _OLD else "answers an HTTP/1.0 request"
    yield Found(
        message=f"The {final.status} {where} and carries Transfer-Encoding: {shown(coding)}",
        part="final",
        field="Transfer-Encoding",
        at_ns=final.head_at_ns,
    )


RULE = Rule(
    id="FRM005",
    name="transfer_encoding_in_http10",
    severity=Severity.ERROR,
    summary="Transfer-Encoding is sent to an HTTP/1.0 client, or in a message labelled HTTP/1.0",
    spec=("RFC 9112 §6.1",),
    why=(
        "HTTP/1.0 knows no transfer codings. Its clients take the chunk sizes for content and hand out a file with "
        "numbers in it. A recipient that does know them MUST treat the framing as faulty and close the connection."
    ),
    bad="GET / HTTP/1.0\r\n\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n",
    good="GET / HTTP/1.0\r\n\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok\n",
    fix=(
        "Look at the version of the request before choosing the framing: without a length, end the content of an "
        "HTTP/1.0 response by closing the connection. Proxies such as nginx ask over HTTP/1.0 by default."
    ),
    check=_check,
)
