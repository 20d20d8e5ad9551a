"""208 Already Reported."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=208,
    answer=(
        "Inside a WebDAV multistatus: this collection was listed above under another name, so its members are not "
        "repeated."
    ),
    history=(
        (
            "RFC 5842 §7.1 defined it in 2010, in an experimental document about bindings: several names for one "
            "resource, as hard links are in a file system."
        ),
    ),
    use=(
        (
            "PROPFIND with `Depth: infinity` finds the same collection twice, or inside itself. One of its names "
            "is reported with 200 and its members, each other name with 208 and without (RFC 5842 §7.1). The "
            "client asks for the property `resource-id` to see that they are one."
        ),
    ),
    avoid=(
        (
            "Not to a client that has not announced bindings in the request field `DAV`; it gets 508 when there is "
            "a loop (RFC 5842 §7.1). Not in a status line: it belongs in the content of a 207. For a second, "
            "identical request it is no answer either; that is 200, or 409."
        ),
    ),
    effects=(
        (
            "A client that knows it stops there and does not take the collection for empty. One that does not "
            "treats it as 200, as any 2xx it does not know (RFC 9110 §15), and may show an empty collection."
        ),
        ("In practice few servers have bindings. Proxies and caches never see the code, which is part of the content."),
    ),
    mistakes=(
        Mistake(
            text=(
                "208 as the status of a response, for something that was reported or processed before. Clients see "
                "a plain success."
            )
        ),
    ),
    related=(
        Related(code=207, why="the response that it appears in"),
        Related(code=508, why="when a loop is found and the client does not know bindings"),
        Related(code=409, why="when a request repeats what was done"),
    ),
    words=("webdav bindings", "bind loop", "already listed", "duplicate in propfind"),
)
