"""INT012: 102 while the request is still being sent."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import spell
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    early = [
        (index, interim)
        for index, interim in enumerate(case.exchange.interims)
        if interim.status == 102 and interim.at_ns < 0
    ]
    if early:
        index, first = early[0]
        yield Found(
            message=f"A 102 came {spell(-first.at_ns)} before the request was completely sent",
            part="interim",
            index=index,
            at_ns=first.at_ns,
            data={"count": len(early)},
        )


RULE = Rule(
    id="INT012",
    name="processing_before_content",
    severity=Severity.WARNING,
    summary="102 (Processing) before the request content was completely sent",
    spec=("RFC 2518 §10.1",),
    codes=(102,),
    why=(
        "102 says that the server has accepted the complete request, and it had not. Clients that send first and read "
        "afterwards do not take these responses in while they upload: they fill the buffers between the two sides, and "
        "in the end both wait for each other."
    ),
    bad="-0.8 s   HTTP/1.1 102 Processing\n+0.0 s   (last octet of the content sent)\n+25.0 s  HTTP/1.1 201 Created",
    good="+0.0 s   (last octet of the content sent)\n+20.0 s  HTTP/1.1 102 Processing\n+25.0 s  HTTP/1.1 201 Created",
    fix=(
        "Start the clock for 102 when the content has been read. Until then the upload itself keeps the connection "
        "busy. To ask for the content, send 100."
    ),
    check=_check,
)
