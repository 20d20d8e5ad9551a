"""INT017: Status-URI where it has no meaning."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import numbered_interims
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        if interim.status != 102 and "status-uri" in interim.fields:
            yield Found(
                message=f"The {interim.status} carries Status-URI, which belongs to a 102",
                part=part,
                index=index,
                field="Status-URI",
                at_ns=interim.at_ns,
            )
    final = case.exchange.final
    if final is not None and "status-uri" in final.fields:
        yield Found(
            message=f"The final {final.status} carries Status-URI, which belongs to a 102",
            part="final",
            field="Status-URI",
        )


RULE = Rule(
    id="INT017",
    name="status_uri_misplaced",
    severity=Severity.WARNING,
    summary="Status-URI in a response other than 102",
    spec=("RFC 2518 §9.7",),
    codes=(102, 207),
    why=(
        "Status-URI reports on a method that is still at work, in a 102. A final response has its own place for the "
        "result of each resource: the content of a 207. No client looks for Status-URI there."
    ),
    bad="HTTP/1.1 207 Multi-Status\r\nStatus-URI: 200 <http://example.test/a>\r\n...",
    good="HTTP/1.1 102 Processing\r\nStatus-URI: 200 <http://example.test/a>\r\n\r\nHTTP/1.1 207 Multi-Status\r\n...",
    fix="Send Status-URI in a 102 only; report the results of a finished method in a multistatus document.",
    check=_check,
)
