"""LRO006: the client wanted a 202 after N seconds, and waited longer for something else."""

from collections.abc import Iterator

from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import moment
from interim.rules.reading.prefer import read_preferences, wait_seconds
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]


def _check(case: Case) -> Iterator[Found]:
    final = case.exchange.final
    if final is None or final.status in (101, 202) or "prefer" not in case.exchange.request.fields:
        return
    preferences = read_preferences(case.exchange.request.fields)
    wait = wait_seconds(preferences)
    if "respond-async" in preferences and wait is not None and final.head_at_ns > wait * 1_000_000_000:
        yield Found(
            message=(
                f"The request preferred respond-async after {wait} s, and a {final.status} came at "
                f"{moment(final.head_at_ns)}"
            ),
            part="final",
            at_ns=final.head_at_ns,
            data={"wait": wait},
        )


RULE = Rule(
    id="LRO006",
    name="wait_exceeded",
    severity=Severity.NOTE,
    summary="Prefer: respond-async, wait=N was requested; the answer took longer than N seconds and was not 202",
    spec=("RFC 7240 §4.1", "RFC 7240 §4.3"),
    codes=(202,),
    why=(
        "With both preferences the client asks for the answer within N seconds, or else for a 202. A server may ignore "
        "preferences; then the client has to keep its own timeout longer than N."
    ),
    bad="POST /report HTTP/1.1\r\nPrefer: respond-async, wait=10\r\n\r\n\n+25.0 s  HTTP/1.1 200 OK",
    good=(
        "POST /report HTTP/1.1\r\nPrefer: respond-async, wait=10\r\n\r\n\n"
        "+10.0 s  HTTP/1.1 202 Accepted\n         Location: /jobs/17\n         Retry-After: 15"
    ),
    fix=(
        "Where the server knows how to go on in the background, let the wait end after N seconds with a 202 and a "
        "status monitor."
    ),
    check=_check,
)
