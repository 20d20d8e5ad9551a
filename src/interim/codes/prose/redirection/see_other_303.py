"""303 See Other."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=303,
    answer="The answer is at another URI: fetch Location with GET, whatever the method of this request was.",
    history=(
        (
            "HTTP/1.0 did not have it yet (RFC 1945 §9.3). HTTP/1.1 defined it for the redirect that changes the "
            "method to GET (RFC 9110 §15.4). RFC 2616 §10.3.4 forbade caching it; that is gone, and a 303 with an "
            "explicit lifetime may be stored (RFC 9111 §3)."
        ),
    ),
    use=(
        (
            "To end a POST in a browser: `POST /orders` gets 303 with `Location: /orders/17`. What the user then "
            "reloads or bookmarks is the GET, and the order is not sent twice. RFC 9110 §15.4.4 names this as the "
            "main use."
        ),
        "From a status monitor to the result: `GET /jobs/17` gets `Location: /reports/17` when the job is done.",
    ),
    avoid=(
        (
            "Not when the request is to be repeated as it is at the new place: 307, or 308 for good. To a program "
            "that created something, 201 with `Location` saves a request."
        ),
    ),
    effects=(
        (
            "curl 7.88.1, `fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go 1.19 all follow POST and PUT "
            "with GET and without content. HEAD stays HEAD in curl, `fetch` and Go, and becomes GET in urllib of "
            "Python 3.11.7 (tried)."
        ),
        (
            "The URI in `Location` is not a substitute for the target URI (RFC 9110 §15.4.4). A 303 to an unsafe "
            "method makes caches invalidate the target URI (RFC 9111 §4.4)."
        ),
    ),
    mistakes=(
        Mistake(text="No `Location`: the client sees an empty page.", rules=("STA010",)),
        Mistake(
            text=(
                "`curl -X POST -L -d a=1`: `-X` holds for the second request too, which goes out as POST without "
                "content (tried with 301, 302 and 303). Leave `-X` out."
            ),
        ),
        Mistake(
            text="A monitor that redirects to itself, or to a result that is not there yet.",
            rules=("LRO009",),
        ),
    ),
    related=(
        Related(code=202, why="for the job that this one ends"),
        Related(code=201, why="to a program that created something"),
        Related(code=307, why="to repeat the request at the new place"),
    ),
    words=(
        "post redirect get",
        "redirect after post",
        "form submitted twice",
        "reload resubmits form",
        "see other",
    ),
)
