"""LRO005: come back later, but when?"""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is not None and final.status in (429, 503) and "retry-after" not in final.fields:
        yield Found(
            message=f"The {final.status} has no Retry-After",
            part="final",
            field="Retry-After",
            at_ns=final.head_at_ns,
        )


RULE = Rule(
    id="LRO005",
    name="refusal_without_retry_after",
    severity=Severity.NOTE,
    summary="429 or 503 without Retry-After",
    spec=("RFC 6585 §4", "RFC 9110 §15.6.4"),
    codes=(429, 503),
    why=(
        "Both say that a later request may succeed, and Retry-After may say when. Clients that are not told come back "
        "on a schedule of their own, often too soon and all together."
    ),
    bad="HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n",
    good="HTTP/1.1 429 Too Many Requests\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n",
    fix="Send the seconds until the limit is reset, or until the service is likely to be back. Vary them by client.",
    check=_check,
)
