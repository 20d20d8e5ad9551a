"""413 Content Too Large."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=413,
    answer="The content of the request is larger than the server accepts: send less, or send it in parts.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4). Its names follow the words of the specification for what a "
            "message carries: entity, payload (RFC 7231 §6.5.11), content (RFC 9110 Appendix B.3). nginx 1.22.1 "
            'and Apache 2.4.71 write "Request Entity Too Large" to this day (tried).'
        ),
    ),
    use=(
        (
            "A form for pictures up to 5 MB gets `Content-Length: 80000000`: the header section is enough to "
            "refuse it. Name the limit in the content. If only the moment is bad, say with `Retry-After` when it "
            "is better (RFC 9110 §15.5.14)."
        ),
    ),
    avoid=("A long URI is 414, a large header section 431, a full disk 507. Too much in too short a time is 429.",),
    effects=(
        (
            "A server that closes while the client still sends risks that the response gets lost, since a reset "
            "can erase it unread (RFC 9112 §9.6). With 50 MB and a server that closes at once, curl 7.88.1, "
            "requests 2.34.2 and httpx 0.28.1 report 413, `http.client` of Python 3.11.7 raises "
            "`ConnectionResetError` and `fetch` of Node 20.20.2 fails with `ECONNRESET` (tried)."
        ),
        (
            "With `Expect: 100-continue` the answer comes before the content is sent. urllib3 2.8.0, when told to "
            "retry, repeats the request if there is a `Retry-After`."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "The application allows 50 MB and the proxy in front of it does not: nginx 1.22.1 with its own "
                "default refuses 2 MB (tried)."
            ),
        ),
        Mistake(
            text="The value of `Retry-After` is neither whole seconds nor a date, such as `60s`.",
            rules=("LRO003",),
        ),
    ),
    related=(
        Related(code=414, why="when it is the URI that is too long"),
        Related(code=431, why="when it is the header section that is too large"),
        Related(code=507, why="when there is no room to store it"),
        Related(code=100, why="lets a server refuse content before it is sent"),
    ),
    words=("file too large", "upload limit", "request entity too large", "payload too large"),
)
