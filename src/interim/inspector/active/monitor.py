"""The status monitor of a 202: where it is, and when to ask it (RFC 9110 §15.3.3, RFC 7240 §4.1)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from interim.errors import InvalidInput
from interim.exchange.exchange import Exchange
from interim.exchange.fields import Fields
from interim.exchange.messages import Request
from interim.inspector.active.baseline import Baseline
from interim.inspector.active.conditional import CONDITIONS
from interim.inspector.credentials import fields_for
from interim.inspector.redirect import REDIRECTS, redirected, resolved
from interim.rules.reading.http_date import parse_http_date
from interim.rules.reading.link import read_links
from interim.rules.reading.monitor import RELATIONS, monitor_field
from interim.rules.reading.retry_after import parse_retry_after
from interim.wire.target import Target

__all__ = ["DEFAULT_WAIT_NS", "Poll", "first_poll", "next_poll"]

_SECOND_NS = 1_000_000_000

DEFAULT_WAIT_NS = _SECOND_NS
"""Between polls, when the server does not say."""

_NOT_FOR_MONITORS = (
    *CONDITIONS,
    "Accept-Encoding",
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "Content-Language",
    "Expect",
    "Prefer",
    "Transfer-Encoding",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One question to the monitor.

    Attributes:
        wait_ns: how long to wait before it.
    """

    target: Target
    request: Request
    wait_ns: int


def first_poll(baseline: Baseline) -> Poll | str:
    """The first question, or in plain words why there is none."""
    final = baseline.final
    if final is None or final.status != 202:
        return "the response is no 202"
    name = monitor_field(final.fields)
    if name is None:
        return "the 202 names no status monitor"
    try:
        target = resolved(baseline.target, _reference(name, final.fields), parameter=name)
    except InvalidInput as error:
        return f"the monitor in {name} cannot be asked: got {error.got!r}, allowed: {error.allowed}"
    fields = fields_for(target, baseline.request, baseline.target).without(*_NOT_FOR_MONITORS)
    request = Request(method="GET", target=target.path, fields=fields)
    return Poll(target=target, request=request, wait_ns=_wait_ns(baseline.exchange))


def next_poll(poll: Poll, answer: Exchange) -> Poll | str:
    """The next question after this answer; in plain words why there is none, "" when the monitor came to its end.

    The end is any answer but 202 and a redirect. 303 is an end too: it leads to the result.
    """
    final = answer.final
    if final is None:
        return "the monitor gave no final response"
    if final.status == 202:
        return Poll(target=poll.target, request=poll.request, wait_ns=_wait_ns(answer))
    if final.status == 303 or final.status not in REDIRECTS:
        return ""
    onward = redirected(poll.target, poll.request, final)
    if isinstance(onward, str):
        return onward
    return Poll(target=onward[0], request=onward[1], wait_ns=0)


def _reference(name: str, fields: Fields) -> str:
    if name != "Link":
        return fields.get_all(name)[0]
    return next(link.target for link in read_links(fields) if link.relations & RELATIONS)


def _wait_ns(exchange: Exchange) -> int:
    """What Retry-After asks for (RFC 9110 §10.2.3)."""
    fields = exchange.final.fields if exchange.final is not None else Fields()
    wanted = parse_retry_after(fields.get("Retry-After") or "")
    if isinstance(wanted, datetime):
        now = parse_http_date(fields.get("Date") or "") or exchange.clock or datetime.now(UTC)
        wanted = max(timedelta(), wanted - now) // timedelta(seconds=1)
    if wanted is None:
        return DEFAULT_WAIT_NS
    # A zero is obeyed only so far: it would be a flood.
    return max(wanted * _SECOND_NS, DEFAULT_WAIT_NS // 10)
