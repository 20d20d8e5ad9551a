"""The one decision about a request that may take long: answer it, hold it with interim responses, or hand it over.

A pure function of what the request says and what the operator declares (`interim.protocol.policy`). It explains itself:
each decision has its reason, for logs.

The order matters, as the first that holds decides. No interim response goes

1. to HTTP/1.0, nor where Via tells of it: RFC 9110 §15.2
2. to HEAD, nor to a request that asks for an upgrade
3. where nobody declared the path, as proxies that break cannot be seen in a request
4. to a client that is known to break, or gives no name; nor through a proxy that is known to break
5. where `allow` says no
6. to a client of which nothing is known, unless `allow` says yes or the operator wants all
"""

import enum
from dataclasses import dataclass

from interim.exchange.fields import Fields
from interim.protocol.pacing import Pace
from interim.protocol.policy import Policy
from interim.protocol.prefer import NO_PREFERENCES, Preferences, parse_prefer
from interim.protocol.recognition import Client, Path, Standing, recognise, recognise_path

__all__ = ["Asked", "Decision", "Mode", "decide"]

_S = 1_000_000_000


class Mode(enum.Enum):
    """What to do with a request."""

    ANSWER = "answer"
    """Nothing: the application answers when it can."""
    HOLD = "hold"
    """Wait for the final response, telling the client if there is a pace; hand over when the hold ends."""
    DETACH = "detach"
    """Hand over to a 202 at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the decision is made of.

    Attributes:
        method: of the request.
        http_version: as ASGI writes it: ``1.0``, ``1.1``, ``2``.
        fields: of the request.
        allowed: what the operator's `allow` said of it; None when there is none, or it has no opinion.
        detachable: there is a 202 to hand over to.
    """

    method: str
    http_version: str
    fields: Fields
    allowed: bool | None = None
    detachable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do, and why.

    Attributes:
        mode: what to do.
        pace: of the interim responses; None for none.
        status: of the interim responses.
        hold_ns: when to hand over, in ns since the request began; None where there is no 202. A client is never held in
            silence for longer than one interval after its last interim response.
        reason: one sentence.
        preferences: what the request prefers; nothing of it where there is no 202.
        vary_prefer: responses differ by Prefer, and say so: ``Vary: Prefer``.
    """

    mode: Mode
    pace: Pace | None = None
    status: int = 102
    hold_ns: int | None = None
    reason: str
    preferences: Preferences = NO_PREFERENCES
    vary_prefer: bool = False

    def preference_applied(self, *, detached: bool) -> str:
        """The value of Preference-Applied on the response, a 202 or the final one; "" for no such field."""
        return self.preferences.applied(detached=detached)


def decide(asked: Asked, policy: Policy) -> Decision:
    """What to do with a request."""
    path = recognise_path(asked.fields)
    limit, reason = _interims(asked, policy, path)
    pace = policy.pace(limit) if limit else None
    if not asked.detachable:
        mode = Mode.ANSWER if pace is None else Mode.HOLD
        return Decision(mode=mode, pace=pace, status=policy.status, reason=reason)
    preferences = parse_prefer(asked.fields.get_all("prefer"))
    hold_s, why = _hold_s(asked, policy, path, pace)
    wait_s = preferences.wait_s
    if wait_s is None and preferences.respond_async:
        wait_s, why = 0, "the client prefers to be answered at once"
    elif wait_s is not None and wait_s < hold_s:
        why = "the client prefers to wait no longer"
    if wait_s is not None:
        hold_s = min(wait_s, hold_s)
    return Decision(
        mode=Mode.DETACH if hold_s <= 0 else Mode.HOLD,
        pace=pace if hold_s > 0 else None,
        status=policy.status,
        hold_ns=round(hold_s * _S),
        reason=f"{reason}; handed over after {hold_s:g} s: {why}",
        preferences=preferences,
        vary_prefer=True,
    )


def _interims(asked: Asked, policy: Policy, path: Path) -> tuple[int, str]:
    """How many interim responses it may get, and why."""
    refused = _refused(asked, policy, path)
    if refused:
        return 0, f"no interim response: {refused}"
    fields = asked.fields
    client = recognise(fields.get("user-agent"), browser="sec-fetch-mode" in fields)
    why_not = _unfit(asked, policy, client)
    if why_not:
        return 0, f"no interim response: {why_not}"
    limits = [limit for limit in (client.limit, path.limit) if limit is not None]
    limit = min([policy.max_interims, *limits])
    why = client.reason
    if client.standing is Standing.UNKNOWN:
        why += f", and {'allow says yes' if asked.allowed else 'clients is all'}"
    return limit, f"up to {limit} interim responses: {why}"


def _unfit(asked: Asked, policy: Policy, client: Client) -> str:
    """Why this client gets none; "" when it does."""
    if client.standing is Standing.BREAKS:
        return client.reason
    if asked.allowed is False:
        return "allow says no to this request"
    if client.standing is Standing.UNKNOWN and not asked.allowed and policy.clients != "all":
        return client.reason
    return ""


def _refused(asked: Asked, policy: Policy, path: Path) -> str:
    """Why nobody gets an interim response on this request, whoever the client is; "" when that is not so."""
    if asked.http_version in {"1.0", "0.9"}:
        return "the request is of HTTP/1.0"
    if path.http10:
        return "Via tells of HTTP/1.0 on the way"
    if asked.method == "HEAD":
        return "the method is HEAD"
    if "upgrade" in asked.fields:
        return "the request asks for an upgrade"
    if policy.path == "unknown":
        return "the path is unknown, and some proxies break without being seen"
    if path.breaks:
        return f"the request came through {path.breaks}, which breaks on 1xx"
    if policy.max_interims == 0:
        return "max_interims is 0"
    return ""


def _hold_s(asked: Asked, policy: Policy, path: Path, pace: Pace | None) -> tuple[float, str]:
    """How long to hold it before the 202, and what says so."""
    if asked.http_version in {"1.0", "0.9"} or path.http10:
        hold_s, why = policy.http10_hold_s, "HTTP/1.0"
    elif pace is None or pace.limit is None:
        hold_s, why = policy.unknown_hold_s, "nothing tells the client that its request is alive"
    else:
        # The silence after the last interim response is as dangerous as the one between two.
        last_s = (pace.first_ns + pace.limit * pace.every_ns) / _S
        hold_s, why = policy.hold_s, "the longest hold"
        if last_s < hold_s:
            hold_s, why = last_s, "no interim response is left"
    for capped in path.capped:
        capped_s = policy.capped_hold_s[capped.id]
        if capped_s is not None and capped_s < hold_s:
            hold_s, why = capped_s, f"{capped.name} gives up soon after"
    return hold_s, why
