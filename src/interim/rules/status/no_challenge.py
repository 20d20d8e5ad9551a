"""STA007: a 401 or a 407 without a challenge."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.field_list import list_members
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_CHALLENGES = {401: "WWW-Authenticate", 407: "Proxy-Authenticate"}


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status not in _CHALLENGES:
        return
    name = _CHALLENGES[final.status]
    if not list_members(final.fields, name):
        yield Found(
            message=f"The {final.status} has no challenge in {name}",
            part="final",
            field=name,
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="STA007",
    name="no_challenge",
    severity=Severity.ERROR,
    summary="A 401 lacks WWW-Authenticate, or a 407 lacks Proxy-Authenticate",
    spec=("RFC 9110 §15.5.2", "RFC 9110 §15.5.8"),
    codes=(401, 407),
    why=(
        "The field tells the client how to authenticate, and the server MUST send it with at least one challenge. "
        "Without it no client can ask its user or choose among its credentials, so the request just fails."
    ),
    bad="HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
    good='HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm="api"\r\nContent-Length: 0\r\n\r\n',
    fix="Name the scheme that the server accepts. If no authentication would help, send 403 instead.",
    check=_check,
)
