"""A proxy: what becomes of interim responses on their way through it."""

import enum
from dataclasses import dataclass
from typing import ClassVar, Literal

from interim.peers.peer import Peer, Verdict

__all__ = ["FORWARDED", "NOT_MEASURED", "SWALLOWED", "Passage", "Proxy", "Relay"]


class Relay(enum.Enum):
    """What the client got."""

    FORWARDED = "forwarded"
    """Every interim response, then the final one."""
    SOME_FORWARDED = "some forwarded"
    """Some of them, then the final one."""
    SWALLOWED = "swallowed"
    """The final response alone."""
    ERROR = "error"
    """An error response of the proxy instead of the final one."""
    CUT_OFF = "cut off"
    """Interim responses, or none, then a closed connection. The final response is lost."""
    RESET = "reset"
    """The same on HTTP/2, by RST_STREAM."""
    NO_FINAL = "no final"
    """No final response while the client waited."""
    MALFORMED = "malformed"
    """Frames that break HTTP/2: the client closes the connection."""
    MIXED_UP = "mixed up"
    """The response to somebody else's request."""
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One observation.

    Attributes:
        relayed: how many interim responses the client got; None where all did, or where it was not noted.
        status: of the error response; None without one.
        after_s: when it ended, in seconds after the request; None where it was not noted.
        text: what was seen, where the outcome does not say it all.
    """

    relay: Relay
    relayed: int | None = None
    status: int | None = None
    after_s: float | None = None
    text: str = ""


FORWARDED = Passage(relay=Relay.FORWARDED)
SWALLOWED = Passage(relay=Relay.SWALLOWED)
NOT_MEASURED = Passage(relay=Relay.NOT_MEASURED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy(Peer):
    """A proxy, as measured with an HTTP/1.1 client unless it says otherwise. What is left out was forwarded.

    Attributes:
        on_102: three 102, then 200.
        on_103: three 103, then 200.
        on_199: three of a code that nobody knows, then 200.
        burst: three 102 and the 200 in one segment.
        post: three 102 to a POST.
        with_10: ten 102; `with_100` and `with_300` alike.
        with_fields: thirty 102 with fields of 1 kB.
        kept_waiting: a timeout of 2 s to the origin, a 102 each second, 200 after 5 s.
        silent: the same without 102.
        lone: one 102, and nothing more.
        to_http10: three 102, to a client of HTTP/1.0, which must get none (RFC 9110 §15.2).
        strict_origin: three 102, of an origin that sends none to a proxy that speaks HTTP/1.0.
        prompt: whether each interim response goes on at once; None where it was not looked at.
        mixes_up: whether other clients got responses that were not theirs meanwhile.
        h2_102: three 102 to an HTTP/2 client; `h2_103`, `h2_waiting` and `h2_100` as their twins above.
        h2_verdict: with an HTTP/2 client; None where that was not measured.
    """

    kind: ClassVar[Literal["client", "proxy"]] = "proxy"
    on_102: Passage = FORWARDED
    on_103: Passage = FORWARDED
    on_199: Passage = FORWARDED
    burst: Passage = FORWARDED
    post: Passage = FORWARDED
    with_10: Passage = FORWARDED
    with_100: Passage = FORWARDED
    with_300: Passage = FORWARDED
    with_fields: Passage = FORWARDED
    kept_waiting: Passage = FORWARDED
    silent: Passage
    lone: Passage
    to_http10: Passage = FORWARDED
    strict_origin: Passage = FORWARDED
    prompt: bool | None = None
    mixes_up: bool = False
    h2_102: Passage = NOT_MEASURED
    h2_103: Passage = NOT_MEASURED
    h2_waiting: Passage = NOT_MEASURED
    h2_100: Passage = NOT_MEASURED
    h2_verdict: Verdict | None = None
