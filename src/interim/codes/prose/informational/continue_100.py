"""100 Continue."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=100,
    answer="The server is ready for the content of the request: send it now, the final response follows.",
    history=(
        (
            "HTTP/1.1 brought it in 1997 (RFC 2068); HTTP/1.0 has no 1xx, and a server must not send one to an "
            "HTTP/1.0 client (RFC 9110 §15.2). At first each request with content had to get one, whether the "
            "client waited for it or not. RFC 2616 §19.6.3 lists the repair of 1999: the field `Expect`, the code "
            "417, and the general rule that a client passes over any 1xx that it did not expect."
        ),
    ),
    use=(
        (
            "A client that is about to send large content asks first. It sends the header section with "
            "`Expect: 100-continue` and waits. The server answers at once: with a final response if the header "
            "section is enough to decide, otherwise with 100 (RFC 9110 §10.1.1). An upload of 2 GB with expired "
            "credentials then costs a 401, and not 2 GB."
        ),
        (
            "So look at the credentials, `Content-Length` and `Content-Type` first, and answer 401, 413 or 415 "
            "where one is wrong. An origin server must not wait for content before it sends 100 (RFC 9110 §10.1.1)."
        ),
    ),
    avoid=(
        (
            "A server may leave it out when content has begun to arrive or when there is none, and must ignore the "
            "expectation in an HTTP/1.0 request (RFC 9110 §10.1.1)."
        ),
        (
            "It is no sign of life: it says that content is wanted, and a client discards it (RFC 9110 §15.2.1). "
            "That work goes on is said by 102."
        ),
    ),
    effects=(
        (
            "Clients do not wait without end, because 100 cannot pass an HTTP/1.0 intermediary (RFC 9110 §10.1.1). "
            "curl 7.88.1 asks with each `-T` upload over HTTP/1.1 and with a POST of 2 MB, not with one of 1 kB, "
            "and sends the content after 1 s without an answer (tried). A server or proxy that loses the 100 adds "
            "that second to every upload."
        ),
        (
            "100 is the one 1xx that Python's http.client 3.11.7, urllib3 2.8.0 and requests 2.34.2 pass over. "
            "`fetch` of Node 20.20.2 fails with `UND_ERR_SOCKET` on a 100 that it did not ask for."
        ),
        (
            "A proxy must forward it unless the proxy itself added the expectation (RFC 9110 §15.2). Envoy 1.40 "
            "forwards none by default, and the first one with `proxy_100_continue`."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "`Expect` is lost in a framework or proxy: neither 100 nor a final response comes, clients wait "
                "for their timer, and then send content that may be refused."
            ),
            rules=("INT022",),
        ),
        Mistake(
            text="100 is sent to every request, or twice because gateway and application both answer.",
            rules=("INT009", "INT010"),
        ),
        Mistake(
            text=(
                "100 is sent before the credentials are looked at. Then comes 401, and the expectation has saved "
                "nothing."
            )
        ),
    ),
    related=(
        Related(code=102, why="to say that work on a complete request goes on"),
        Related(code=417, why="when the expectation cannot be met"),
        Related(code=413, why="to refuse content that is too large before it is sent"),
    ),
    words=("expect 100-continue", "upload waits a second", "curl expect header", "send the body"),
)
