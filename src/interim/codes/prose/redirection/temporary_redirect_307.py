"""307 Temporary Redirect."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=307,
    answer="Send this same request, method and content unchanged, to Location; keep the old URI for next time.",
    history=(
        (
            "RFC 2616 §10.3.8 brought it in 1999, because clients had made a GET of what a 302 redirected "
            "(RFC 2616 §10.3.3). RFC 9110 §15.4.8 forbids a change of the method, where 302 allows it for POST."
        ),
    ),
    use=(
        (
            "For an API that has to send a request elsewhere for now: `PUT /backups/5` gets `Location: "
            "https://store3.example.com/backups/5`, or a write that reached a replica is sent to the leader."
        ),
        (
            "With `Expect: 100-continue` it costs little: the server answers 307 in place of 100 "
            "(RFC 9110 §10.1.1), and the content is sent once, to the right place."
        ),
    ),
    avoid=(
        (
            "Not after a form: the browser would send the form again to the new page; use 303. Not for a move for "
            "good: 308. Clients should take care with unsafe methods (RFC 9110 §15.4): a POST to another host "
            "hands the content over to it."
        ),
    ),
    effects=(
        (
            "curl 7.88.1, `fetch` of Node 20, requests 2.34.2, httpx 0.28.1 and Go 1.19 repeat POST and PUT with "
            "the content. urllib of Python 3.11.7 follows GET and HEAD only and raises an error for the rest "
            "(tried)."
        ),
        (
            "A stream cannot be read twice. Go 1.19 then returns the 307, `fetch` of Node 20 fails, and requests "
            "2.34.2 sends a generator a second time, now empty, and reports success (tried). It is not cacheable "
            "by default (RFC 9110 §15.1)."
        ),
        (
            "Chrome is reported to show a 307 with `Non-Authoritative-Reason: HSTS` that no server sent: the "
            "browser itself has changed `http` to `https`."
        ),
    ),
    mistakes=(
        Mistake(text="No `Location`.", rules=("STA010",)),
        Mistake(text="A large upload is received in full and redirected then, so that it is sent twice."),
    ),
    related=(
        Related(code=308, why="the same for good"),
        Related(code=303, why="when the answer is to be fetched with GET"),
        Related(code=302, why="for pages, where only GET matters"),
    ),
    words=("redirect post", "keep method", "internal redirect", "hsts redirect", "redirect upload", "put redirect"),
)
