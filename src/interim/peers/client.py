"""A client: what it makes of each kind of interim response."""

import enum
from dataclasses import dataclass
from typing import ClassVar, Literal

from interim.peers.peer import Peer

__all__ = ["FINAL", "Client", "NextRequest", "Outcome", "Seen", "Sight"]


class Outcome(enum.Enum):
    """What the application got."""

    FINAL = "final"
    """The final response, as it should."""
    INTERIM_AS_FINAL = "interim as final"
    """The interim response, or the 101, as if it were the final one."""
    REST_AS_CONTENT = "rest as content"
    """The same, with all that follows, heads included, as its content."""
    RAISES = "raises"
    """An error that has the interim response for its answer."""
    REFUSES = "refuses"
    """An error of the protocol or the connection."""
    TIMES_OUT = "times out"
    HANGS = "hangs"
    """Nothing, beyond any timeout that was set."""


class Sight(enum.Enum):
    """Which interim responses the application can see, by a hook or an event."""

    NONE = "none"
    ALL = "all"
    EARLY_HINTS = "103 only"


class NextRequest(enum.Enum):
    """What the next request of the same session gets, made while the first final response is still to come."""

    RIGHT = "its own response"
    POISONED = "the response to the request before"
    TIMES_OUT = "nothing in time"
    NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One observation.

    Attributes:
        after_s: when, in seconds after the request; None where it was not noted.
        text: the words of the error, cut at 80 characters.
    """

    outcome: Outcome
    after_s: float | None = None
    text: str = ""


FINAL = Seen(outcome=Outcome.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(Peer):
    """A client, as measured. What is left out went well: the final response came.

    Attributes:
        on_102: three 102, then 200.
        on_103: three 103, then 200.
        on_199: three of a code that nobody knows, then 200.
        burst: three 102 and the 200 in one segment.
        post: three 102 to a POST.
        with_10: ten 102; `with_100` and `with_300` alike.
        kept_waiting: a timeout of 2 s, a 102 each second, 200 after 5 s.
        silent: the same without 102.
        lone: one 102, and nothing more; a timeout of 3 s.
        with_content: a 102 with Content-Length and content, then 200.
        with_chunked: a 102 with Transfer-Encoding: chunked and no content, then 200; None where it was not tried.
        closed: a 102, then a closed connection; None where it was not tried.
        with_101: a 101 that it did not ask for, then 200; None where it was not tried.
        sight: whether an application sees the interim responses.
        next_request: what the session is worth afterwards.
    """

    kind: ClassVar[Literal["client", "proxy"]] = "client"
    on_102: Seen = FINAL
    on_103: Seen = FINAL
    on_199: Seen = FINAL
    burst: Seen = FINAL
    post: Seen = FINAL
    with_10: Seen = FINAL
    with_100: Seen = FINAL
    with_300: Seen = FINAL
    kept_waiting: Seen = FINAL
    silent: Seen
    lone: Seen
    with_content: Seen = FINAL
    with_chunked: Seen | None = None
    closed: Seen | None = None
    with_101: Seen | None = None
    sight: Sight = Sight.NONE
    next_request: NextRequest = NextRequest.RIGHT
