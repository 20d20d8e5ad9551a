"""STA001: a 204 with Content-Length or Transfer-Encoding."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status != 204:
        return
    for name in ("Content-Length", "Transfer-Encoding"):
        value = final.fields.get(name)
        if value is not None:
            yield Found(
                message=f"The 204 carries {name}: {shown(value)}",
                part="final",
                field=name,
                at_ns=final.head_at_ns,
            )


RULE = Rule(
    id="STA001",
    name="framing_in_204",
    severity=Severity.ERROR,
    summary="A 204 carries Content-Length or Transfer-Encoding",
    spec=("RFC 9110 §8.6", "RFC 9112 §6.1"),
    codes=(204,),
    why=(
        "A 204 ends with its header section, and a server MUST NOT send either field in it. A recipient that believes "
        "the field waits for content that never comes, or takes the next response on the connection for it."
    ),
    bad="HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 204 No Content\r\n\r\n",
    fix=(
        "Leave both fields out. If a framework sets Content-Length: 0 on everything, use its own 204 response, or send "
        "200 with an empty content."
    ),
    check=_check,
)
