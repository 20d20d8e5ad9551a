"""INT013: a cookie in a 1xx response."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.interim_codes import INTERIM_CODES
from interim.rules.reading.received import numbered_interims
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    for part, index, interim in numbered_interims(case.exchange):
        # A 101 answers the handshake of a WebSocket, and clients take its cookies.
        if interim.status == 101:
            continue
        for cookie in interim.fields.get_all("set-cookie"):
            name = cookie.partition("=")[0].strip()
            yield Found(
                message=f"The {interim.status} sets the cookie {shown(name)}, which clients may ignore",
                part=part,
                index=index,
                field="Set-Cookie",
                at_ns=interim.at_ns,
            )


RULE = Rule(
    id="INT013",
    name="set_cookie_in_interim",
    severity=Severity.WARNING,
    summary="Set-Cookie in a 1xx response",
    spec=("RFC 6265 §3",),
    codes=INTERIM_CODES,
    why=(
        "User agents may ignore Set-Cookie in responses with a 1xx code, and most clients throw all fields of a 1xx "
        "away. A session that was set there alone is lost."
    ),
    bad="HTTP/1.1 102 Processing\r\nSet-Cookie: sid=1; Path=/\r\n\r\nHTTP/1.1 200 OK\r\n...",
    good="HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: sid=1; Path=/\r\n...",
    fix="Set cookies in the final response. Keep middleware that adds cookies away from 1xx responses.",
    check=_check,
)
