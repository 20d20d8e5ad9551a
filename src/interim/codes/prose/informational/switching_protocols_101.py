"""101 Switching Protocols."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=101,
    answer=(
        "The server accepts the Upgrade that was asked for: from here on the connection speaks the other protocol."
    ),
    history=(
        "HTTP/1.1 brought it in 1997, with the field `Upgrade` (RFC 2068); today's rules are in RFC 9110 §7.8.",
        (
            "HTTP/2 does not support it (RFC 9113 §8.6), nor does HTTP/3 (RFC 9114 §4.5). Over HTTP/2 a WebSocket "
            "starts with an extended CONNECT (RFC 8441 §4), which gets a 200 (RFC 8441 §5.1). RFC 9113 §3.1 "
            "deprecates the token `h2c`, once the way from HTTP/1.1 to HTTP/2 on one connection."
        ),
    ),
    use=(
        (
            "A browser opens a WebSocket with `GET /chat`, `Connection: Upgrade` and `Upgrade: websocket`. The "
            "server answers 101 with the same two fields, and the octets after the header section are WebSocket."
        ),
        (
            "The server chooses among the protocols that the request names, in any order, or ignores the field and "
            "answers as usual. A 100 that the request expects comes before the 101 (RFC 9110 §7.8)."
        ),
    ),
    avoid=(
        (
            "Do not switch to a protocol that the request did not name, and ignore `Upgrade` in an HTTP/1.0 "
            "request (RFC 9110 §7.8). A server that insists on one answers 426."
        ),
    ),
    effects=(
        (
            "`Upgrade` concerns one connection: its sender lists it in `Connection` so that an intermediary does "
            "not forward it (RFC 9110 §7.8). A proxy has to be told to pass it on. nginx 1.22.1 does so only with "
            "`proxy_http_version 1.1` and both fields set by `proxy_set_header`; without them the origin server "
            "never sees the offer (tried)."
        ),
        (
            "A client that asked for nothing is lost. curl 7.88.1 and Python's http.client 3.11.7 return the 101 "
            "as the final response, httpx 0.28.1 reports a protocol error."
        ),
    ),
    mistakes=(
        Mistake(text="A proxy or a handler drops `Upgrade` from the 101, and the client closes.", rules=("INT007",)),
        Mistake(text="The code is set by hand, without a look at what the request offered.", rules=("INT008",)),
        Mistake(text="A gateway passes the 101 of its HTTP/1.1 server on to an HTTP/2 client.", rules=("INT006",)),
    ),
    related=(
        Related(code=426, why="to demand an upgrade"),
        Related(code=200, why="over HTTP/2, in answer to an extended CONNECT"),
        Related(code=100, why="comes first when the request expects it as well"),
    ),
    words=("websocket handshake", "upgrade connection", "websocket behind proxy", "h2c"),
)
