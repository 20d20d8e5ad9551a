"""507 Insufficient Storage."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=507,
    answer=(
        "The server has no room to store what the request would need; do not repeat it unless the user asks again."
    ),
    history=(
        (
            "RFC 2518 §10.6 brought it with WebDAV in 1999, and RFC 4918 §11.5 kept it. It is named for PROPPATCH, "
            "MKCOL and COPY (RFC 4918 §9.2.1, RFC 4918 §9.3.1, RFC 4918 §9.8.5)."
        ),
    ),
    use=(
        (
            "The disk is full, or the quota of the user is used up, while a PUT, COPY, MKCOL or PROPPATCH is "
            "carried out. In a COPY of a tree, the members that failed are listed with 507 in a 207 "
            "(RFC 4918 §13). Outside WebDAV it is understood as well: any client takes an unknown 5xx for an error "
            "(RFC 9110 §15)."
        ),
    ),
    avoid=("Not when this one content is larger than you ever take: 413. Not when memory or workers run short: 503.",),
    effects=(
        "`curl --retry` (7.88.1) does not repeat it (tried), which agrees with RFC 4918 §11.5.",
        (
            "Few servers send it. A COPY of 16 MiB on a file system of 24 MiB was answered with 507 by Apache "
            "2.4.71 and with 500 by ASGIWebDAV 2.1.0; nginx 1.22.1 answered 201 and left eight truncated files "
            "(measured once each). What was written before the disk was full has to be removed by somebody."
        ),
    ),
    mistakes=(
        Mistake(text="500 for a full disk: the user cannot know that it helps to delete something."),
        Mistake(
            text=("A retry loop in a synchronizing client, which is what RFC 4918 §11.5 forbids for a user's action."),
        ),
    ),
    related=(
        Related(code=413, why="when this content is too large at any time"),
        Related(code=503, why="when the server is short of something else"),
        Related(code=207, why="when only some members failed"),
    ),
    words=("disk full", "quota exceeded", "out of space", "webdav", "no space left on device"),
)
