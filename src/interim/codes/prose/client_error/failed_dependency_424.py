"""424 Failed Dependency."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=424,
    answer="This was not done because another part of the same request failed: look there for the cause.",
    history=(
        (
            "WebDAV brought it in 1999 (RFC 2518 §10.5), and RFC 4918 §11.4 still says the same: the action "
            "depended on another one, and that failed."
        ),
    ),
    use=(
        (
            "PROPPATCH is all or nothing. If one property cannot be set, each of the others gets 424 in the 207 "
            "(RFC 4918 §9.2.1). The one with the other code is the cause."
        ),
    ),
    avoid=(
        (
            "In the 207 for DELETE it should be left out: that the collections above survived is clear from the "
            "member that failed (RFC 4918 §9.6.1). The same holds for COPY (RFC 4918 §9.8.3) and MOVE (RFC 4918 "
            "§9.9.2)."
        ),
        (
            "As the code of a whole response it is rarely right. If a service that yours depends on has failed, "
            "that is no error of the client: send 502, 503 or 504."
        ),
    ),
    effects=(
        (
            "In a 207 a client skips it and shows the real error. Alone it is treated as 400 (RFC 9110 §15), and "
            "monitoring counts it among the mistakes of clients. Products use it so all the same, such as the "
            "gateway of Vercel's AI SDK for a dependency that is not available (vercel/ai #15859)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "A database is down and the API answers 424. Clients give up, where a 503 with `Retry-After` would "
                "have brought them back."
            ),
        ),
        Mistake(text="The client shows the first status of a 207, which is a 424, and hides the cause."),
    ),
    related=(
        Related(code=207, why="carries it"),
        Related(code=502, why="when a server behind a gateway answers wrongly"),
        Related(code=503, why="when a dependency is down for a while"),
        Related(code=423, why="a common cause of it"),
    ),
    words=("webdav proppatch", "multi-status", "dependency failed", "upstream dependency error"),
)
