"""STA003: a 205 with content."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is not None and final.status == 205 and final.content_octets:
        yield Found(
            message=f"The 205 carries {final.content_octets} octets of content",
            part="final",
            at_ns=final.head_at_ns,
            data={"octets": final.content_octets},
        )


RULE = Rule(
    id="STA003",
    name="content_in_205",
    severity=Severity.ERROR,
    summary="A 205 carries content",
    spec=("RFC 9110 §15.3.6",),
    codes=(205,),
    why=(
        "A 205 tells the client to reset what it shows, and there is nothing to show instead: a server MUST NOT send "
        "content. Some clients read none after a 205 and take the octets for the next response."
    ),
    bad="HTTP/1.1 205 Reset Content\r\nContent-Length: 4\r\n\r\ndone",
    good="HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
    fix="Send Content-Length: 0 and nothing else, or 200 with the content.",
    check=_check,
)
