"""Recognition: which client asks, and through which proxies, as far as a request tells; and what that means for 1xx.

What a peer does was measured (`interim.peers`); how it shows itself is in `interim.peers.user_agents` and `.hops`. A
name is believed only as far as that is safe: a client that breaks is recognised anywhere in the value, one that is
known to be good only by the whole value that it sends when nobody changes it.
"""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from interim.exchange.fields import Fields
from interim.peers.catalogue import find_peer
from interim.peers.hops import CAPPED_PATHS, HOPS, CappedPath, Hop
from interim.peers.peer import Verdict
from interim.peers.user_agents import BREAKING, NAMED, UserAgent

__all__ = ["Client", "Path", "Standing", "recognise", "recognise_path"]


class Standing(enum.Enum):
    """What is known of a client, as to 1xx."""

    GOOD = "good"
    """It was measured: the final response comes through."""
    UNKNOWN = "unknown"
    """It was not measured, or 1xx do it some harm short of that."""
    BREAKS = "breaks"
    """It loses the final response, or takes another for it."""


_STANDINGS = {
    Verdict.GOOD: Standing.GOOD,
    Verdict.UNPROVEN: Standing.GOOD,
    Verdict.UNHELPED: Standing.GOOD,
    Verdict.CAPS: Standing.GOOD,
    # The first 1xx takes a timeout from it that somebody set on purpose.
    Verdict.DISARMS: Standing.UNKNOWN,
    Verdict.STARVES: Standing.UNKNOWN,
    Verdict.BREAKS: Standing.BREAKS,
}

# RFC 9110 §7.6.3: Via = received-protocol RWS received-by [ RWS comment ], with "HTTP/" left out or not. A comment may
# hold commas.
_VIA = re.compile(r"(?:\([^()]*\)|[^,()]+|[()])++")
_VIA_HTTP10 = re.compile(r"(?:HTTP/)?(?:1\.0|0\.9)[ \t]", re.IGNORECASE)
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """The client of a request, as far as its User-Agent tells.

    Attributes:
        limit: how many interim responses it takes for one request; None for no limit that is known.
        reason: what it is, and why it stands so: a part of a sentence.
    """

    standing: Standing
    limit: int | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way of a request, as far as Via and its like tell. Most proxies tell nothing.

    Attributes:
        http10: somebody on the way speaks HTTP/1.0, who must get no 1xx (RFC 9110 §15.2).
        breaks: the proxy that breaks; "" for none.
        limit: how many interim responses it takes for one request; None for no limit that is known.
        capped: products on the way that give up after a fixed time.
    """

    http10: bool = False
    breaks: str = ""
    limit: int | None = None
    capped: tuple[CappedPath, ...] = ()


def recognise(user_agent: str | None, *, browser: bool = False) -> Client:
    """The client that this User-Agent names.

    Args:
        user_agent: None without such a field. http.client and PHP send none, and break.
        browser: the request has Sec-Fetch-Mode, which browsers add and scripts cannot.
    """
    if not user_agent or not user_agent.strip():
        return Client(standing=Standing.BREAKS, reason="the client sends no User-Agent, as Python's http.client does")
    for one in BREAKING:
        if one.pattern.search(user_agent):
            peer = find_peer(one.peers[0])
            return Client(standing=Standing.BREAKS, reason=f"the client uses {peer.name}, which breaks on 1xx")
    for one in NAMED:
        match = one.pattern.fullmatch(user_agent)
        if match is not None:
            return _named(one, match, browser=browser)
    shown = user_agent if len(user_agent) <= _SHOWN else user_agent[:_SHOWN] + "..."
    return _unknown(f"nothing is known of the client {shown!r}")


def _named(one: UserAgent, match: re.Match[str], *, browser: bool) -> Client:
    name = find_peer(one.peers[0]).name
    if one.browser and not browser:
        return _unknown(f"the client calls itself {name} and has not the fields of a browser")
    if one.since:
        version = tuple(int(part) for part in match["version"].split("."))
        if version < one.since:
            since = ".".join(map(str, one.since))
            return _unknown(f"{name} {match['version']} is older than {since}, and was not measured")
    verdicts = [find_peer(peer).verdict for peer in one.peers]
    standings = {_STANDINGS[verdict] for verdict in verdicts}
    if standings != {Standing.GOOD}:
        return _unknown(f"{name} takes 1xx, but not without harm ({', '.join(sorted({v.value for v in verdicts}))})")
    limit = _limit(one.peers)
    takes = "takes 1xx" if limit is None else f"takes {limit} 1xx"
    return Client(standing=Standing.GOOD, limit=limit, reason=f"the client is {name}, which {takes}")


def _unknown(reason: str) -> Client:
    return Client(standing=Standing.UNKNOWN, reason=reason)


def _limit(peers: Iterable[str]) -> int | None:
    found = [find_peer(peer).tolerance for peer in peers]
    return min((one.passed for one in found if one.refused is not None), default=None)


def recognise_path(fields: Fields) -> Path:
    """The way that the fields of a request tell of."""
    members = [member.strip() for member in _VIA.findall(fields.get("via") or "")]
    names = {name.lower() for name, _ in fields}
    breaks = ""
    limits: list[int] = []
    for hop in HOPS:
        if not _shows(hop, members, names):
            continue
        if any(find_peer(peer).verdict is Verdict.BREAKS for peer in hop.peers):
            breaks = find_peer(hop.peers[0]).name
        else:
            limit = _limit(hop.peers)
            limits += [limit] if limit is not None else []
    return Path(
        http10=any(_VIA_HTTP10.match(member) for member in members),
        breaks=breaks,
        limit=min(limits, default=None),
        capped=tuple(path for path in CAPPED_PATHS if _shows(path, members, names)),
    )


def _shows(hop: Hop | CappedPath, members: list[str], names: set[bytes]) -> bool:
    if hop.field and hop.field.encode() in names:
        return True
    return hop.via is not None and any(hop.via.search(member) for member in members)
