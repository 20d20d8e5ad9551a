"""505 HTTP Version Not Supported."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=505,
    answer="The server does not speak the major version of HTTP that the request names.",
    history=(
        (
            "HTTP/1.1 brought it in 1997; HTTP/1.0 has no such code (RFC 1945 §9.5). A server can send it for any "
            "reason it has to refuse a major version (RFC 9110 §6.2)."
        ),
    ),
    use=(
        (
            "For a request line with a version that you do not implement, such as `GET / HTTP/3.0` on a connection "
            "that speaks HTTP/1.1. The content should say why, and which protocols you do support "
            "(RFC 9110 §15.6.6)."
        ),
    ),
    avoid=(
        (
            "Not for a higher minor version: HTTP/1.2 should be processed as the highest 1.x that you know "
            "(RFC 9110 §6.2). To move a client to another protocol, send 426 with `Upgrade`. For a request line "
            "that cannot be read, send 400."
        ),
    ),
    effects=(
        (
            "nginx 1.22.1 and Go 1.19 answer 505 to `HTTP/2.0` and `HTTP/3.0` in a request line, and nginx takes "
            "HTTP/1.2. Node 20 answers 400 to HTTP/3.0, and 200 to the text `HTTP/2.0` (tried)."
        ),
        (
            "Clients that work hardly ever see it. A request over HTTP/2 has the version 2.0 without naming it "
            "(RFC 9113 §8.3.1). In practice a 505 in a log comes from a scanner, or from a script that writes its "
            "requests by hand. A repeat of the same request cannot help."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A hand-written request with `HTTP/2` at the end of its first line. HTTP/2 is a binary protocol; "
                "ask a library for it."
            ),
        ),
        Mistake(
            text=(
                "505 to HTTP/1.0, which has the same major version as HTTP/1.1. Answer it, without interim responses."
            ),
        ),
    ),
    related=(
        Related(code=426, why="to demand another protocol"),
        Related(code=400, why="when the request line cannot be read"),
        Related(code=501, why="when it is the method"),
    ),
    words=("http version", "unsupported protocol version", "http/2.0 request line", "wrong protocol"),
)
