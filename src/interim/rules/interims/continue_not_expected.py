"""INT009: 100 (Continue) for nobody."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_names
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    if "100-continue" in list_names(case.exchange.request.fields, "expect"):
        return
    for index, interim in enumerate(case.exchange.interims):
        if interim.status == 100:
            yield Found(
                message="The server sent 100 (Continue), and the request has no Expect: 100-continue",
                part="interim",
                index=index,
                at_ns=interim.at_ns,
            )
            return


RULE = Rule(
    id="INT009",
    name="continue_not_expected",
    severity=Severity.NOTE,
    summary="100 (Continue) although the request has no 100-continue expectation",
    spec=("RFC 9110 §15.2.1", "RFC 9110 §15.2"),
    codes=(100,),
    why=(
        "It is legal, and a client that did not ask for it can discard it. It says nothing, it costs a packet, and a "
        "client that expects no 1xx may trip over it."
    ),
    bad="GET /x HTTP/1.1\r\n\r\n\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="GET /x HTTP/1.1\r\n\r\n\nHTTP/1.1 200 OK\r\n...",
    fix=(
        "Send 100 only when the request has Expect: 100-continue and its content has not come yet. To keep a slow "
        "request alive, 102 is the code."
    ),
    check=_check,
)
