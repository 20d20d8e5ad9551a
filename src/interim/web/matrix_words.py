"""The words of the matrix: each thing that was observed, in a word, how good it is, and what it means."""

from collections.abc import Mapping
from typing import Literal

from interim.peers.client import NextRequest, Outcome, Sight
from interim.peers.peer import Timer, Verdict
from interim.peers.proxy import Relay

__all__ = ["NEXT", "OUTCOMES", "RELAYS", "SIGHTS", "TIMERS", "VERDICTS", "Mood"]

Mood = Literal["good", "fair", "bad", "unknown"]
"""How a cell looks. Its word always says it too."""

VERDICTS: Mapping[Verdict, tuple[Mood, str]] = {
    Verdict.GOOD: ("good", "The final response comes through, and 1xx keep the peer waiting for it."),
    Verdict.UNPROVEN: ("fair", "The final response comes through; whether 1xx reset a timer could not be shown."),
    Verdict.UNHELPED: ("fair", "The final response comes through, but 1xx reset no timer: a 102 is of no use."),
    Verdict.STARVES: ("bad", "1xx reset the timer of the proxy, but the client sees none in time."),
    Verdict.DISARMS: ("bad", "The first 1xx stops a timer for good; when no final response comes, the peer hangs."),
    Verdict.CAPS: ("fair", "All goes well up to a number of 1xx; with one more the exchange fails."),
    Verdict.BREAKS: ("bad", "The final response is lost, taken for something else, or given to somebody else."),
}
TIMERS: Mapping[Timer, tuple[str, Mood, str]] = {
    Timer.RESET: ("reset", "good", "It outlived its timeout; without 102 it gave up."),
    Timer.NOT_RESET: ("not reset", "fair", "It gave up as if there were no 102."),
    Timer.FIRST_ONLY: ("first only", "fair", "The first 102 resets it, later ones do not."),
    Timer.DISARMED: ("disarmed", "bad", "The first 1xx stops it for good."),
    Timer.UNPROVEN: ("unproven", "unknown", "It did not give up without 102 either, or the measurement is void."),
    Timer.NOT_REACHED: ("not reached", "bad", "The first 1xx ended the exchange."),
}
OUTCOMES: Mapping[Outcome, tuple[str, Mood, str]] = {
    Outcome.FINAL: ("final", "good", "The application got the final response, as it should."),
    Outcome.INTERIM_AS_FINAL: ("as answer", "bad", "It got the interim response as if it were the final one."),
    Outcome.REST_AS_CONTENT: (
        "all as content",
        "bad",
        "The same, with all that follows, heads included, as its content.",
    ),
    Outcome.RAISES: ("raises", "bad", "An error that has the interim response for its answer."),
    Outcome.REFUSES: ("refuses", "bad", "An error of the protocol or the connection."),
    Outcome.TIMES_OUT: ("times out", "bad", "It gave up waiting."),
    Outcome.HANGS: ("hangs", "bad", "Nothing happens, beyond any timeout that was set."),
}
RELAYS: Mapping[Relay, tuple[str, Mood, str]] = {
    Relay.FORWARDED: ("forwarded", "good", "The client got every interim response, then the final one."),
    Relay.SOME_FORWARDED: ("some", "fair", "It got some of them, then the final one."),
    Relay.SWALLOWED: ("swallowed", "fair", "It got the final response alone."),
    Relay.ERROR: ("error", "bad", "It got an error response of the proxy instead of the final one."),
    Relay.CUT_OFF: ("cut off", "bad", "The connection closed before the final response."),
    Relay.RESET: ("reset", "bad", "The same on HTTP/2, by RST_STREAM."),
    Relay.NO_FINAL: ("no final", "bad", "No final response came while the client waited."),
    Relay.MALFORMED: ("malformed", "bad", "Frames that break HTTP/2: the client closes the connection."),
    Relay.MIXED_UP: ("mixed up", "bad", "It got the response to somebody else's request."),
    Relay.NOT_MEASURED: ("not measured", "unknown", "Nobody looked."),
}
NEXT: Mapping[NextRequest, tuple[str, Mood, str]] = {
    NextRequest.RIGHT: ("right", "good", "The next request on the session gets its own response."),
    NextRequest.POISONED: (
        "poisoned",
        "bad",
        "It gets the response to the request before: everything after is off by one.",
    ),
    NextRequest.TIMES_OUT: ("times out", "bad", "It gets nothing in time."),
    NextRequest.NOT_MEASURED: ("not measured", "unknown", "Nobody looked."),
}
SIGHTS: Mapping[Sight, tuple[str, Mood]] = {
    Sight.ALL: ("all", "good"),
    Sight.EARLY_HINTS: ("103 only", "fair"),
    Sight.NONE: ("none", "unknown"),
}
