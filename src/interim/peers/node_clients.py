"""Clients of Node, over HTTP/1.1."""

from interim.peers.client import FINAL, Client, Outcome, Seen, Sight
from interim.peers.peer import Timer, Verdict

__all__ = ["NODE_CLIENTS"]


NODE_CLIENTS: tuple[Client, ...] = (
    Client(
        id="node-http",
        name="Node http",
        version="20.20.2",
        verdict=Verdict.GOOD,
        summary=("Skips every 1xx, shows them as events, and each one resets the timeout of the socket."),
        setting="timeout (socket idle)",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="Error HPE_INVALID_CONSTANT Parse Error: Expected HTTP/, RTSP/ or ICE/"
        ),
        with_chunked=FINAL,
        closed=Seen(outcome=Outcome.REFUSES),
        with_101=Seen(outcome=Outcome.INTERIM_AS_FINAL),
        sight=Sight.ALL,
    ),
    Client(
        id="node-fetch",
        name="Node fetch",
        version="20.20.2 (undici 6.24.1)",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx; AbortSignal.timeout is for the whole request.",
        setting="AbortSignal.timeout (total)",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="TypeError fetch failed <- HPE_INVALID_CONSTANT Response does not match"
        ),
        with_101=FINAL,
    ),
    Client(
        id="undici-request",
        name="undici request",
        version="7.30.2",
        verdict=Verdict.GOOD,
        summary=("Skips every 1xx, shows them to the application, and each one resets headersTimeout."),
        setting="headersTimeout",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=3.4),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="HTTPParserError Response does not match the HTTP/1.1 protocol (Expecte"
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="axios",
        name="axios",
        version="1.21.1",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx, but they do not reset its timeout.",
        setting="timeout",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.4),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.4),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="Error HPE_INVALID_CONSTANT Parse Error: Expected HTTP/, RTSP/ or ICE/"
        ),
    ),
    Client(
        id="got-socket",
        name="got, timeout.socket",
        version="14.6.6",
        verdict=Verdict.GOOD,
        summary="Skips every 1xx, and each one resets timeout.socket.",
        setting="timeout.socket",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.2),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="RequestError HPE_INVALID_CONSTANT Parse Error: Expected HTTP/, RTSP/ o"
        ),
    ),
    Client(
        id="got-response",
        name="got, timeout.response",
        version="14.6.6",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx, but they do not reset timeout.response.",
        setting="timeout.response",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.2),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.4),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="RequestError HPE_INVALID_CONSTANT Parse Error: Expected HTTP/, RTSP/ o"
        ),
    ),
    Client(
        id="node-fetch-package",
        name="node-fetch",
        version="3.3.2",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx; AbortSignal.timeout is for the whole request.",
        setting="AbortSignal.timeout (total)",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="FetchError HPE_INVALID_CONSTANT request to URL failed, reason: Parse E"
        ),
    ),
    Client(
        id="superagent",
        name="superagent",
        version="10.4.2",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx, but they do not reset timeout.response.",
        setting="timeout.response",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.5),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.6),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="Error HPE_INVALID_CONSTANT Parse Error: Expected HTTP/, RTSP/ or ICE/"
        ),
    ),
)
