"""INT018: a 103 that hints at nothing."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.received import numbered_interims
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        if interim.status == 103 and "link" not in interim.fields:
            yield Found(
                message="The 103 (Early Hints) has no Link field, so there is nothing to fetch ahead",
                part=part,
                index=index,
                field="Link",
                at_ns=interim.at_ns,
            )


RULE = Rule(
    id="INT018",
    name="early_hints_without_link",
    severity=Severity.WARNING,
    summary="103 (Early Hints) without a Link field",
    spec=("RFC 8297 §2",),
    codes=(103,),
    why=(
        "A 103 sends fields of the final response ahead, and Link with preload or preconnect is what clients act on. "
        "Without one it carries the risks of a 1xx and no gain."
    ),
    bad="HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\nHTTP/1.1 200 OK\r\n...",
    fix=(
        "Send the Link fields that are known, or no 103. If they are lost on the way, look at the proxy. To keep a "
        "connection busy, 102 is the code."
    ),
    check=_check,
)
