"""INT002: a 1xx response with Content-Length."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.received import numbered_interims
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        value = interim.fields.get("content-length")
        if value is not None:
            yield Found(
                message=f"The {interim.status} carries Content-Length: {shown(value)}",
                part=part,
                index=index,
                field="Content-Length",
                at_ns=interim.at_ns,
            )


RULE = Rule(
    id="INT002",
    name="content_length_in_interim",
    severity=Severity.ERROR,
    summary="A 1xx response carries Content-Length",
    spec=("RFC 9110 §8.6",),
    codes=INTERIM_CODES,
    why=(
        "A 1xx response has no content, and a server MUST NOT announce a length for it. Recipients disagree on what to "
        "do: one that believes the length takes the next octets, the start of the final response, for content. Two "
        "recipients in a row that disagree are a way to smuggle a response."
    ),
    hurts=("h2-pycurl", "h2-curl", "h2-node", "h2-undici"),
    bad="HTTP/1.1 102 Processing\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n...",
    fix="Send 1xx responses through the server's own call for them, not through the one that ends a response.",
    check=_check,
)
