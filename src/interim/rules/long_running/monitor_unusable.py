"""LRO009: a status monitor that leads nowhere."""

from collections.abc import Iterator

from interim.exchange.exchange import Exchange
from interim.exchange.messages import Final
from interim.rules.case import Case
from interim.rules.finding import Severity
from interim.rules.reading.duration import spell
from interim.rules.reading.shown import shown
from interim.rules.rule import Found, Rule

__all__ = ["RULE"]

_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 10
"""In a row. More than that and clients give up, as the recorder does."""


def _check(case: Case) -> Iterator[Found]:
    polls = case.probes.get("monitor", ())
    problem = _problem(polls) if polls else None
    if problem is not None:
        last = polls[-1]
        yield Found(
            message=f"The status monitor {shown(last.url or last.request.target, 200)} {problem}",
            probe="monitor",
            data={"polls": len(polls), "statuses": [poll.final.status for poll in polls[-20:] if poll.final]},
            # Work may take longer than anybody polled; the other problems are certain.
            severity=Severity.WARNING if last.final is not None and last.final.status == 202 else None,
        )


def _problem(polls: tuple[Exchange, ...]) -> str | None:
    last = polls[-1]
    if last.final is None:
        # What our own deadline cut off may still be coming.
        return "closed the connection without a response" if last.end.by_peer else None
    if last.final.status >= 400:
        return f"answers {last.final.status}"
    if _loops(polls):
        return "redirects without an end"
    if last.final.status == 202:
        return f"still answers 202 after {_count(len(polls))} within {spell(_span_ns(polls))}"
    return None


def _loops(polls: tuple[Exchange, ...]) -> bool:
    """Whether the redirects at the end come back to where one of them has been, or are too many to follow."""
    seen: set[str] = set()
    for poll in reversed(polls):
        if poll.final is None or not _redirects(poll.final):
            return False
        where = poll.url or poll.request.target
        if where in seen or len(seen) >= _MAX_REDIRECTS:
            return True
        seen.add(where)
    return False


def _redirects(final: Final) -> bool:
    return final.status in _REDIRECTS and "location" in final.fields


def _span_ns(polls: tuple[Exchange, ...]) -> int:
    first, last = polls[0], polls[-1]
    waited_ns = 0
    if first.clock is not None and last.clock is not None:
        waited_ns = round((last.clock - first.clock).total_seconds() * 1_000_000_000)
    return max(0, waited_ns + last.end_at_ns)


def _count(polls: int) -> str:
    return "one poll" if polls == 1 else f"{polls} polls"


RULE = Rule(
    id="LRO009",
    name="monitor_unusable",
    severity=Severity.ERROR,
    summary="The status monitor named by a 202 cannot be used: an error, or redirects or 202 without an end",
    spec=("RFC 9110 §15.3.3",),
    codes=(202,),
    why=(
        "The monitor is all that the client has. If it fails, redirects without an end, or never leaves 202, the "
        "client cannot learn whether the work was done."
    ),
    bad=(
        "HTTP/1.1 202 Accepted\r\nLocation: /jobs/17\r\n...\n\nGET /jobs/17 HTTP/1.1\r\n\r\n\n"
        "HTTP/1.1 404 Not Found\r\n..."
    ),
    good=(
        "HTTP/1.1 202 Accepted\r\nLocation: /jobs/17\r\n...\n\nGET /jobs/17 HTTP/1.1\r\n\r\n\n"
        "HTTP/1.1 303 See Other\r\nLocation: /reports/17\r\n..."
    ),
    fix=(
        "Create the monitor before the 202 is sent, and let it be read by whoever sent the request. Keep it for a "
        "while after the end: 200 with the state, or 303 to the result. Tell of a failed job with 200 and its state, "
        "not with the status of the poll. If the work takes longer than we polled, poll for longer."
    ),
    probes=("monitor",),
    check=_check,
)
