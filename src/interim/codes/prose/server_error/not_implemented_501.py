"""501 Not Implemented."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=501,
    answer="The server has no support for this at all, most often for the method, on any of its resources.",
    history=(
        (
            "HTTP/1.0 has it (RFC 1945 §9.5). RFC 2616 §9.6 asked for it when a PUT had a `Content-*` field that "
            "the server did not know. Today a `Content-Range` that is not supported gets 400 (RFC 9110 §14.5); "
            "nginx 1.22.1 still answers 501 (tried)."
        ),
    ),
    use=(
        (
            "For a method that the server does not recognize or implement (RFC 9110 §9.1), and for a transfer "
            "coding that it does not understand (RFC 9112 §6.1): nginx 1.22.1 answers so to "
            "`Transfer-Encoding: foo` (tried)."
        ),
    ),
    avoid=(
        (
            "Not for a method that only this resource refuses: 405 with `Allow`. Not for a part of an interface "
            "that is yet to be written: 404, since the code speaks of the server. Not for what is switched off for "
            "now: 503. GET and HEAD must work on any general-purpose server (RFC 9110 §9.1)."
        ),
    ),
    effects=(
        (
            "A cache may keep it without being told for how long (RFC 9110 §15.1). That suits a method that will "
            "not come; a feature that is switched on next week may stay missing for some. `curl --retry` (7.88.1) "
            "does not repeat the request (tried)."
        ),
        (
            "Servers differ. To the method FOO, Python's http.server 3.11.7 answers 501, as to every method "
            "without a handler; nginx 1.22.1 answers 405 for a file, and Node 20 answers 400 (tried)."
        ),
    ),
    mistakes=(
        Mistake(text="No lifetime, although support is planned.", rules=("CAC002",)),
        Mistake(text="501 to HEAD, where GET works.", rules=("CAC007",)),
    ),
    related=(
        Related(code=405, why="when this resource refuses the method"),
        Related(code=400, why="to a partial PUT"),
        Related(code=505, why="when it is the version of HTTP"),
    ),
    words=("unsupported method", "method not implemented", "unknown method", "feature missing"),
)
