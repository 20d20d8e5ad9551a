"""404 Not Found."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=404,
    answer="There is nothing at this address now, or nothing that the server lets this client know of.",
    history=(
        (
            "HTTP/1.0 had it (RFC 1945 §9.4). Under RFC 2616 §13.4 a cache could reuse a 410 without being told "
            "to, a 404 only when explicit fields allowed it. Today both are heuristically cacheable (RFC 9110 "
            "§15.1)."
        ),
    ),
    use=(
        (
            "No route matches, the record was never there, or it was deleted and nobody kept a note. `GET "
            "/orders/17` for another customer's order can get 404 as well, where 403 would confirm that the order "
            "exists (RFC 9110 §15.5.4)."
        ),
        (
            "Say in the content what was not found, the route or the record. The code is the same for both, and a "
            "wrong base address otherwise passes for an empty database."
        ),
    ),
    avoid=(
        (
            "404 against 410: if the server knows that the absence is likely to be permanent, 410 is preferred "
            "(RFC 9110 §15.5.5)."
        ),
        (
            "A search without hits or an empty list is there, and empty: 200. A method that the resource does not "
            "support is 405. In WebDAV a PUT below a collection that does not exist is 409 (RFC 4918 §9.7.1)."
        ),
    ),
    effects=(
        (
            "A cache may choose a lifetime for it when the response names none (RFC 9111 §4.2.2). Where the "
            "resource can appear at any moment, send `Cache-Control: no-store` or a short `max-age`."
        ),
        (
            "Whether it counts as a failure depends on the client. `fetch` of Node 20.20.2 resolves with `ok` "
            "false, requests 2.34.2 returns it, `urlopen` of Python 3.11.7 raises `HTTPError`; curl 7.88.1 exits "
            "with 0, and with 22 under `-f` (tried)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "No `Cache-Control` on a 404 behind a CDN: the file that is uploaded a minute later stays missing "
                "for some."
            ),
            rules=("CAC002",),
        ),
        Mistake(
            text=(
                'The reverse, a "not found" page with 200: single-page applications do that when every path gets '
                "`index.html`, and a script that expects JSON gets HTML."
            ),
        ),
        Mistake(
            text=(
                "A status monitor answers 404 until the job has ended. The client cannot tell a slow job from a "
                "lost one."
            ),
            rules=("LRO009",),
        ),
    ),
    related=(
        Related(code=410, why="when it is gone for good"),
        Related(code=403, why="when the server may admit that it exists"),
        Related(code=405, why="when only the method is wrong"),
        Related(code=301, why="when it has moved"),
    ),
    words=("page not found", "dead link", "broken link", "unknown url", "no such record", "soft 404"),
)
