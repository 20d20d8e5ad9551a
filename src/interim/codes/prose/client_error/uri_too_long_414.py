"""414 URI Too Long."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=414,
    answer="The URI of the request is longer than the server is willing to read.",
    history=(
        (
            "HTTP/1.1 brought it as Request-URI Too Long (RFC 2068 §10.4), and RFC 7231 §6.5.12 shortened the "
            "name. HTTP sets no limit; RFC 9110 §4.1 recommends that senders and recipients support at least 8000 "
            "octets."
        ),
    ),
    use=(
        (
            "A server must send it when the request target is longer than any URI that it wishes to parse (RFC "
            "9112 §3). It is met when a page puts two thousand selected ids into a query."
        ),
    ),
    avoid=(
        (
            "If your clients have that much to say, let them send it as content, or store the selection once and "
            "refer to it. Many or long fields are a matter for 431."
        ),
    ),
    effects=(
        (
            "nginx 1.22.1, Apache 2.4.71 and `http.server` of Python 3.11.7 answer 414 and close the connection. "
            "Node 20.20.2 and Go 1.19.8 count the URI as part of the header section and answer 431 (tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text="A form is sent with GET: each field goes into the URI, and one with a long text ends in a 414.",
        ),
        Mistake(
            text=(
                "A login redirect carries the current address as a parameter, and that address has such a "
                "parameter already. The URI grows with each round until it is too long."
            ),
        ),
    ),
    related=(
        Related(code=431, why="when the fields are too large"),
        Related(code=413, why="when the content is too large"),
        Related(code=400, why="when the URI is malformed"),
    ),
    words=("url too long", "request-uri too large", "query string too long", "redirect loop"),
)
