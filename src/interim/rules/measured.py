"""What clients and proxies do with the fault that a rule finds: as measured, and as reported."""

from collections.abc import Callable, Mapping
from typing import assert_never

from interim.peers.client import Client, Outcome, Seen
from interim.peers.peer import Reported
from interim.peers.proxy import Proxy, Relay
from interim.peers.reported import REPORTED

__all__ = ["measured", "reported"]


def measured(rule_id: str, peer: Client | Proxy) -> str:
    """The observation that belongs to the rule, or else what the peer does with 1xx in general."""
    observe = _OBSERVATIONS.get(rule_id)
    return (observe(peer) if observe is not None else "") or peer.summary


def reported(rule_id: str) -> tuple[Reported, ...]:
    """What was read, and not measured, of products that the fault hurts."""
    return tuple(REPORTED[one] for one in _REPORTED.get(rule_id, ()))


def _of_no_final(peer: Client | Proxy) -> str:
    if isinstance(peer, Client):
        closed = "" if peer.closed is None else f"Given a 102 and a closed connection, it {_got(peer.closed)}. "
        return f"{closed}Given a 102 and then nothing, it {_got(peer.lone)}."
    answer = _LONE.get(peer.lone.relay, f"answers {peer.lone.status}")
    return f"Given a 102 and then nothing, it {answer}."


def _of_content(peer: Client | Proxy) -> str:
    if not isinstance(peer, Client):
        return ""
    return f"Given a 102 with Content-Length and content, it {_got(peer.with_content)}."


def _of_chunked(peer: Client | Proxy) -> str:
    if not isinstance(peer, Client) or peer.with_chunked is None:
        return ""
    return f"Given a 102 with Transfer-Encoding, it {_got(peer.with_chunked)}."


def _of_101(peer: Client | Proxy) -> str:
    if not isinstance(peer, Client) or peer.with_101 is None:
        return ""
    return f"Given a 101 that it did not ask for, it {_got(peer.with_101)}."


def _of_count(peer: Client | Proxy) -> str:
    passed, refused = peer.tolerance.passed, peer.tolerance.refused
    if not passed or refused is None:
        return ""
    more = "" if peer.tolerance.limit is not None else ", perhaps more,"
    return f"It takes {passed} interim responses{more} and fails at {refused}."


_OBSERVATIONS: Mapping[str, Callable[[Client | Proxy], str]] = {
    "INT001": _of_no_final,
    "INT002": _of_content,
    "INT003": _of_chunked,
    "INT004": _of_content,
    "INT007": _of_101,
    "INT008": _of_101,
    "TIM005": _of_count,
    "TIM006": _of_count,
}

_SHORT = 20
"""A longer message of an error says little to those who do not use the client, and is cut."""

_REPORTED: Mapping[str, tuple[str, ...]] = {
    "INT012": ("neon",),
    "INT014": ("nginx-early-hints",),
    "INT020": ("nginx-1.29", "envoy"),
    "INT021": ("h2o", "envoy", "trafficserver-h2"),
    "FRM009": ("nginx-early-hints",),
    "TIM004": ("heroku",),
    "TIM005": ("cpython", "ruby-net-http-2026", "fasthttp", "neon"),
}

_LONE = {
    Relay.CUT_OFF: "forwards it and closes the connection",
    Relay.NO_FINAL: "forwards it and lets the client wait",
}


def _got(seen: Seen) -> str:
    words = f" ({seen.text.rstrip(':')})" if 0 < len(seen.text) <= _SHORT else ""
    match seen.outcome:
        case Outcome.FINAL:
            return "gets the final response"
        case Outcome.INTERIM_AS_FINAL:
            return "returns that as the final response"
        case Outcome.REST_AS_CONTENT:
            return "returns that as the final response, with all that follows as its content"
        case Outcome.RAISES:
            return f"raises {seen.text}"
        case Outcome.REFUSES:
            return f"fails{words}"
        case Outcome.TIMES_OUT:
            return "times out"
        case Outcome.HANGS:
            return "hangs, whatever its timeout"
        case _:
            assert_never(seen.outcome)
