"""HDR004: credentials are allowed for every origin."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.fields.get("access-control-allow-origin") != "*":
        return
    if final.fields.get("access-control-allow-credentials") == "true":
        yield Found(
            message=f"The {final.status} allows every origin and allows credentials, which browsers refuse together",
            part="final",
            field="Access-Control-Allow-Origin",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="HDR004",
    name="credentials_for_every_origin",
    severity=Severity.ERROR,
    summary="Access-Control-Allow-Origin: * stands together with Access-Control-Allow-Credentials: true",
    spec=("Fetch, CORS protocol",),
    why=(
        "A browser refuses a response to a request with credentials when the origin is an asterisk. So the page that "
        "sends cookies gets a network error, and the second field has no effect for any other."
    ),
    bad=(
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Credentials: true\r\n"
        "Content-Length: 0\r\n\r\n"
    ),
    good=(
        "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example\r\nVary: Origin\r\n"
        "Access-Control-Allow-Credentials: true\r\nContent-Length: 0\r\n\r\n"
    ),
    fix=(
        "With credentials, name the one origin that asked, after checking it against a list, and add Vary: Origin. "
        "Without, leave Access-Control-Allow-Credentials out."
    ),
    check=_check,
)
