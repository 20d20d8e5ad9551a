"""409 Conflict."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=409,
    answer="The request clashes with the present state of the resource: resolve the conflict, then send it again.",
    history=(
        (
            "HTTP/1.1 brought it (RFC 2068 §10.4). RFC 2616 §10.4.10 allowed it only where the user could be "
            "expected to resolve the conflict; in RFC 9110 §15.5.10 that is the usual situation and no longer a "
            "condition. In WebDAV it also says that the parent collection is missing (RFC 4918 §9.3.1)."
        ),
    ),
    use=(
        (
            "The request is fine, the state is in the way: a user name that is taken, an order that was shipped "
            "and is to be cancelled, a page that somebody else has saved meanwhile."
        ),
        (
            "The server should say enough for a user to recognize the source of the conflict (RFC 9110 §15.5.10). "
            "For an edit conflict that is the current version, or its entity tag, and what differs."
        ),
    ),
    avoid=(
        (
            "409 against 412: a 412 needs a condition in the request, such as `If-Match`, that turned out false. "
            "When the request has none and the server finds the clash by itself, it is 409. PATCH has the same "
            "pair (RFC 5789 §2.2)."
        ),
        (
            "Content that is wrong in any state is 422, a lock 423. Two transactions that collide inside the "
            "server are its own business: try again there, and send 503 if that fails."
        ),
    ),
    effects=(
        "curl 7.88.1 with `--retry` does not repeat it (tried), nor does urllib3 2.8.0: the user has to act first.",
        (
            "What caches hold of the resource stays valid: only 2xx and 3xx responses to an unsafe method "
            "invalidate it (RFC 9111 §4.4)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "409 for every constraint that a database reports. A missing foreign key then looks like a race, "
                "and the user tries for ever."
            ),
        ),
        Mistake(
            text='The content says "conflict" and no more, which can be a name that is taken or an old version.',
        ),
        Mistake(
            text=(
                "A POST was repeated after a lost response, and gets 409 because of the record that it made "
                "itself. A key that the client chooses for the operation prevents that."
            ),
        ),
    ),
    related=(
        Related(code=412, why="when a condition of the request was false"),
        Related(code=422, why="when the content is wrong in any state"),
        Related(code=423, why="when a lock is in the way"),
        Related(code=428, why="to demand a condition from the start"),
    ),
    words=("edit conflict", "already exists", "duplicate entry", "version mismatch", "username taken"),
)
