"""STA009: a 426 without Upgrade."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # HTTP/2 and HTTP/3 forbid the field (RFC 9113 §8.2.2, RFC 9114 §4.2), so it cannot be asked for there.
    if final is None or final.status != 426 or case.exchange.request.version in ("HTTP/2", "HTTP/3"):
        return
    if not list_members(final.fields, "upgrade"):
        yield Found(
            message="The 426 does not say which protocol is required: there is no Upgrade",
            part="final",
            field="Upgrade",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="STA009",
    name="no_upgrade_in_426",
    severity=Severity.ERROR,
    summary="A 426 lacks Upgrade",
    spec=("RFC 9110 §15.5.22", "RFC 9110 §7.8"),
    codes=(426,),
    why="A 426 asks the client to speak another protocol, and the server MUST name it. Without, nothing can be done.",
    bad="HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n",
    good=("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n"),
    fix="Send Upgrade with the protocols that would be accepted, and name it in Connection.",
    check=_check,
)
