"""INT016: a Status-URI that does not follow its grammar."""

from collections.abc import Iterator

from interim.exchange.fields import Fields
from interim.exchange.messages import Interim
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import numbered_interims
from interim.rules.reading.shown import shown
from interim.rules.reading.status_uri import is_status_uri
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        yield from _judge(interim.fields, part, index, interim)
    if case.exchange.final is not None:
        yield from _judge(case.exchange.final.fields, "final", None, None)


def _judge(fields: Fields, part: str, index: int | None, interim: Interim | None) -> Iterator[Found]:
    for value in fields.get_all("status-uri"):
        if not is_status_uri(value):
            yield Found(
                message=f"Status-URI: {shown(value)} is not a list of status codes, each with a URI in angle brackets",
                part=part,
                index=index,
                field="Status-URI",
                at_ns=interim.at_ns if interim is not None else None,
            )


RULE = Rule(
    id="INT016",
    name="status_uri_malformed",
    severity=Severity.ERROR,
    summary="A Status-URI value does not match *(Status-Code Coded-URL)",
    spec=("RFC 2518 §9.7", "RFC 2518 §9.4"),
    codes=(102,),
    why=(
        "Status-URI tells a WebDAV client what became of each resource: a status code and an absolute URI in angle "
        "brackets, as often as needed, without commas. A client that reads it cannot make sense of anything else."
    ),
    bad="HTTP/1.1 102 Processing\r\nStatus-URI: http://example.test/a 200\r\n\r\n",
    good="HTTP/1.1 102 Processing\r\nStatus-URI: 200 <http://example.test/a> 423 <http://example.test/b>\r\n\r\n",
    fix="Write the code first, then the absolute URI in angle brackets, and no commas between the pairs.",
    check=_check,
)
