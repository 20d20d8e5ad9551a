"""408 Request Timeout."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=408,
    answer="The server waited for the rest of the request and gave up; the client may send it again.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4). RFC 2616 §10.4.9 let a client repeat the request at any later "
            "time; RFC 9110 §15.5.9 speaks of a request that is in transit, and of the new connection that "
            "HTTP/1.1 needs for it."
        ),
    ),
    use=(
        (
            "A client sends half a header section and stalls, or an upload stops in the middle. When its limit has "
            "passed the server answers 408 and closes, with `Connection: close` (RFC 9112 §9.6). Node 20.20.2 does "
            "so after 60 s for the header section and 300 s for the whole request, unless set otherwise."
        ),
    ),
    avoid=(
        (
            "It is no code for slow work. A server that is overloaded sends 503, a gateway that waits in vain for "
            "the server behind it 504. A connection on which nothing was asked is closed without a word."
        ),
    ),
    effects=(
        (
            "curl 7.88.1 with `--retry` repeats the request after a second (tried). For POST more care is asked "
            "for: no automatic repetition unless the client knows that nothing was applied (RFC 9110 §9.2.2)."
        ),
        (
            "Apache 2.4.71 and Node 20.20.2 send 408 for a slow header section; nginx 1.22.1 and Go 1.19.8 close "
            "without a response, and nginx notes 408 in its log (tried)."
        ),
    ),
    mistakes=(
        Mistake(text="408 for a slow database: clients that repeat it add to the load."),
        Mistake(
            text=(
                "It is sent on an idle connection: between two requests, or before the first as by Node 20.20.2 "
                "(tried). A client that sends at that moment takes it for its answer."
            ),
            rules=("FRM004",),
        ),
    ),
    related=(
        Related(code=504, why="when a gateway waits for the server behind it"),
        Related(code=503, why="when the server cannot keep up"),
        Related(code=499, why="when the client gave up first, in the log of nginx"),
    ),
    words=("slow upload", "client too slow", "request timed out", "slowloris", "idle connection"),
)
