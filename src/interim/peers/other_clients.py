"""Clients in other languages, and programs of their own, over HTTP/1.1."""

from interim.peers.client import FINAL, Client, NextRequest, Outcome, Seen, Sight
from interim.peers.peer import Timer, Tolerance, Verdict

__all__ = ["OTHER_CLIENTS"]


OTHER_CLIENTS: tuple[Client, ...] = (
    Client(
        id="pycurl",
        name="PycURL",
        version="7.49.0 (libcurl 8.23.0)",
        verdict=Verdict.UNHELPED,
        summary=("Skips every 1xx and shows them to the application, but they are no progress for LOW_SPEED_TIME."),
        setting="LOW_SPEED_TIME",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.2),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="pycurl.error: (8, 'Invalid status line')"),
        sight=Sight.ALL,
    ),
    Client(
        id="curl",
        name="curl",
        version="7.88.1",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx and shows them, but they are no progress for --speed-time.",
        setting="--speed-time",
        timer=Timer.NOT_RESET,
        remark="curl has no timeout for a connection that is merely idle.",
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.3),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="exit 1: curl: (1) Received HTTP/0.9 when not allowed"),
        with_chunked=FINAL,
        closed=Seen(outcome=Outcome.REFUSES, text="exit 52"),
        with_101=Seen(outcome=Outcome.INTERIM_AS_FINAL),
        sight=Sight.ALL,
    ),
    Client(
        id="curl-max-time",
        name="curl, -m",
        version="7.88.1",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx and shows them; -m is for the whole request.",
        setting="-m (total)",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="exit 1: curl: (1) Received HTTP/0.9 when not allowed"),
        sight=Sight.ALL,
    ),
    Client(
        id="wget",
        name="GNU Wget",
        version="1.21.3",
        verdict=Verdict.GOOD,
        summary="Skips every 1xx, and each one resets --read-timeout.",
        setting="--read-timeout",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.1),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="exit 4:"),
        with_chunked=FINAL,
        closed=Seen(outcome=Outcome.REFUSES),
        with_101=FINAL,
    ),
    Client(
        id="go-1.19",
        name="Go net/http",
        version="1.19.8",
        verdict=Verdict.CAPS,
        summary=("Takes five interim responses and fails at the sixth; they do not extend ResponseHeaderTimeout."),
        setting="ResponseHeaderTimeout",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=5, refused=6),
        with_10=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        with_100=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        with_300=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: malformed HTT'
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="go-1.19-client-timeout",
        name="Go net/http, Client.Timeout",
        version="1.19.8",
        verdict=Verdict.CAPS,
        summary=("Takes five interim responses and fails at the sixth; Client.Timeout is for the whole request."),
        setting="Client.Timeout (total)",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=5, refused=6),
        with_10=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        with_100=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        with_300=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: net/http: too'
        ),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: malformed HTT'
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="go-1.27",
        name="Go net/http",
        version="1.27.3",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx and shows them, but they do not extend ResponseHeaderTimeout.",
        setting="ResponseHeaderTimeout",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text='Get "URL net/http: HTTP/1.x transport connection broken: malformed HTT'
        ),
        sight=Sight.ALL,
    ),
    Client(
        id="java-httpclient",
        name="Java HttpClient",
        version="17.0.15",
        verdict=Verdict.CAPS,
        summary=("Takes eight interim responses and fails at the ninth; they do not extend HttpRequest.timeout."),
        setting="HttpRequest.timeout (to headers)",
        timer=Timer.NOT_RESET,
        tolerance=Tolerance(passed=8, refused=9),
        with_10=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Too many interim responses received: 9 > 8"
        ),
        with_100=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Too many interim responses received: 9 > 8"
        ),
        with_300=Seen(
            outcome=Outcome.REFUSES, text="java.net.ProtocolException: Too many interim responses received: 9 > 8"
        ),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.9),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.6),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text='java.net.ProtocolException: Invalid status line: "helloHTTP/1.1 200 OK'
        ),
    ),
    Client(
        id="java-httpurlconnection",
        name="Java HttpURLConnection",
        version="17.0.15",
        verdict=Verdict.BREAKS,
        summary=(
            "Takes the first 1xx for the final head and reads on until the connection closes: it hangs, or times out."
        ),
        setting="setReadTimeout",
        timer=Timer.RESET,
        tolerance=Tolerance(passed=0, refused=1),
        remark="Each 102 resets setReadTimeout, so it waits that long after the last octet.",
        on_102=Seen(outcome=Outcome.HANGS),
        on_103=Seen(outcome=Outcome.HANGS),
        on_199=Seen(outcome=Outcome.HANGS),
        burst=Seen(outcome=Outcome.HANGS),
        post=Seen(outcome=Outcome.HANGS),
        with_10=Seen(outcome=Outcome.HANGS),
        with_100=Seen(outcome=Outcome.HANGS),
        with_300=Seen(outcome=Outcome.HANGS),
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=7.2),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.3),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.INTERIM_AS_FINAL),
        next_request=NextRequest.TIMES_OUT,
    ),
    Client(
        id="ruby-net-http",
        name="Ruby Net::HTTP",
        version="3.1.7 (net-http 0.3.0.1)",
        verdict=Verdict.GOOD,
        summary="Skips every 1xx, and each one resets read_timeout.",
        setting="read_timeout",
        timer=Timer.RESET,
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(
            outcome=Outcome.REFUSES, text='Net::HTTPBadResponse: wrong status line: "helloHTTP/1.1 200 OK"'
        ),
    ),
    Client(
        id="php-streams",
        name="PHP http streams",
        version="8.2.36",
        verdict=Verdict.BREAKS,
        summary=("Returns the first 1xx as the final response, with all that follows, heads included, as its content."),
        setting="timeout",
        timer=Timer.NOT_REACHED,
        tolerance=Tolerance(passed=0, refused=1),
        on_102=Seen(outcome=Outcome.REST_AS_CONTENT),
        on_103=Seen(outcome=Outcome.REST_AS_CONTENT),
        on_199=Seen(outcome=Outcome.REST_AS_CONTENT),
        burst=Seen(outcome=Outcome.REST_AS_CONTENT),
        post=Seen(outcome=Outcome.REST_AS_CONTENT),
        with_10=Seen(outcome=Outcome.REST_AS_CONTENT),
        with_100=Seen(outcome=Outcome.REST_AS_CONTENT),
        with_300=Seen(outcome=Outcome.REST_AS_CONTENT),
        kept_waiting=Seen(outcome=Outcome.REST_AS_CONTENT),
        silent=Seen(outcome=Outcome.REFUSES, text="file_get_contents(URL Failed to open stream: HTTP request failed!"),
        lone=Seen(outcome=Outcome.REFUSES, text="false"),
        with_content=Seen(outcome=Outcome.REFUSES, text="false"),
        next_request=NextRequest.NOT_MEASURED,
    ),
    Client(
        id="php-curl",
        name="PHP curl",
        version="8.2.36 (libcurl 7.88.1)",
        verdict=Verdict.UNHELPED,
        summary=("Skips every 1xx and shows them to the application, but they are no progress for LOW_SPEED_TIME."),
        setting="LOW_SPEED_TIME",
        timer=Timer.NOT_RESET,
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.2),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="Received HTTP/0.9 when not allowed"),
        sight=Sight.ALL,
    ),
    Client(
        id="chromium",
        name="Chromium fetch",
        version="156.0.8078.79",
        verdict=Verdict.UNHELPED,
        summary="Skips every 1xx; AbortSignal.timeout is for the whole request.",
        setting="AbortSignal.timeout (total)",
        timer=Timer.NOT_RESET,
        remark="One early run with 199 failed; four repeats did not.",
        kept_waiting=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        silent=Seen(outcome=Outcome.TIMES_OUT, after_s=2.0),
        lone=Seen(outcome=Outcome.TIMES_OUT),
        with_content=Seen(outcome=Outcome.REFUSES, text="TypeError: Failed to fetch"),
    ),
)
