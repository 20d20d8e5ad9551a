"""502 Bad Gateway."""

from interim.codes.prose.prose import Chapter, Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=502,
    answer="A proxy or gateway got no valid response from the server behind it; the request may have taken effect.",
    history=(
        (
            "HTTP/1.0 has it (RFC 1945 §9.5). RFC 9112 §6.3 demands it for a response with an invalid "
            "`Content-Length`, and RFC 9112 §5.2 allows it for folded field lines. WebDAV uses it for a COPY or "
            "MOVE whose destination is on another server (RFC 4918 §9.8.5, RFC 4918 §9.9.4)."
        ),
    ),
    use=(
        (
            "Only in the role of a gateway or proxy (RFC 9110 §15.6.3): the connection to the server behind was "
            "refused or closed, or what came back is not HTTP."
        ),
    ),
    avoid=("If nothing came in time, it is 504. If you refuse without trying, it is 503. Your own exception is 500.",),
    effects=(
        (
            "Its meaning differs. Apache 2.4.71 and the reverse proxy of Go 1.27 send it for a timeout too, and "
            "the tenth interim response makes a 502 in Apache 2.4.71, the sixth in Caddy 2.6.2."
        ),
        (
            "The proxy may have asked a second server already: nginx 1.22.1 passed on a GET whose connection "
            "broke, and not a POST (tried). The client should repeat only what is idempotent (RFC 9110 §9.2.2)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "The server closes idle connections sooner than the proxy, and now and then a request meets the "
                "close. Often reported: Node (5 s) behind AWS's Application Load Balancer (60 s)."
            ),
            rules=("TIM012",),
        ),
        Mistake(
            text="A malformed response, or more interim responses than the proxy counts: only the proxy minds.",
            rules=("FRM002", "FRM007", "FRM010", "TIM006"),
        ),
        Mistake(
            text="Details in the content: by its API schema, Cloudflare replaces that of a 502 or 504 by default.",
        ),
    ),
    chapters=(
        Chapter(
            title="Where to look first",
            paragraphs=(
                (
                    "In the log of the proxy. nginx 1.22.1 writes `connect() failed (111: Connection "
                    "refused)` when nothing listens, `upstream prematurely closed "
                    "connection` when the process died, and `upstream sent too big header` when the header section "
                    "exceeds its buffer, as with a cookie of 9,000 octets (all tried). A 502 at each deployment "
                    "means that requests still go to a process that stops: take it out of the balancer first."
                ),
            ),
        ),
    ),
    related=(
        Related(code=504, why="when the response did not come in time"),
        Related(code=503, why="when the server refuses for now"),
        Related(code=500, why="when your own code failed"),
        Related(code=102, why="which some proxies turn into this"),
    ),
    words=(
        "nginx bad gateway",
        "upstream prematurely closed connection",
        "load balancer error",
        "app not running",
        "502 after deploy",
        "invalid response from upstream",
    ),
)
