"""421 Misdirected Request."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=421,
    answer=(
        "The server on this connection is not the one for that origin: the client may try again on a new connection."
    ),
    history=(
        (
            "HTTP/2 brought it in 2015 (RFC 7540 §9.1.2), because its clients may use one connection for several "
            "origins. RFC 9110 Appendix B.3 took it over for all versions, and made it no longer heuristically "
            "cacheable, since it belongs to a connection and not to a resource."
        ),
    ),
    use=(
        (
            "`a.example` and `b.example` share a certificate and have different TLS settings. A client has a "
            "connection for the first and uses it for the second. Apache 2.4.71 answers 421 in this case (tried)."
        ),
        (
            "A server that wants no such reuse can say so with it, in HTTP/2 (RFC 9113 §9.1.1) and in HTTP/3 (RFC "
            "9114 §3.3)."
        ),
    ),
    avoid=(
        (
            "A resource that has moved is a redirect, a gateway that gets no answer from behind 502 or 504. A "
            "proxy must not generate it (RFC 9110 §15.5.20)."
        ),
    ),
    effects=(
        (
            "The client may repeat the request on another connection even if the method is not idempotent (RFC "
            "9110 §15.5.20). It need not: curl 7.88.1, also with `--retry`, and `fetch` of Node 20.20.2 return it "
            "(tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A proxy opens TLS to Apache under one name and passes another in `Host`. Requests then get 421, "
                "and a new connection of the browser to the proxy does not help."
            ),
        ),
        Mistake(
            text=(
                "A wildcard certificate covers two servers, and the wrong one answers 404. Only 421 tells the "
                "client that the connection is to blame."
            ),
        ),
    ),
    related=(
        Related(code=404, why="when the origin is right and the resource is missing"),
        Related(code=400, why="when `Host` itself is invalid"),
        Related(code=502, why="when a gateway gets no valid answer from behind"),
    ),
    words=("http/2 connection reuse", "wildcard certificate", "sni mismatch", "wrong virtual host"),
)
