"""Clients over HTTP/2."""

from interim.peers.client import Client, Outcome, Seen, Sight
from interim.peers.peer import Timer, Tolerance, Verdict

__all__ = ["H2_CLIENTS"]


H2_CLIENTS: tuple[Client, ...] = (
    Client(
        id="h2-go-1.27",
        name="Go net/http, HTTP/2",
        version="1.27.3",
        protocol="h2",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx and shows them, but they do not extend ResponseHeaderTimeout.",
        setting="ResponseHeaderTimeout",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-httpx",
        name="httpx, HTTP/2",
        version="0.28.1 (httpcore 1.0.9)",
        protocol="h2",
        verdict=Verdict.GOOD,
        summary="Skips every 1xx, and each one resets its timeout.",
        setting="timeout=",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
    ),
    Client(
        id="h2-httpx2",
        name="httpx2, HTTP/2",
        version="2.16.2 (httpcore2 2.16.2)",
        protocol="h2",
        verdict=Verdict.GOOD,
        summary="Skips every 1xx, and each one resets its timeout.",
        setting="timeout=",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
    ),
    Client(
        id="h2-niquests",
        name="niquests, HTTP/2",
        version="3.21.2 (urllib3.future 2.25.904)",
        protocol="h2",
        verdict=Verdict.GOOD,
        summary=("Skips every 1xx, shows them to the application, and each one resets its timeout."),
        setting="timeout=",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-pycurl",
        name="PycURL, HTTP/2",
        version="7.49.0 (libcurl 8.23.0)",
        protocol="h2",
        verdict=Verdict.UNHELPED,
        summary=("Skips every 1xx and shows them to the application, but they are no progress for LOW_SPEED_TIME."),
        setting="LOW_SPEED_TIME",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="pycurl.error: (92, 'Invalid HTTP header field was received: frame type"
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-curl",
        name="curl, HTTP/2",
        version="7.88.1",
        protocol="h2",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx and shows them, but they are no progress for --speed-time.",
        setting="--speed-time",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.3),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="exit 92: curl: (92) HTTP/2 stream 1 was not closed cleanly: PROTOCOL_E"
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-node",
        name="Node http2",
        version="20.20.2",
        protocol="h2",
        verdict=Verdict.GOOD,
        summary=("Skips every 1xx, shows them as events, and each one resets the timeout of the session."),
        setting="session.setTimeout",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="Error ERR_HTTP2_STREAM_ERROR Stream closed with error code NGHTTP2_PRO"
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-undici",
        name="undici, HTTP/2",
        version="7.30.2",
        protocol="h2",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx, but they do not reset headersTimeout, as they do on HTTP/1.1.",
        setting="headersTimeout",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.5),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.4),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text="Error ERR_HTTP2_STREAM_ERROR Stream closed with error code NGHTTP2_PRO"
        ),
    ),
    Client(
        id="h2-go-1.19",
        name="Go net/http, HTTP/2",
        version="1.19.8",
        protocol="h2",
        verdict=Verdict.CAPS,
        summary=("Takes five interim responses and fails at the sixth; they do not extend ResponseHeaderTimeout."),
        setting="ResponseHeaderTimeout",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=5, refused=6),
        with_10=Seen(
            outcome=Outcome.REFUSES, text='Get "URL stream error: stream ID 1; PROTOCOL_ERROR; http2: too many 1x'
        ),
        with_100=Seen(
            outcome=Outcome.REFUSES, text='Get "URL stream error: stream ID 1; PROTOCOL_ERROR; http2: too many 1x'
        ),
        with_300=Seen(
            outcome=Outcome.REFUSES, text='Get "URL stream error: stream ID 1; PROTOCOL_ERROR; http2: too many 1x'
        ),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        sight=Sight.ALL,
    ),
    Client(
        id="h2-java-httpclient",
        name="Java HttpClient, HTTP/2",
        version="17.0.15",
        protocol="h2",
        verdict=Verdict.CAPS,
        summary=("Takes eight interim responses and fails at the ninth; they do not extend HttpRequest.timeout."),
        setting="HttpRequest.timeout",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=8, refused=9),
        remark="The limit was found two days later, over TLS.",
        with_10=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Stream 1 PROTOCOL_ERROR: too many interim"
        ),
        with_100=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Stream 1 PROTOCOL_ERROR: too many interim"
        ),
        with_300=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Stream 1 PROTOCOL_ERROR: too many interim"
        ),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.5),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.5),
        lone=Seen(outcome=Outcome.TIMES_OUT),
    ),
    Client(
        id="h2-chromium",
        name="Chromium fetch, HTTP/2",
        version="156.0.8078.79",
        protocol="h2",
        verdict=Verdict.UNHELPED,
        summary=("Skips every 1xx, and its developer tools show 103; AbortSignal.timeout is for the whole request."),
        setting="AbortSignal.timeout (total)",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        sight=Sight.EARLY_HINTS,
    ),
)
