"""TIM012: a Keep-Alive timeout that races with proxies."""

import re
from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import spell
from interim.rules.reading.field_list import list_members, list_names
from interim.rules.reading.received import is_http1
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

# Python refuses to convert more than 4300 digits.
_TIMEOUT = re.compile(r'timeout[ \t]*=[ \t]*"?(?P<seconds>[0-9]{1,18})"?', re.IGNORECASE)


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # A connection that closes is not used again, and HTTP/2 has no Keep-Alive.
    if final is None or not is_http1(case.exchange) or "close" in list_names(final.fields, "connection"):
        return
    for member in list_members(final.fields, "keep-alive"):
        match = _TIMEOUT.fullmatch(member)
        if match is None:
            continue
        seconds = int(match["seconds"])
        if seconds * 1_000_000_000 <= case.settings.keep_alive_ns:
            yield Found(
                message=(
                    f"Keep-Alive: timeout={seconds} is not longer than the {spell(case.settings.keep_alive_ns)} for "
                    "which common proxies keep a connection"
                ),
                part="final",
                field="Keep-Alive",
                at_ns=final.head_at_ns,
                data={"timeout": seconds},
            )
        return


RULE = Rule(
    id="TIM012",
    name="keep_alive_too_short",
    severity=Severity.NOTE,
    summary="Keep-Alive: timeout is 60 s or less, so reuse by a proxy races with the close",
    spec=("RFC 9112 §9.3", "RFC 9112 §9.5"),
    why=(
        "The server closes an idle connection no later than the proxy in front of it would. Now and then the proxy "
        "sends a request at the moment the server closes: the client gets a 502, rarely and without a pattern. AWS ALB "
        "keeps connections for 60 s and asks for a longer time behind it."
    ),
    bad="HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r\nok",
    good="HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=75\r\nContent-Length: 2\r\n\r\nok",
    fix=(
        "Behind a proxy, set the server's keep-alive time some seconds above the proxy's idle timeout. Where clients "
        "connect directly it does not matter."
    ),
    settings=("keep_alive_ns",),
    check=_check,
)
