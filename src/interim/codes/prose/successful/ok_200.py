"""200 OK."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=200,
    answer="The request succeeded; what the content is depends on the method, for GET it is what was asked for.",
    history=(
        (
            "HTTP/1.0 has it with today's meaning (RFC 1945 §9.2). RFC 9110 §15.3.1 lists for each method what the "
            "content represents: the target resource for GET, the result or the status of the action for POST, the "
            "status of the action for PUT and DELETE."
        ),
    ),
    use=(
        (
            "For everything that worked and has content: `GET /orders/7` answers 200 with the order and "
            '`ETag: "v3"`, so that the next request can be conditional and get a 304. An origin server should '
            "send the validators it has (RFC 9110 §15.3.1)."
        ),
    ),
    avoid=(
        (
            "Not for a failure that is described in the content: caches, retries and monitoring look at the status "
            "code. Not where a more precise code says it: 201 for a new resource, 202 for work to come, 204 for no "
            "content."
        ),
    ),
    effects=(
        (
            "A cache may store it and choose a lifetime by itself when none is stated (RFC 9111 §4.2.2), so "
            "personal content needs `Cache-Control: private` or `no-store`. As an answer to an unsafe method, it "
            "makes caches invalidate the target URI (RFC 9111 §4.4)."
        ),
        (
            "As an answer to `Range` it means that the range was passed over and all of the content follows. curl "
            "7.88.1 with `-C -` then ends with error 33 (tried). To CONNECT it opens the tunnel, with no content "
            "(RFC 9110 §15.3.1)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "An error page or an empty search with 200 where nothing was found: caches keep it, and search "
                "engines list it."
            )
        ),
        Mistake(text="No `Cache-Control`, and surprise at what a cache returns.", rules=("CAC002",)),
        Mistake(text="HEAD answers with another status or other fields than GET.", rules=("CAC007",)),
    ),
    related=(
        Related(code=201, why="when something new exists"),
        Related(code=202, why="when the work is still to be done"),
        Related(code=204, why="when there is nothing to send"),
        Related(code=206, why="when only a range was asked for"),
    ),
    words=("ok", "success", "request succeeded", "soft 404", "error in a 200 response"),
)
