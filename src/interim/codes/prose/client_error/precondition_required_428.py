"""428 Precondition Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=428,
    answer=(
        "The server takes this change only with a condition such as `If-Match`, so that nobody's update gets lost."
    ),
    history=(
        (
            "RFC 6585 §3 brought it in 2012, in one document with 429, 431 and 511. It is optional: a client "
            "cannot rely on a server to insist on conditions (RFC 6585 §7.1)."
        ),
    ),
    use=(
        (
            "Two people load version 7 of a page, both save, and the second save erases the first. With `If-Match` "
            "the second gets 412. A server that wants that from everybody answers a PUT without a condition with "
            "428, and says how to do it right, as it should (RFC 6585 §3): read, take the entity tag, send it "
            "along."
        ),
    ),
    avoid=(
        (
            "A condition that is there and false is 412. A step that has to come first in the application, such as "
            "the confirmation of an address, is 403 or 409. Do not demand a condition for what cannot overwrite "
            "anything, such as a POST that adds to a list."
        ),
    ),
    effects=(
        (
            "No client adds the condition by itself, for it has to have read the resource before. A cache must not "
            "store the response (RFC 6585 §3), so it is seen by the one client alone."
        ),
    ),
    mistakes=(
        Mistake(text="The GET sends no `ETag`, so no client can fulfil what the PUT asks for."),
        Mistake(text="PUT insists on a condition; PATCH and DELETE were forgotten."),
        Mistake(
            text=(
                "Clients learn to send `If-Match: *`, which is true for whatever exists (RFC 9110 §13.1.1) and "
                "protects nothing."
            ),
        ),
    ),
    related=(
        Related(code=412, why="when the condition was sent and is false"),
        Related(code=409, why="when the server finds the clash without a condition"),
        Related(code=403, why="when a step of the application is missing"),
    ),
    words=("if-match required", "missing etag", "lost update", "conditional request required"),
)
