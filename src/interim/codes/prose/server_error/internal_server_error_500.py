"""500 Internal Server Error."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=500,
    answer="Something unexpected went wrong on the server; whether the request took effect is not known.",
    history=(
        (
            "HTTP/1.0 has it in nearly the same words (RFC 1945 §9.5). It is also the code of the class: a client "
            "treats any 5xx that it does not know as 500 (RFC 9110 §15)."
        ),
    ),
    use=(
        (
            "For what nobody foresaw, such as an exception that no handler caught. The server should say whether "
            "the trouble will pass (RFC 9110 §15.6). Send an id that your log knows, in `application/problem+json` "
            "to programs (RFC 9457 §3), and no trace of the stack."
        ),
    ),
    avoid=(
        (
            "Not for what the client can mend: a malformed request is 400, content that breaks your rules is 422. "
            "Not when you know that it will pass: 503. Not when another server behind you failed: 502, or 504 if "
            "it was too slow."
        ),
    ),
    effects=(
        (
            "A client should not repeat a request by itself unless the method is idempotent (RFC 9110 §9.2.2). Not "
            "all tools ask: `curl --retry` (7.88.1) repeats a POST after 500, 502, 503 and 504 (tried). It is not "
            "cacheable by default (RFC 9110 §15.1); a cache that gets a 5xx while it validates may go on with its "
            "stale copy (RFC 9111 §4.3.3) where that is permitted (RFC 9111 §4.2.4)."
        ),
        (
            "Not every failure becomes a 500. A panic in a Go 1.19 handler closes the connection without a "
            "response, and nginx 1.22.1 in front answers 502 (tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "An exception that bad input caused: clients repeat what can never work, and alarms ring for nothing."
            ),
        ),
        Mistake(
            text="The `status` in the problem details is another than that of the response.",
            rules=("STA016",),
        ),
        Mistake(text="An error page in HTML to a client that asked for JSON."),
    ),
    related=(
        Related(code=503, why="when it will pass"),
        Related(code=502, why="when the server behind you failed"),
        Related(code=400, why="when the request is at fault"),
        Related(code=501, why="when the server cannot do it at all"),
    ),
    words=("internal error", "server crashed", "exception", "http 500", "retry post"),
)
