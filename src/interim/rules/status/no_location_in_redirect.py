"""STA010: a redirect without Location."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is not None and final.status in _REDIRECTS and "location" not in final.fields:
        yield Found(
            message=f"The {final.status} does not say where to go: there is no Location",
            part="final",
            field="Location",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="STA010",
    name="no_location_in_redirect",
    severity=Severity.WARNING,
    summary="A 301, 302, 303, 307 or 308 lacks Location",
    spec=("RFC 9110 §15.4.2", "RFC 9110 §15.4.3", "RFC 9110 §15.4.4", "RFC 9110 §15.4.8", "RFC 9110 §15.4.9"),
    codes=(301, 302, 303, 307, 308),
    why=(
        "Clients follow a redirect by this field alone. Without it a browser shows the content of the redirect, if it "
        "has one, and a program gets an error or an empty answer."
    ),
    bad="HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
    fix="Send Location with the target. For a status that is no redirect, use another code.",
    check=_check,
)
