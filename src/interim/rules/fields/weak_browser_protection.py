"""HDR006: fields of browser security that protect less than they could. httplint finds them."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.fields.httplint_adapter import founds_of
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    return founds_of(case, "HDR006")


RULE = Rule(
    id="HDR006",
    name="weak_browser_protection",
    severity=Severity.NOTE,
    summary="A field of browser security is malformed, or allows what it is there to forbid",
    spec=(),
    why=(
        "A browser ignores a policy that it cannot read, without telling the server: the page seems protected and is "
        "not. A policy with a wildcard in it is read, and allows nearly everything."
    ),
    bad="HTTP/1.1 200 OK\r\nStrict-Transport-Security: maxage=31536000\r\nContent-Length: 0\r\n\r\n",
    good=(
        "HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\nContent-Length: 0\r\n\r\n"
    ),
    fix="Correct the value, then see in the console of a browser whether the policy is applied.",
    check=_check,
)
