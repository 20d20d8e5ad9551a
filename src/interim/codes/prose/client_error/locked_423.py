"""423 Locked."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=423,
    answer=("The resource, or something that the request would touch, is locked: wait, or send the token of the lock."),
    history=(
        (
            "WebDAV brought it in 1999 (RFC 2518 §10.4). RFC 4918 §11.3 asks for a condition code in the content, "
            "so that a client learns which lock it was: `lock-token-submitted` or `no-conflicting-lock`."
        ),
    ),
    use=(
        (
            "A PUT to a document on which somebody else holds a write lock, or a change to a member of a locked "
            "collection. Name the locked resource in the content (RFC 4918 §16 has an example)."
        ),
        (
            "A LOCK of depth infinity on a collection with a member that is locked in conflict must fail with it "
            "(RFC 4918 §7.4). When DELETE meets a locked member, the 423 stands inside a 207 (RFC 4918 §9.6.1)."
        ),
    ),
    avoid=(
        (
            "A false `If` is 412 (RFC 4918 §10.4.1), and an UNLOCK with a token that does not fit the resource 409 "
            "(RFC 4918 §16). Outside WebDAV clients have no lock token to send: 409 says enough for a record that "
            "somebody else edits, and 403 for a user account that was blocked."
        ),
    ),
    effects=(
        (
            "A client looks up who holds the lock and lets its user wait or ask. A lock can end by itself: the "
            "server chooses its timeout (RFC 4918 §6.6)."
        ),
    ),
    mistakes=(
        Mistake(
            text="The content is empty, so nobody learns whether the document or the folder above it is locked.",
        ),
        Mistake(
            text=(
                "A program that holds a lock crashes, and the lock has no timeout. Cap the timeout, and let an "
                "administrator remove locks."
            ),
        ),
    ),
    related=(
        Related(code=412, why="when the `If` field was false"),
        Related(code=409, why="when another state than a lock is in the way"),
        Related(code=424, why="when only another part of the request met the lock"),
        Related(code=207, why="when some of several resources were locked"),
    ),
    words=("webdav lock", "file locked", "document in use", "lock token", "checked out"),
)
