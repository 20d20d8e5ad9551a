"""400 Bad Request."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=400,
    answer="The server does not process the request because it looks wrong: change it before you send it again.",
    history=(
        (
            "HTTP/1.0 had it (RFC 1945 §9.4). RFC 2616 §10.4.1 kept it for malformed syntax, RFC 7231 §6.5.1 "
            "widened it to anything that the server takes for an error of the client. RFC 9110 §15.5.1 has syntax, "
            "framing and routing as examples."
        ),
    ),
    use=(
        (
            "Some cases leave no choice. A server must answer 400 to an HTTP/1.1 request without `Host` or with "
            "two of them (RFC 9112 §3.2), to white space between a field name and its colon (RFC 9112 §5.1), and "
            "to an invalid `Content-Length` (RFC 9112 §6.3)."
        ),
        (
            "In an API it is for JSON that ends too early or a query parameter of the wrong type. Name the place: "
            "a 4xx should explain the error (RFC 9110 §15.5)."
        ),
    ),
    avoid=(
        (
            "400 against 422 is a question of parsing: JSON that parses and asks for something impossible can get "
            "422. A fault of the server, such as a lost database, is 5xx."
        ),
    ),
    effects=(
        (
            "A client that does not know a 4xx takes it for this one (RFC 9110 §15), so a more precise code costs "
            "nothing."
        ),
        (
            "nginx 1.22.1, Apache 2.4.71, Node 20.20.2 and Go 1.19.8 answer a request without `Host` with 400 and "
            "close the connection; `http.server` of Python 3.11.7 serves it. In the log of nginx a 400 whose "
            "request begins with `\\x16\\x03\\x01` is a TLS handshake at a port without TLS. nginx and Apache "
            "refuse a field of 9 kB so (all tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text="One 400 for everything: no credentials, no such record, a full disk. The code then says nothing.",
        ),
        Mistake(
            text="`application/problem+json` whose `status` member was not changed along with the code.",
            rules=("STA016",),
        ),
    ),
    related=(
        Related(code=422, why="when the content parses and breaks a rule"),
        Related(code=431, why="when a field or the whole header section is too large"),
        Related(code=500, why="when the fault is on the side of the server"),
    ),
    words=("malformed request", "invalid json", "syntax error", "missing parameter", "invalid hostname"),
)
