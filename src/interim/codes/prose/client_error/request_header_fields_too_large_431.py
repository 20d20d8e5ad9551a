"""431 Request Header Fields Too Large."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=431,
    answer=("The fields of the request are too large, one of them or all together: make them smaller, cookies first."),
    history=(
        (
            "RFC 6585 §5 brought it in 2012. HTTP sets no limit of its own, and wants a 4xx from a server that has "
            "one (RFC 9110 §5.4). HTTP/2 (RFC 9113 §10.5.1) and HTTP/3 (RFC 9114 §4.2.2) name this code for it."
        ),
    ),
    use=(
        (
            "A server reads header sections of up to 16 KiB, and a browser sends 20 KiB, most of it cookies. If "
            "one field is to blame, name it in the content, as a server should (RFC 6585 §5)."
        ),
    ),
    avoid=("A long URI is 414, large content 413. A field that is malformed, and not too large, is 400.",),
    effects=(
        (
            "Node 20.20.2 sends it for 20 kB, Go 1.19.8 for 1.2 MB, `http.server` of Python 3.11.7 for a line of "
            "70 kB. nginx 1.22.1 and Apache 2.4.71 answer 400 to 9 kB in one field. All of them close the "
            "connection (tried)."
        ),
        (
            "A browser sends the same cookies again, so a reload does not help and another browser does. A cache "
            "must not store the response (RFC 6585 §5). Under attack a server may drop connections without it (RFC "
            "6585 §7.3)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A session is kept in a cookie and grows with each visit, until the user is locked out of every "
                "page, the one to log out included."
            ),
        ),
        Mistake(
            text=(
                "A token in `Authorization` lists all groups of the user. It works for everybody but the "
                "administrators."
            ),
        ),
        Mistake(text="Limits differ along the way: the proxy passes on what the application refuses."),
    ),
    related=(
        Related(code=414, why="when it is the URI that is too long"),
        Related(code=413, why="when it is the content that is too large"),
        Related(code=400, why="what nginx and Apache send for it"),
        Related(code=494, why="how nginx names it inside"),
    ),
    words=("cookie too large", "request header too large", "too many cookies", "token too large"),
)
