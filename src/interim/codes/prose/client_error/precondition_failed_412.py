"""412 Precondition Failed."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=412,
    answer="A condition in the request was false, so nothing was done: get the current state and decide again.",
    history=(
        (
            "HTTP/1.1 brought it, with entity tags and `If-Match` (RFC 2068 §10.4). Two freedoms came later. If "
            "the change has been made already, a server may answer 2xx instead (RFC 9110 §13.1.1), and it may "
            "check before it reads the content (RFC 9110 Appendix B.4)."
        ),
    ),
    use=(
        (
            'Optimistic locking: a GET brings `ETag: "v7"`, the user edits, and the PUT carries `If-Match: "v7"`. '
            "If somebody saved version 8 in between, the server answers 412 and keeps it. `If-None-Match: *` on a "
            "PUT means: only if there is nothing yet (RFC 9110 §13.1.2)."
        ),
    ),
    avoid=(
        (
            "412 against 409: without a condition in the request, a clash is 409; a condition that is demanded and "
            "missing is 428. For GET and HEAD a false `If-None-Match` is 304 (RFC 9110 §13.1.2). An error that "
            "would have come anyway, such as 403, comes first (RFC 9110 §13.2.1)."
        ),
    ),
    effects=(
        (
            "The method has no effect, so a stale copy overwrites nothing. Sent again unchanged it fails again: "
            "fetch, merge, and send with the new tag."
        ),
        (
            "A proxy that is no cache for the resource must pass conditions on without evaluating them (RFC 9110 "
            "§13.2.1), and a cache may ignore `If-Match` (RFC 9110 §13.1.1)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "Compression makes the tag weak, and `If-Match` compares strongly (RFC 9110 §13.1.1): with gzip "
                'nginx 1.22.1 sends `W/"..."`, and that tag in `If-Match` gets 412 each time (tried).'
            ),
        ),
        Mistake(
            text="The server sends tags and looks at no condition. There is never a 412, and updates get lost.",
        ),
    ),
    related=(
        Related(code=409, why="when the server finds the clash without a condition"),
        Related(code=428, why="when the condition is missing and required"),
        Related(code=304, why="when a conditional GET finds nothing new"),
    ),
    words=("etag mismatch", "if-match failed", "optimistic locking", "lost update", "stale version"),
)
