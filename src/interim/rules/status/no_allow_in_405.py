"""STA008: a 405 without Allow."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    # An empty Allow is present, and says that the resource allows no method at all (RFC 9110 §10.2.1).
    if final is not None and final.status == 405 and "allow" not in final.fields:
        yield Found(
            message="The 405 does not say which methods are allowed: there is no Allow",
            part="final",
            field="Allow",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="STA008",
    name="no_allow_in_405",
    severity=Severity.ERROR,
    summary="A 405 lacks Allow",
    spec=("RFC 9110 §15.5.6", "RFC 9110 §10.2.1"),
    codes=(405,),
    why=(
        "A 405 says that the resource is there and this method is not for it. The server MUST say which methods are; a "
        "client, or the person who debugs it, is left to guess otherwise."
    ),
    bad="HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\n\r\n",
    fix="Send Allow with the methods of the resource. It may be empty when there are none at present.",
    check=_check,
)
