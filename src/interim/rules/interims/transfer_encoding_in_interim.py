"""INT003: a 1xx response with Transfer-Encoding or Trailer."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.received import numbered_interims
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_FIELDS = ("Transfer-Encoding", "Trailer")


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        for name in _FIELDS:
            value = interim.fields.get(name)
            if value is not None:
                yield Found(
                    message=f"The {interim.status} carries {name}: {shown(value)}",
                    part=part,
                    index=index,
                    field=name,
                    at_ns=interim.at_ns,
                )


RULE = Rule(
    id="INT003",
    name="transfer_encoding_in_interim",
    severity=Severity.ERROR,
    summary="A 1xx response carries Transfer-Encoding or Trailer",
    spec=("RFC 9112 §6.1", "RFC 9110 §15.2"),
    codes=INTERIM_CODES,
    why=(
        "A 1xx response ends with its header section; a server MUST NOT send Transfer-Encoding in one. A client that "
        "takes the 1xx for the answer looks for chunks where the final response starts, and fails there. A proxy that "
        "believes the field reads the final response as chunks."
    ),
    hurts=("python-http-client", "urllib3", "requests"),
    bad="HTTP/1.1 102 Processing\r\nTransfer-Encoding: chunked\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n...",
    fix=(
        "Send 1xx responses through the server's own call for them. One that was started as an ordinary response gets "
        "chunked coding added by the server."
    ),
    check=_check,
)
