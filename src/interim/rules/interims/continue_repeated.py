"""INT010: more than one 100 (Continue)."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    places = [index for index, interim in enumerate(case.exchange.interims) if interim.status == 100]
    if len(places) > 1:
        yield Found(
            message=f"100 (Continue) came {len(places)} times",
            part="interim",
            index=places[1],
            at_ns=case.exchange.interims[places[1]].at_ns,
            data={"count": len(places)},
        )


RULE = Rule(
    id="INT010",
    name="continue_repeated",
    severity=Severity.NOTE,
    summary="More than one 100 (Continue) in one exchange",
    spec=("RFC 9110 §10.1.1", "RFC 9110 §15.2"),
    codes=(100,),
    why=(
        "One 100 answers the expectation. More are legal, but a client that waits for one and then reads the final "
        "response takes the second 100 for it."
    ),
    bad="HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n...",
    fix=(
        "Send it once. It often comes twice when a gateway and the application behind it both answer the expectation: "
        "turn one of them off, or forward the other's."
    ),
    check=_check,
)
